package io.pairwire.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pseudowire of the matrix: a combination with numbers of its own, what a topology says of it and what kernels should show for it.
 *
 * <p>What they should show is written down here a second time, from the meaning of each parameter, and not asked of the product.
 */
record MatrixWire(Combination what, int number, int tunnel) {
    private static final int UDP4_MTU = 1446;
    private static final int IP4_MTU = 1458;
    private static final int IPV6_COSTS = 20;
    private static final int SUBLAYER = 4;

    /** One of the two ends, 0 for a and 1 for b. */
    private boolean has(int ends, int end) {
        return (ends >> end & 1) == 1;
    }

    /** Whether packets have sequence numbers, which a kernel heeds whether it demands them or not, and there is no time to put them in order. */
    boolean dropsWhatIsOvertaken() {
        return !what.seq().equals("none") && what.reorderTimeout() == 0;
    }

    String name() {
        return "w" + number;
    }

    String bridge() {
        return "b" + number;
    }

    boolean isBridged(int end) {
        return has(what.bridged(), end);
    }

    boolean isInNetns(int end) {
        return has(what.netns(), end);
    }

    int tunnelId(int end) {
        return 1000 * (end + 1) + tunnel;
    }

    int port(int end) {
        return 10_000 * (end + 1) + tunnel;
    }

    /** Session IDs of all sizes, some with the highest bit set. */
    long sessionId(int end) {
        return 1 + 2L * number + end + (number % 3 == 0 ? 0xffff_0000L : 0);
    }

    /** What an end assigns, as hexadecimal digits; {@code -} where it assigns none. */
    String cookie(int end) {
        int octets = end == 0 ? what.cookieOfA() : what.cookieOfB();
        return octets == 0
                ? "-"
                : String.format(Locale.ROOT, "%0" + 2 * octets + "x", 0x0a1b_2c3dL + 1000L * number + end);
    }

    String mac(int end) {
        return has(what.macs(), end) ? String.format(Locale.ROOT, "02005e%02x%04x", end, number) : "";
    }

    int mtu() {
        return (what.udp() ? UDP4_MTU : IP4_MTU)
                - (what.ipv6() ? IPV6_COSTS : 0)
                + (what.sublayer() ? 0 : SUBLAYER)
                - Math.max(what.cookieOfA(), what.cookieOfB());
    }

    String local(int end) {
        String host = "host" + (end + 1);
        return what.ipv6()
                ? isInNetns(end) ? "fd00:1::10" + (end + 1) : LabHosts.address6(host)
                : isInNetns(end) ? "192.168.1.10" + (end + 1) : LabHosts.address(host);
    }

    /** Inner addresses as the topology has them. */
    List<String> addresses(int end) {
        String four = "10." + number / 64 + "." + number % 64 + "." + (end + 1);
        if (isBridged(end) || what.addresses() == 0) {
            return List.of();
        }
        return what.addresses() == 1
                ? List.of(four + "/32")
                : List.of(four + "/30", "fd00:9:" + Integer.toHexString(number) + "::" + (end + 1) + "/64");
    }

    /** Inner addresses as the kernel should show them. */
    List<String> shownAddresses(int end) {
        boolean facing = what.addresses() == 1 && !isBridged(1 - end);
        List<String> shown = new ArrayList<>();
        for (String address : addresses(end)) {
            String far = facing ? addresses(1 - end).get(0).replace("/32", "") : "-";
            shown.add(address.replace("/", " peer " + far + "/"));
        }
        return shown;
    }

    private boolean differs(int end) {
        return what.checksums() == 1 || (what.checksums() == 2 && end == 0);
    }

    /** Whether what an end sends has a UDP checksum: over IPv4 not unless one asks for it, over IPv6 unless one does not. */
    boolean sendsChecksum(int end) {
        return what.udp() && (what.ipv6() != differs(end));
    }

    String shownTunnel(int end) {
        boolean udp6 = what.udp() && what.ipv6();
        return "id=" + tunnelId(end) + " peer=" + tunnelId(1 - end) + " version=3 encap=" + (what.udp() ? "udp" : "ip")
                + " local=" + local(end) + " remote=" + local(1 - end) + " sport=" + (what.udp() ? port(end) : 0)
                + " dport=" + (what.udp() ? port(1 - end) : 0) + " csum="
                + (!what.ipv6() && sendsChecksum(end) ? 1 : 0) + " zero6tx=" + (udp6 && !sendsChecksum(end) ? 1 : 0)
                + " zero6rx=" + (udp6 && !sendsChecksum(1 - end) ? 1 : 0);
    }

    String shownSession(int end) {
        return "tunnel=" + tunnelId(end) + " id=" + sessionId(end) + " peer=" + sessionId(1 - end)
                + " pwtype=5 ifname=" + name() + " cookie=" + cookie(1 - end) + " peer_cookie=" + cookie(end)
                + " send_seq=" + (what.seq().equals("none") ? 0 : 1) + " recv_seq="
                + (what.seq().equals("both") ? 1 : 0) + " lns=" + (what.lnsMode() ? 1 : 0) + " timeout="
                + what.reorderTimeout();
    }

    /** The L2TP header that a packet should have (RFC 3931 sections 4.1.1.1, 4.1.2.1 and 4.6), as a regular expression. */
    String header(int sender) {
        return (what.udp() ? "00030000" : "")
                + String.format(Locale.ROOT, "%08x", sessionId(1 - sender))
                + (cookie(1 - sender).equals("-") ? "" : cookie(1 - sender))
                + (!what.sublayer() ? "" : what.seq().equals("none") ? "00000000" : "40[0-9a-f]{6}");
    }

    /** Returns the tunnel's settings, for a tunnel or for a pseudowire with its own. */
    List<String> tunnelSettings(int end) {
        List<String> settings = new ArrayList<>(
                List.of("host: host" + (end + 1), "local: '" + local(end) + "'", "tunnel_id: " + tunnelId(end)));
        if (what.udp()) {
            settings.add("udp_port: " + port(end));
        }
        if (isInNetns(end)) {
            settings.add("netns: " + netns(end));
        }
        if (what.udp() && differs(end)) {
            settings.add(what.ipv6() ? "udp6_checksum_tx: off" : "udp_checksum: on");
        }
        return settings;
    }

    static String netns(int end) {
        return end == 0 ? "one" : "two";
    }

    List<String> sessionSettings(int end) {
        List<String> settings = new ArrayList<>(List.of("session_id: " + sessionId(end)));
        if (!cookie(end).equals("-")) {
            settings.add("cookie: '" + cookie(end) + "'");
        }
        if (isBridged(end)) {
            settings.add("bridge: " + bridge());
        }
        if (!mac(end).isEmpty()) {
            settings.add("mac: '" + mac(end).replaceAll("..(?=.)", "$0:").toUpperCase(Locale.ROOT) + "'");
        }
        if (!addresses(end).isEmpty()) {
            settings.add("address: ['" + String.join("', '", addresses(end)) + "']");
        }
        return settings;
    }

    String pairSettings() {
        return "l2spec: " + (what.sublayer() ? "default" : "none") + ", seq: " + what.seq() + ", lns_mode: "
                + (what.lnsMode() ? "on" : "off") + ", reorder_timeout: " + what.reorderTimeout();
    }
}
