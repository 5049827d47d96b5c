package io.pairwire.l2tp;

import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Meaning;
import io.pairwire.netlink.Meanings;

/** What the kernel's errors mean to each command of the family, as {@code l2tp_netlink.c} and what it calls give them. */
enum L2tpMeanings implements Meanings {
    GET,
    TUNNEL_CREATE_UDP,
    TUNNEL_CREATE_IP,
    TUNNEL_DELETE,
    SESSION_CREATE,
    /** Modify and delete. */
    SESSION_CHANGE;

    @Override
    public Meaning of(Errno errno) {
        if (errno == Errno.EPERM) {
            return Meaning.of("not permitted without CAP_NET_ADMIN", "Run as root; even reading tunnels needs it.");
        }
        return switch (this) {
            case TUNNEL_CREATE_UDP, TUNNEL_CREATE_IP -> ofTunnelCreate(errno);
            case SESSION_CREATE -> ofSessionCreate(errno);
            case TUNNEL_DELETE, GET ->
                errno == Errno.ENODEV
                        ? Meaning.of("no such tunnel", "`ip l2tp show tunnel` lists those there are.")
                        : plain(errno);
            case SESSION_CHANGE ->
                errno == Errno.ENODEV
                        ? Meaning.of("no such tunnel or session", "`ip l2tp show session` lists those there are.")
                        : plain(errno);
        };
    }

    private Meaning ofTunnelCreate(Errno errno) {
        return switch (errno) {
            case EEXIST ->
                Meaning.of(
                        "tunnel ID in use, or its tunnel not gone yet",
                        "Choose another tunnel ID, or remove the tunnel that has it: `ip l2tp show tunnel`.");
            case EADDRINUSE ->
                this == TUNNEL_CREATE_UDP
                        ? Meaning.of(
                                "local address and UDP port in use",
                                "Each tunnel of a host needs a UDP port of its own: `ss -uanp` shows who has this one.")
                        : Meaning.of(
                                "tunnel ID in use on the local address",
                                "Choose another tunnel ID, or remove the tunnel that has it.");
            case EADDRNOTAVAIL ->
                Meaning.passing(
                        "local address not on this host, or not usable yet",
                        "Give the host the tunnel's local address; a new IPv6 address takes some seconds (`ip -6 addr` says"
                                + " tentative).");
            case ENETUNREACH ->
                Meaning.passing("no route to the peer", "`ip route get` the tunnel's remote address must find a way.");
            case EHOSTUNREACH ->
                Meaning.passing(
                        "the peer is unreachable", "A route of type unreachable covers the tunnel's remote address.");
            case EINVAL ->
                Meaning.of(
                        "the kernel refuses these parameters",
                        "Local and remote must be of one family and neither link-local.");
            case EPROTONOSUPPORT, ESOCKTNOSUPPORT, EAFNOSUPPORT ->
                this == TUNNEL_CREATE_IP
                        ? Meaning.of(
                                "the kernel has no L2TP over IP", "Load it: `modprobe l2tp_ip` (`l2tp_ip6` for IPv6).")
                        : Meaning.of(
                                "the kernel has no such protocol",
                                "Is IPv6 switched off? `cat /proc/sys/net/ipv6/conf/all/disable_ipv6`");
            case EBUSY ->
                Meaning.of("the socket belongs to another tunnel", "Choose another UDP port, or remove that tunnel.");
            default -> plain(errno);
        };
    }

    private static Meaning ofSessionCreate(Errno errno) {
        return switch (errno) {
            case EEXIST ->
                Meaning.of(
                        "session ID or interface name in use",
                        "`ip l2tp show session` and `ip link` show who has them; a session just removed may need a moment.");
            case ENODEV ->
                Meaning.of(
                        "no such tunnel, or it is going away",
                        "Make the tunnel first; `ip l2tp show tunnel` lists those there are.");
            case EPROTONOSUPPORT ->
                Meaning.of("the kernel has no Ethernet pseudowires", "Load them: `modprobe l2tp_eth`.");
            case EINVAL ->
                Meaning.of("the kernel refuses these parameters", "Is the interface's name one the kernel takes?");
            case ERANGE ->
                Meaning.of(
                        "a value of a size the kernel does not take",
                        "A cookie has 4 or 8 octets, and a name at most 15.");
            default -> plain(errno);
        };
    }

    private static Meaning plain(Errno errno) {
        return Meanings.PLAIN.of(errno);
    }
}
