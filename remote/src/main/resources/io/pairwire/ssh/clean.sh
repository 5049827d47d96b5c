# ---- Removing what Pairwire has put into the cache, and nothing else.
#
# Says NOTE REMOVED <octets> <name> for each thing, NOTE LEFT <number> for what is not ours, and DONE.

busy() {
  fail BUSY "$1" "Wait until it has ended, and try again; a change that was not confirmed is taken back by the host itself at its time."
}

place_cache
if [ ! -d "$cache" ] && [ ! -L "$cache" ]; then
  note "PLACE $cache" "" ""
  say DONE
  exit 0
fi
enter_cache
note "PLACE $cache" "" ""

for open in "$state"/*.journal "$state"/*.switch; do
  [ ! -e "$open" ] || busy "a change is open there that is not confirmed ($open)"
done
# Whoever runs what lies here. What is looked for comes by standard input, or grep would find itself.
running=$(grep -lsF -f - "$processes"/[0-9]*/cmdline <<EOF
$cache/agent-
$cache/runtime-
EOF
)
if [ -n "$running" ]; then
  running=${running%%/cmdline*}
  busy "an agent is at work there (process ID ${running##*/})"
fi

others=0
for name in * .[!.]* ..?*; do
  [ -e "$name" ] || [ -L "$name" ] || continue
  case $name in
    agent-*.jar | agent-*.tmp | agent-*.new | agent-*.fast | runtime-* | jffi*.so) ;;
    *)
      others=$((others + 1))
      continue
      ;;
  esac
  octets=$(find "./$name" -type f -exec wc -c {} + 2>/dev/null </dev/null | {
    sum=0
    while read -r count file; do [ "$file" = total ] || sum=$((sum + count)); done
    echo "$sum"
  })
  if [ "$check" != yes ]; then
    error=$(rm -rf "./$name" 2>&1 </dev/null) || fail PUSH "cannot remove $cache/$name: $error" "Remove it by hand."
  fi
  note "REMOVED $octets $name" "" ""
done
if [ "$others" != 0 ]; then
  note "LEFT $others" "" ""
elif [ "$check" != yes ]; then
  cd / && rmdir "$cache" 2>/dev/null
fi
say DONE
