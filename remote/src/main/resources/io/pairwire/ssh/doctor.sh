# ---- Looking at a host, and changing nothing.
#
# Says NOTE <check> <ok|wrong|note> for each check, and DONE.

# attempt CHECK COMMAND...: what it says where it fails is the answer
attempt() {
  name=$1
  shift
  if answer=$(
    fail() {
      printf '%s\n--\n%s\n' "$2" "$3"
      exit 1
    }
    "$@"
  ); then
    note "$name ok" "$answer" ""
  else
    say "NOTE $name wrong"
    printf '%s\n.\n' "$answer"
  fi
}

java_check() {
  if find_java; then
    echo "Java $version ($java)"
    return
  fi
  why="there is no Java 17 or later"
  [ -z "$seen" ] || why="$why; found were:$seen"
  if [ "$push" = yes ]; then
    echo "$why; a runtime is sent ($(uname -m))"
    return
  fi
  fail NO_JAVA "$why" "$(install_hint); or have a runtime sent there: --push-runtime, or pairwire_runtime: push in the inventory."
}

cache_check() {
  place_cache
  [ ! -L "$cache" ] || unsafe "it is a symbolic link"
  there=$cache
  if [ -d "$cache" ]; then
    enter_cache
    there=.
    [ -w . ] || fail PUSH "the cache directory $cache cannot be written to" \
      "Mount its file system writable, or name another directory: pairwire_cache in the inventory."
  else
    while [ ! -d "$there" ]; do
      there=${there%/*}
      [ -n "$there" ] || there=/
    done
  fi
  needed=8
  [ "$push" != yes ] || needed=120
  df -Pk "$there" 2>/dev/null </dev/null | {
    read -r _
    read -r _ _ _ free _ mount
    options=
    while read -r _ at _ how _; do [ "$at" != "$mount" ] || options=$how; done <"$processes/mounts"
    case ,$options, in
      *,noexec,*)
        fail PUSH "the cache directory $cache is on a file system where nothing may be run (noexec: $mount)" \
          "Mount it without noexec, or name a directory elsewhere: pairwire_cache in the inventory." ;;
      *,ro,*)
        fail PUSH "the cache directory $cache is on a file system that is mounted read-only ($mount)" \
          "Mount it writable, or name a directory elsewhere: pairwire_cache in the inventory." ;;
    esac
    case $free in '' | *[!0-9]*) free=0 ;; esac
    [ "$free" -ge $((needed * 1024)) ] || fail PUSH "$((free / 1024)) MB are free for the cache directory $cache, and $needed are needed" \
      "Make room on $mount, or name a directory elsewhere: pairwire_cache in the inventory."
    echo "$cache, $((free / 1024)) MB free"
  }
}

# Which package has the modules of this kernel.
module_hint() {
  kernel=$(uname -r)
  id= like=
  if [ -r "$os_release" ]; then
    while IFS='=' read -r name value; do
      value=${value#[\"\']}
      value=${value%[\"\']}
      case $name in ID) id=$value ;; ID_LIKE) like=$value ;; esac
    done <"$os_release"
  fi
  case $kernel in
    *-cloud-*)
      echo "Debian's cloud kernel is built without L2TP: apt-get install linux-image-${kernel##*-}, and boot that"
      return ;;
  esac
  for family in $id $like; do
    case $family in
      ubuntu) echo "apt-get install linux-modules-extra-$kernel"; return ;;
      debian) echo "boot a kernel of Debian's (linux-image-$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')); its modules hold L2TP"; return ;;
      fedora | rhel | centos | rocky | almalinux | ol) echo "dnf install kernel-modules-extra-$kernel"; return ;;
      alpine) echo "boot linux-lts instead of linux-virt"; return ;;
    esac
  done
  echo "a kernel with CONFIG_L2TP, CONFIG_L2TP_V3 and CONFIG_L2TP_ETH"
}

modules_check() {
  PATH=$PATH:/usr/sbin:/sbin
  loaded= loadable= missing=
  for module in $1; do
    if [ -d "$modules/$module" ]; then
      loaded="$loaded $module"
    elif modprobe -n -q "$module" >/dev/null 2>&1 </dev/null; then
      loadable="$loadable $module"
    else
      missing="$missing $module"
    fi
  done
  if [ -n "$missing" ]; then
    command -v modprobe >/dev/null 2>&1 || fail MODULES "not loaded:$missing; and there is no modprobe to load them with" "Install kmod."
    [ -d "/lib/modules/$(uname -r)" ] || fail MODULES "not loaded:$missing; and the modules of the running kernel are gone" \
      "Boot the kernel that is installed, or: $(module_hint)"
    fail MODULES "this kernel lacks$missing" "$(module_hint)"
  fi
  echo "${loaded:+loaded:$loaded}${loaded:+${loadable:+; }}${loadable:+can be loaded:$loadable}"
}

if [ "$uid" = 0 ]; then
  note "privilege ok" "root${SUDO_USER:+, by sudo from user $SUDO_USER}" ""
elif capable; then
  note "privilege ok" "user ID $uid with CAP_NET_ADMIN" ""
fi
attempt java java_check
if [ "$uid" = 0 ] || capable; then
  attempt cache cache_check
fi
note "kernel ok" "$(uname -sr) ($(uname -m))" ""
attempt modules modules_check "l2tp_core l2tp_netlink l2tp_eth"
attempt modules_ip modules_check "l2tp_ip l2tp_ip6"
say DONE
