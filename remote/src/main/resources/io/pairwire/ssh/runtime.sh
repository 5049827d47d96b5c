# ---- A host without Java: a runtime is sent, if it may be, and unpacked beside the jar.

# no_java WHY NEXT
no_java() {
  [ -z "${tmp-}" ] || rm -rf "$tmp"
  fail NO_JAVA "$why; $1" "$2"
}

# unpack ARCHIVE DIRECTORY
unpack() {
  if command -v tar >/dev/null 2>&1; then
    tar -xzf "$1" -C "$2" </dev/null
  else
    busybox tar -xzf "$1" -C "$2" </dev/null
  fi
}

take_runtime() {
  for loader in "$loaders"/ld-musl-*; do
    [ ! -e "$loader" ] || ls "$loaders"/ld-linux* "${loaders}64"/ld-linux* >/dev/null 2>&1 ||
      no_java "a runtime that could be sent needs glibc, and this host has musl" "Install Java on the host: $(install_hint)"
  done
  if command -v tar >/dev/null 2>&1; then
    command -v gzip >/dev/null 2>&1 || command -v busybox >/dev/null 2>&1 ||
      no_java "there is no gzip to unpack a runtime with" "Install gzip, or Java: $(install_hint)"
  else
    command -v busybox >/dev/null 2>&1 ||
      no_java "there is no tar to unpack a runtime with" "Install tar and gzip, or Java: $(install_hint)"
  fi
  say RUNTIME "$(uname -m)"
  read -r runtime_sha256 runtime_size || exit 1
  home=runtime-$runtime_sha256
  if [ ! -x "$home/bin/java" ] || [ -L "$home" ]; then
    find . -name 'runtime-*.tmp' -prune -mtime +0 -exec rm -rf {} + 2>/dev/null </dev/null
    tmp=$home.$$.$nonce.tmp
    error=$(mkdir "$tmp" 2>&1) || not_kept "a Java runtime" "$error"
    trap 'rm -rf "$tmp"; exit 1' HUP INT TERM
    : >"$tmp/archive"
    must_run "$tmp/archive"
    say SEND_RUNTIME
    take "a Java runtime" "$tmp/archive" "$runtime_sha256" "$runtime_size"
    mkdir "$tmp/$home"
    error=$(unpack "$tmp/archive" "$tmp/$home" 2>&1) || not_kept "a Java runtime" "${error:-tar failed}"
    error=$("$tmp/$home/bin/java" -version 2>&1 </dev/null) ||
      no_java "the runtime that was sent does not run here: $error" "Install Java on the host: $(install_hint)"
    # What a start loads, as the JVM maps it; without, starts take longer.
    "$tmp/$home/bin/java" -Xshare:dump >/dev/null 2>&1 </dev/null || rm -f "$tmp/$home"/lib/server/*.jsa
    sync -f "$tmp" 2>/dev/null </dev/null || sync </dev/null
    # Another run may have been here before us; its directory is as good, and is not moved into.
    error=$(mv "$tmp/$home" . 2>&1) || [ -x "$home/bin/java" ] || not_kept "a Java runtime" "${error:-mv failed}"
    rm -rf "$tmp"
    tmp=
    trap - HUP INT TERM
  fi
  usable "$cache/$home/bin/java" || no_java "the runtime that was sent is not Java 17 or later" "Run the command by a newer JDK."
  runtime=runtime-$runtime_sha256
}

if ! find_java; then
  why="there is no Java 17 or later"
  [ -z "${PAIRWIRE_JAVA-}" ] || why="PAIRWIRE_JAVA is $PAIRWIRE_JAVA, which is not Java 17 or later"
  [ -z "$seen" ] || why="$why; found were:$seen"
  [ "$push" = yes ] || fail NO_JAVA "$why" "Install it on the host: $(install_hint); or have a runtime sent there: --push-runtime, or pairwire_runtime: push in the inventory."
  take_runtime
fi
