# Pairwire's bootstrap: what a host runs between the login and the agent.
#
# POSIX sh, for dash, bash and busybox. Sent as one command line by Bootstrap.java, which drops lines like this one and
# sets these variables above:
#   nonce      a random word; every line we say starts with PAIRWIRE and the nonce, so that whatever else the login
#              prints can be told from it
#   sha256     the digest of the agent jar
#   size       its octets
#   cache      where to keep it, or empty for the usual place
#   jvms       directory in which Java runtimes are installed
#   os_release file that names the distribution
#   status     file that tells what a process may do
#   sudo       the program to become root by, or empty
#   sudo_asks  whether that may ask for a password: yes or no
#   rehearse   whether the host may prepare faster starts by itself: yes or no
#
# It says one of
#   READY <version> <java>   and becomes the agent
#   SUDO                     and begins anew as root
#   SEND                     and reads exactly $size octets from standard input, then goes on
#   FAIL <kind>              followed by lines that say why, a line of two dashes, lines that say what to do, and a dot
# Standard input is touched by nothing but the one head(1): the other commands have theirs redirected.

LC_ALL=C
agent_archive=
export LC_ALL
umask 077
# The agent gets the flags below and no others.
unset CDPATH JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH

say() {
  printf 'PAIRWIRE %s %s\n' "$nonce" "$*"
}

# fail KIND WHY NEXT
fail() {
  say "FAIL $1"
  printf '%s\n--\n%s\n.\n' "$2" "$3"
  exit 1
}

# ---- Privilege, before anything else: without it there is nothing to do here.

uid=$(id -u)

# Whether we have CAP_NET_ADMIN, bit 12.
capable() {
  while read -r name value; do
    case $name$value in CapEff:*[13579bdf]???) return 0 ;; esac
  done <"$status"
  return 1
}

if [ "$uid" != 0 ] && [ -n "$sudo" ]; then
  [ "${2-}" != again ] || fail PRIVILEGE "$sudo ran us as user ID $uid, which is not root" "Look at sudoers (runas_default)."
  command -v "$sudo" >/dev/null 2>&1 ||
    fail PRIVILEGE "there is no $sudo to become root by" "Install sudo on the host, or log in as root (ansible_user)."
  say SUDO
  again='eval "$(printf %b "$1")"'
  if [ "$sudo_asks" = yes ]; then
    exec "$sudo" -S -p "pairwire-$nonce-sudo:" -- /bin/sh -c "$again" pairwire "$1" again
  fi
  exec "$sudo" -n -- /bin/sh -c "$again" pairwire "$1" again
fi
[ "$uid" = 0 ] || capable ||
  fail PRIVILEGE "user ID $uid is not root and lacks CAP_NET_ADMIN" \
    "Log in as root (ansible_user), or become root: ansible_become, or --become."

# ---- The cache directory: nobody else may write there, as root may run what lies in it.

if [ -n "$cache" ]; then
  :
elif [ "$uid" = 0 ]; then
  cache=/var/cache/pairwire
else
  case ${XDG_CACHE_HOME-} in
    /*) cache=$XDG_CACHE_HOME/pairwire ;;
    *) cache=${HOME:-}/.cache/pairwire ;;
  esac
  [ "$cache" != /.cache/pairwire ] || fail PUSH "the user has no home directory for the agent jar (HOME is not set)" \
    "Give the user a home directory, or log in as root."
fi

unsafe() {
  fail PUSH "the cache directory $cache is not safe: $1" \
    "Look at it, then remove it; Pairwire makes it anew with the right owner and mode."
}

[ ! -L "$cache" ] || unsafe "it is a symbolic link"
if [ ! -d "$cache" ]; then
  error=$(mkdir -p "$cache" 2>&1) || [ -d "$cache" ] ||
    fail PUSH "cannot make the cache directory $cache: $error" \
      "Make it, owned by the login user and writable by nobody else, or free what stands in the way."
fi
cd -P "$cache" 2>/dev/null || fail PUSH "cannot enter the cache directory $cache" "Check its owner and mode."
cache=$(pwd -P)

# Its ancestors count too, for root: who can rename one can put another in its place. ls sorts them, itself last.
family=$cache
if [ "$uid" = 0 ]; then
  above=${cache%/*}
  while [ -n "$above" ]; do
    family="$above
$family"
    above=${above%/*}
  done
fi
listing=$(IFS='
'; set -f; ls -ldn $family 2>/dev/null)
while read -r mode _ owner _; do
  last_mode=$mode last_owner=$owner
  case $owner in 0 | "$uid") ;; *) unsafe "it, or a directory above it, is owned by user ID $owner" ;; esac
  case $mode in
    d????-??-*) ;;
    d????????[tT]*) ;;
    *) unsafe "others may write to it or to a directory above it ($mode)" ;;
  esac
done <<EOF
$listing
EOF
[ "$last_owner" = "$uid" ] || unsafe "it is owned by user ID $last_owner"
case $last_mode in d????-??-*) ;; *) unsafe "others may write to it ($last_mode)" ;; esac

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

if ! find_java; then
  why="there is no Java 17 or later"
  [ -z "${PAIRWIRE_JAVA-}" ] || why="PAIRWIRE_JAVA is $PAIRWIRE_JAVA, which is not Java 17 or later"
  [ -z "$seen" ] || why="$why; found were:$seen"
  fail NO_JAVA "$why" "Install it on the host: $(install_hint)"
fi

# ---- The agent jar, under its digest. It is checked before every run, so half a jar never runs.

jar=agent-$sha256.jar

digest() {
  sum=$($sha256sum <"$1" 2>/dev/null)
  sum=${sum%% *}
}

if command -v sha256sum >/dev/null 2>&1; then
  sha256sum=sha256sum
elif command -v busybox >/dev/null 2>&1; then
  sha256sum='busybox sha256sum'
else
  fail PUSH "there is no sha256sum to check the agent jar with" "Install coreutils or busybox on the host."
fi

cached=
if [ -f "$jar" ] && [ ! -L "$jar" ] && [ -O "$jar" ]; then
  digest "$jar"
  [ "$sum" != "$sha256" ] || cached=yes
fi

if [ -z "$cached" ]; then
  # What cut uploads left behind, a day ago or longer.
  find . -name 'agent-*.tmp' -mtime +0 -exec rm -f {} + 2>/dev/null </dev/null
  tmp=agent-$sha256.$$.$nonce.tmp
  trap 'rm -f "$tmp"; exit 1' HUP INT TERM
  no_jar() {
    rm -f "$tmp"
    case $1 in
      *'No space left'*) next="Make room on the file system of $cache." ;;
      *quota*) next="Raise the quota, or make room." ;;
      *'Read-only'*) next="Mount the file system of $cache writable." ;;
      *ermission*) next="Let the login user write to $cache." ;;
      *) next="Try again." ;;
    esac
    say "FAIL PUSH"
    printf '%s\n--\n%s\n.\n' "cannot keep the agent jar in $cache: $1" "$next"
    # Take the rest, so that who sends it can come to read why.
    exec cat >/dev/null
  }
  say SEND
  if ! error=$({ head -c "$size" >"$tmp"; } 2>&1); then
    # Busybox's head says no more than "I/O error"; its dd tells why.
    case $error in *'I/O error'*) error=$(dd if=/dev/zero bs=65536 count=1 2>&1 >>"$tmp" </dev/null) ;; esac
    no_jar "${error:-head failed}"
  fi
  digest "$tmp"
  if [ "$sum" != "$sha256" ]; then
    have=$(wc -c <"$tmp")
    no_jar "of $size octets $((have)) arrived, with digest $sum instead of $sha256"
  fi
  sync "$tmp" 2>/dev/null </dev/null
  error=$(mv -f "$tmp" "$jar" 2>&1) || no_jar "${error:-mv failed}"
  trap - HUP INT TERM
fi

# ---- Become the agent.
#
# Temporary files and the native library go to the cache: /tmp may be noexec and is everyone's. VM messages go to standard
# error, standard output being the agent's. No performance data file and no attach socket, which would lie in /tmp.

set -- -XX:+IgnoreUnrecognizedVMOptions \
  -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx256m \
  -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=error:stderr -XX:+ErrorFileToStderr \
  -XX:-UsePerfData -XX:+DisableAttachMechanism -XX:+ExitOnOutOfMemoryError \
  -Dfile.encoding=UTF-8 -Djava.io.tmpdir="$cache"

# What a rehearsal left behind, for this very jar and Java: an archive of loaded classes and the unpacked native library.
# Together they save a third of the agent's start. The JVM checks that an archive fits, and goes on without if not.
fast=$(printf %s "agent-$sha256-${runtime:-$version}" | tr -c 'A-Za-z0-9.+_-' _).fast
if [ -f "$fast/classes.jsa" ]; then
  agent_archive=-XX:SharedArchiveFile="$cache/$fast/classes.jsa"
fi
if [ -f "$fast/libjffi-1.2.so" ]; then
  native=-Djffi.boot.library.path="$cache/$fast"
else
  native=-Djffi.extract.dir="$cache"
fi

# The rehearsal: once for each jar and Java, after this run, out of everybody's way, the agent is started to no purpose but
# to keep what it loads. Its directory is its lock; it gets its real name when all is in it, and is not tried again if not.
if [ "$rehearse" = yes ] && [ ! -d "$fast" ] && mkdir "$fast.tmp" 2>/dev/null; then
  (
    trap '' HUP
    while kill -0 $$ 2>/dev/null; do sleep 1; done
    gently=
    command -v timeout >/dev/null && gently='timeout 120'
    command -v nice >/dev/null && gently="nice -n 19 $gently"
    if $gently "$java" "$@" -XX:ArchiveClassesAtExit="$fast.tmp/classes.jsa" \
      -Djffi.extract.dir="$cache/$fast.tmp" -Djffi.extract.name=libjffi-1.2.so -jar "$cache/$jar" rehearse; then
      sync "$fast.tmp/classes.jsa" "$fast.tmp/libjffi-1.2.so"
      [ -f "$fast.tmp/classes.jsa" ] && mv "$fast.tmp" "$fast"
    fi
  ) </dev/null >/dev/null 2>&1 &
fi

# The agent outlives its session, to go back by itself where it is not told to keep what it changed.
trap '' HUP
say "READY $version $java"
exec "$java" "$@" ${agent_archive:+"$agent_archive"} "$native" -jar "$cache/$jar" agent
