# ---- Java. Its version is read from the file beside it: asking a JVM would cost more than all the rest.

seen=

# usable JAVA: whether it is Java 17 or later; sets java, version and runtime
usable() {
  [ -f "$1" ] && [ -x "$1" ] || return 1
  home=${1%/bin/java}
  if [ ! -r "$home/release" ]; then
    home=$(readlink -f "$1" 2>/dev/null)
    home=${home%/bin/java}
  fi
  version= runtime=
  if [ -r "$home/release" ]; then
    while IFS='=' read -r name value; do
      value=${value#\"}
      case $name in
        JAVA_VERSION) version=${value%\"*} ;;
        JAVA_RUNTIME_VERSION) runtime=${value%\"*} ;;
      esac
    done <"$home/release"
  fi
  if [ -z "$version" ]; then
    answer=$("$1" -version 2>&1 </dev/null)
    version=${answer#*\"}
    version=${version%%\"*}
  fi
  major=${version#1.}
  major=${major%%[!0-9]*}
  case $major in
    '') seen="$seen
  $1 does not say its version" ;;
    *)
      if [ "$major" -ge 17 ]; then
        java=$1
        return 0
      fi
      seen="$seen
  $1 is Java $version" ;;
  esac
  return 1
}

find_java() {
  if [ -n "${PAIRWIRE_JAVA-}" ]; then
    usable "$PAIRWIRE_JAVA" || usable "$PAIRWIRE_JAVA/bin/java"
    return
  fi
  if [ -n "${JAVA_HOME-}" ] && usable "$JAVA_HOME/bin/java"; then
    return
  fi
  on_path=$(command -v java) && usable "$on_path" && return
  for candidate in "$jvms"/*/bin/java; do
    usable "$candidate" && return
  done
  return 1
}

# How this distribution installs Java: by its name, its relatives' names, and its version.
install_hint() {
  id= like= release=
  if [ -r "$os_release" ]; then
    while IFS='=' read -r name value; do
      value=${value#[\"\']}
      value=${value%[\"\']}
      case $name in ID) id=$value ;; ID_LIKE) like=$value ;; VERSION_ID) release=${value%%.*} ;; esac
    done <"$os_release"
  fi
  case $release in '' | *[!0-9]*) release=0 ;; esac
  for family in $id $like; do
    case $family in
      debian)
        [ "$id" = debian ] && [ "$release" -ge 13 ] && number=21 || number=17
        echo "apt-get install openjdk-$number-jre-headless"; return ;;
      ubuntu) echo "apt-get install openjdk-17-jre-headless"; return ;;
      fedora | rhel | centos | rocky | almalinux | ol)
        [ "$id" = fedora ] || [ "$release" -ge 10 ] && number=21 || number=17
        echo "dnf install java-$number-openjdk-headless"; return ;;
      alpine) echo "apk add openjdk17-jre-headless"; return ;;
      suse | opensuse* | sles) echo "zypper install java-17-openjdk-headless"; return ;;
      arch) echo "pacman -S jre17-openjdk-headless"; return ;;
    esac
  done
  echo "your distribution's package of a Java 17 runtime (headless will do)"
}
