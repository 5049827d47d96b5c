# The first part of everything that Pairwire runs on a host: words to say things with, and becoming root.
#
# POSIX sh, for dash, bash and busybox. Parts are sent as one command line by Bootstrap.java, which drops lines like this one and
# sets these variables above:
#   nonce      a random word; every line we say starts with PAIRWIRE and the nonce, so that whatever else the login
#              prints can be told from it
#   sha256     the digest of the agent jar
#   size       its octets
#   cache      where to keep it, or empty for the usual place
#   jvms       directory in which Java runtimes are installed
#   os_release file that names the distribution
#   status     file that tells what a process may do
#   loaders    directory where the dynamic loader of musl would be
#   sudo       the program to become root by, or empty
#   sudo_asks  whether that may ask for a password: yes or no
#   rehearse   whether the host may prepare faster starts by itself: yes or no
#   push       whether a host without Java is sent a runtime: yes or no
#   anyway     whether to go on without any privilege: yes or no
#   check      whether to say only what would be removed: yes or no
#   state      directory where agents keep what is not confirmed
#   processes  where the kernel shows processes
#   modules    where the kernel shows its modules
#
# The bootstrap (privilege, cache, java, agent) says one of
#   READY <version> <java>   and becomes the agent
#   SUDO                     and begins anew as root
#   RUNTIME <machine>        and reads a line: the digest of a Java runtime for it, and its octets
#   SEND_RUNTIME             and reads exactly so many octets from standard input, then goes on
#   SEND                     and reads exactly $size octets, then goes on
#   NOTE <words>             and on the next lines, ended by a dot, why, a line of two dashes, and what to do
#   DONE                     and ends: of what is no agent
#   FAIL <kind>              followed by lines that say why, a line of two dashes, lines that say what to do, and a dot
# Standard input is touched by nothing but read and the head(1) for each parcel: the other commands have theirs redirected.

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

# note WORDS WHY NEXT
note() {
  say "NOTE $1"
  printf '%s\n--\n%s\n.\n' "$2" "$3"
}

# ---- Privilege, before anything else: without it there is nothing to do here.

uid=$(id -u)

# sudo drops where the login came from, which the agent wants to know; so it is told by an argument.
if [ "${2-}" = again ] && [ -n "${3-}" ]; then
  SSH_CONNECTION=$3
  export SSH_CONNECTION
fi

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
    # So that a line of the login's that has no end is not taken for a question of sudo's.
    echo >&2
    exec "$sudo" -S -p "pairwire-$nonce-sudo:" -- /bin/sh -c "$again" pairwire "$1" again "${SSH_CONNECTION-}"
  fi
  exec "$sudo" -n -- /bin/sh -c "$again" pairwire "$1" again "${SSH_CONNECTION-}"
fi
[ "$uid" = 0 ] || capable || [ "$anyway" = yes ] ||
  fail PRIVILEGE "user ID $uid is not root and lacks CAP_NET_ADMIN" \
    "Log in as root (ansible_user), or become root: ansible_become, or --become."
