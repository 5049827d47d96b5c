# ---- The cache directory: nobody else may write there, as root may run what lies in it.

place_cache() {
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
}

unsafe() {
  fail PUSH "the cache directory $cache is not safe: $1" \
    "Look at it, then remove it; Pairwire makes it anew with the right owner and mode."
}

make_cache() {
  [ ! -L "$cache" ] || unsafe "it is a symbolic link"
  if [ ! -d "$cache" ]; then
    error=$(mkdir -p "$cache" 2>&1) || [ -d "$cache" ] ||
      fail PUSH "cannot make the cache directory $cache: $error" \
        "Make it, owned by the login user and writable by nobody else, or free what stands in the way."
  fi
}

# enter_cache: goes there, and looks who else could write there
enter_cache() {
  [ ! -L "$cache" ] || unsafe "it is a symbolic link"
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
}
