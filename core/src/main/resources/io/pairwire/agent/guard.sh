# Pairwire's guard: stands by while a change is not confirmed, for an agent that is killed or hangs.
# POSIX sh, for dash, bash and busybox. Arguments: the journal, the file with the deadline and the agent (as Deadline.java writes
# it), and the command that settles the journal. No wall clock: moments are hundredths of a second since the kernel started.
journal=$1 switch=$2
shift 2
cd / || exit 1
trap '' HUP
tries=0

# lives PID START: whether that very process is there, stopped or not
lives() {
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  want=$2
  set -- ${stat##*) }
  case $1 in Z | X) return 1 ;; esac
  [ "${20}" = "$want" ]
}

while [ -e "$journal" ]; do
  deadline='' pid='' start=''
  read -r deadline pid start 2>/dev/null <"$switch"
  case $deadline$pid$start in
    '' | *[!0-9]*) deadline=0 pid=0 start=0 ;;
  esac
  if lives "$pid" "$start"; then
    read -r now _ </proc/uptime
    now=${now%.*}${now#*.}
    # An agent past its deadline has gone back and ended, or has put the moment off; one that did neither hangs.
    if [ "$now" -lt "$((deadline + 100))" ]; then
      sleep 1
      continue
    fi
    kill -9 "$pid"
  fi
  "$@"
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || exit 1
  [ ! -e "$journal" ] || sleep 1
done
