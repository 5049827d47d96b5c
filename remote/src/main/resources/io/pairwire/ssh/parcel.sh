# ---- What is sent: it lies under its digest, and gets its name when all of it is there and checked.

if command -v sha256sum >/dev/null 2>&1; then
  sha256sum=sha256sum
elif command -v busybox >/dev/null 2>&1; then
  sha256sum='busybox sha256sum'
else
  fail PUSH "there is no sha256sum to check the agent jar with" "Install coreutils or busybox on the host."
fi

digest() {
  sum=$($sha256sum <"$1" 2>/dev/null)
  sum=${sum%% *}
}

# not_kept WHAT ERROR
not_kept() {
  rm -rf "$tmp"
  case $2 in
    *'No space left'*) next="Make room on the file system of $cache, or name another directory (pairwire_cache in the inventory)." ;;
    *quota*) next="Raise the quota, or make room." ;;
    *'Read-only'*) next="Mount the file system of $cache writable, or name another directory (pairwire_cache in the inventory)." ;;
    *ermission*) next="Let the login user write to $cache." ;;
    *) next="Try again." ;;
  esac
  say "FAIL PUSH"
  printf '%s\n--\n%s\n.\n' "cannot keep $1 in $cache: $2" "$next"
  # Take the rest, so that who sends it can come to read why.
  exec cat >/dev/null
}

# take WHAT FILE DIGEST OCTETS: from standard input
take() {
  if ! error=$({ head -c "$4" >"$2"; } 2>&1); then
    # Busybox's head says no more than "I/O error"; its dd tells why.
    case $error in *'I/O error'*) error=$(dd if=/dev/zero bs=65536 count=1 2>&1 >>"$2" </dev/null) ;; esac
    not_kept "$1" "${error:-head failed}"
  fi
  digest "$2"
  if [ "$sum" != "$3" ]; then
    have=$(wc -c <"$2")
    not_kept "$1" "of $4 octets $((have)) arrived, with digest $sum instead of $3"
  fi
}

# Where nothing may be run the JVM can load no native library either. The kernel says so of each file, whatever its mode.
must_run() {
  [ -x "$1" ] && return
  chmod 700 "$1" 2>/dev/null </dev/null && [ -x "$1" ] && return
  [ -z "${tmp-}" ] || rm -rf "$tmp"
  fail PUSH "the cache directory $cache is on a file system where nothing may be run (noexec)" \
    "Mount it without noexec, or name a directory elsewhere: pairwire_cache in the inventory."
}
