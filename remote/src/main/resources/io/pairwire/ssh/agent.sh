# ---- The agent jar, under its digest. It is checked before every run, so half a jar never runs.

jar=agent-$sha256.jar

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
  say SEND
  take "the agent jar" "$tmp" "$sha256" "$size"
  chmod 700 "$tmp" </dev/null
  sync "$tmp" 2>/dev/null </dev/null
  error=$(mv -f "$tmp" "$jar" 2>&1) || not_kept "the agent jar" "${error:-mv failed}"
  tmp=
  trap - HUP INT TERM
fi
must_run "$jar"

# ---- Become the agent.
#
# Temporary files and the native library go to the cache: /tmp may be noexec and is everyone's. VM messages go to standard
# error, standard output being the agent's. No performance data file and no attach socket, which would lie in /tmp.

set -- -XX:+IgnoreUnrecognizedVMOptions \
  -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=2 -XX:+UseSerialGC -Xshare:auto -Xmx256m \
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
    set -- "$java" "$@" -XX:ArchiveClassesAtExit="$fast.tmp/classes.jsa" \
      -Djffi.extract.dir="$cache/$fast.tmp" -Djffi.extract.name=libjffi-1.2.so -jar "$cache/$jar" rehearse
    command -v timeout >/dev/null && set -- timeout 600 "$@"
    command -v nice >/dev/null && set -- nice -n 5 "$@"
    # Most kernels share the CPU out among sessions first (autogroup), where niceness counts only within one.
    command -v setsid >/dev/null &&
      set -- setsid sh -c '[ ! -w /proc/self/autogroup ] || echo 5 >/proc/self/autogroup; exec "$@"' rehearsal "$@"
    if "$@"; then
      sync "$fast.tmp/classes.jsa" "$fast.tmp/libjffi-1.2.so"
      [ -f "$fast.tmp/classes.jsa" ] && mv "$fast.tmp" "$fast"
    fi
  ) </dev/null >/dev/null 2>&1 &
fi

# The agent outlives its session, to go back by itself where it is not told to keep what it changed.
trap '' HUP
say "READY $version $java"
exec "$java" "$@" ${agent_archive:+"$agent_archive"} "$native" -jar "$cache/$jar" agent
