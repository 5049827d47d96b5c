package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The local utility on a real kernel, seen by the raw dump and by {@code ip}. */
@Tag("lab")
final class UtilityLab {
    private static final String TUNNEL = "add tunnel remote 192.168.1.2 local 192.168.1.1 tunnel_id 1 peer_tunnel_id 1"
            + " encap udp udp_sport 5000 udp_dport 5001\n";
    private static final String SESSION = "add session tunnel_id 1 session_id 1 peer_session_id 1\n";

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2");
    }

    @BeforeEach
    @AfterEach
    void nothingIsCarried() {
        LabHosts.swept("host1", "host2");
    }

    private static String done(LabHosts.Result result) {
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.errors()).isEmpty();
        return result.output();
    }

    @Test
    void theClassicCommandsPrintTheClassicTextAndCarryFrames() {
        String tunnel = """
                Tunnel 1, encap UDP
                  From 192.168.1.1 to 192.168.1.2
                  Peer tunnel 1
                  UDP source / dest ports: 5000/5001
                """;
        String session = """
                Session 1 in tunnel 1
                  Peer session 1, tunnel 1
                  interface name: l2tpeth0
                  offset 0, peer offset 0
                """;
        assertThat(done(LabUtility.batch("host1", TUNNEL + SESSION + "show tunnel\nshow session")))
                .isEqualTo(tunnel + session);
        done(LabUtility.batch(
                "host2",
                TUNNEL.replace("remote 192.168.1.2 local 192.168.1.1", "remote 192.168.1.1 local 192.168.1.2")
                                .replace("udp_sport 5000 udp_dport 5001", "udp_sport 5001 udp_dport 5000")
                        + SESSION));
        assertThat(done(LabUtility.byAgentJar("host1", "show tunnel tunnel_id 1")))
                .isEqualTo(tunnel);
        assertThat(done(LabUtility.byCommandJar("host1", "--json show session")))
                .isEqualTo("[{\"session_id\":1,\"tunnel_id\":1,\"peer_session_id\":1,\"peer_tunnel_id\":1,"
                        + "\"interface\":\"l2tpeth0\"}]\n");
        assertThat(LabUtility.byCommandJar("host1", "--help show").output())
                .startsWith("Usage:\n  l2tpv3tun add tunnel\n");
        assertThat(LabHosts.exec("host1", "ip", "l2tp", "show", "session").orThrow())
                .isEqualTo(session.strip());
        assertThat(LabHosts.exec("host1", "ip", "l2tp", "show", "tunnel").orThrow())
                .isEqualTo(tunnel + "  UDP checksum: disabled");
        assertThat(RawDump.of("host1")
                        .one("tunnel", "id", 1)
                        .only("peer", "encap", "local", "remote", "sport", "dport"))
                .isEqualTo("peer=1 encap=udp local=192.168.1.1 remote=192.168.1.2 sport=5000 dport=5001");

        ip("host1", "address add 10.9.0.1/30 dev l2tpeth0");
        ip("host1", "link set l2tpeth0 up");
        ip("host2", "address add 10.9.0.2/30 dev l2tpeth0");
        ip("host2", "link set l2tpeth0 up");
        LabHosts.exec("host1", "ping", "-c", "1", "-W", "10", "10.9.0.2").orThrow();
        assertThat(done(LabUtility.run("host1", "show session stats")))
                .startsWith(session)
                .containsPattern("\n  sent: [1-9][0-9]* packets, [1-9][0-9]* bytes, 0 errors"
                        + "\n  received: [1-9][0-9]* packets, [1-9][0-9]* bytes, 0 errors"
                        + "\n  discarded: 0 for sequence, 0 for cookie, 0 invalid; 0 out of sequence\n$");
    }

    @Test
    void everyOptionIsWhatTheKernelCarries() {
        String commands = """
                add tunnel tid 0xfffffffe ptid 0x10 local 192.168.1.1 remote 192.168.1.2 udp_sport 6000 udp_dport 65535 udp_csum on
                add tunnel tid 2 ptid 3 encap udp udp6_csum_tx off udp6_csum_rx on local fd00:1::1 remote fd00:1::2 udp_sport 1 udp_dport 2
                add tunnel tid 4 ptid 5 encap udp udp6_csum_rx off local fd00:1::1 remote fd00:1::2 udp_sport 3 udp_dport 4
                add tunnel encap ip local 192.168.1.1 remote 192.168.1.2 tunnel_id 6 peer_tunnel_id 7
                add tunnel encap ip local fd00:1::1 remote fd00:1::2 tunnel_id 8 peer_tunnel_id 9
                add session tid 6 sid 0xffffffff psid 1 name both cookie 0123456789abcdef peer_cookie fedcba98 seq both reorder_timeout 1000
                add session tid 6 sid 62 psid 1 name bare l2spec_type none cookie 01234567
                add session tid 6 sid 63 psid 1 name send seq send lns_mode on l2spec_type default
                add session tid 8 sid 64 psid 1 name recv seq recv
                show tunnel
                show session
                """;
        LabHosts.Result result = LabUtility.batch("host1", commands);
        String shown = done(result);
        RawDump dump = RawDump.of("host1");
        assertThat(dump.all("tunnel").stream()
                        .collect(Collectors.toMap(
                                tunnel -> tunnel.get("id"),
                                tunnel -> tunnel.only(
                                        "peer", "encap", "local", "sport", "dport", "csum", "zero6tx", "zero6rx"))))
                .isEqualTo(Map.of(
                        "4294967294",
                                "peer=16 encap=udp local=192.168.1.1 sport=6000 dport=65535 csum=1 zero6tx=0 zero6rx=0",
                        "2", "peer=3 encap=udp local=fd00:1::1 sport=1 dport=2 csum=0 zero6tx=1 zero6rx=0",
                        "4", "peer=5 encap=udp local=fd00:1::1 sport=3 dport=4 csum=0 zero6tx=0 zero6rx=1",
                        "6", "peer=7 encap=ip local=192.168.1.1 sport=0 dport=0 csum=0 zero6tx=0 zero6rx=0",
                        "8", "peer=9 encap=ip local=fd00:1::1 sport=0 dport=0 csum=0 zero6tx=0 zero6rx=0"));
        assertThat(dump.all("session").stream()
                        .collect(Collectors.toMap(
                                session -> session.get("ifname"),
                                session -> session.only(
                                        "tunnel",
                                        "id",
                                        "cookie",
                                        "peer_cookie",
                                        "send_seq",
                                        "recv_seq",
                                        "lns",
                                        "timeout"))))
                .isEqualTo(Map.of(
                        "both",
                                "tunnel=6 id=4294967295 cookie=0123456789abcdef peer_cookie=fedcba98 send_seq=1 recv_seq=1 lns=0"
                                        + " timeout=1000",
                        "bare", "tunnel=6 id=62 cookie=01234567 peer_cookie=- send_seq=0 recv_seq=0 lns=0 timeout=0",
                        "send", "tunnel=6 id=63 cookie=- peer_cookie=- send_seq=1 recv_seq=0 lns=1 timeout=0",
                        "recv", "tunnel=8 id=64 cookie=- peer_cookie=- send_seq=0 recv_seq=1 lns=0 timeout=0"));
        // The sublayer's 4 octets tell in the MTU alone: 1500 - 20 - 4 - cookie - sublayer - 14.
        assertThat(dump.one("link", "name", "bare").get("mtu")).isEqualTo("1458");
        assertThat(dump.one("link", "name", "send").get("mtu")).isEqualTo("1458");
        assertThat(shown)
                .contains("  UDP checksum: enabled\n", "  UDP checksum: rx\n", "  UDP checksum: tx\n")
                .contains(
                        "  cookie 0123456789abcdef  peer cookie fedcba98\n  reorder timeout: 1000\n  sequence numbering: send recv\n")
                .contains("  sequence numbering: send\n  LNS mode: on\n");
        // What `ip` tells of tunnels is right, unlike what it tells of sessions.
        assertThat(sorted(done(LabUtility.run("host1", "-j show tunnel"))))
                .isEqualTo(sorted(LabHosts.exec("host1", "ip", "-j", "l2tp", "show", "tunnel")
                        .orThrow()));
        assertThat(done(LabUtility.run("host1", "-j show session tunnel_id 8")))
                .isEqualTo("[{\"session_id\":64,\"tunnel_id\":8,\"peer_session_id\":1,\"peer_tunnel_id\":9,"
                        + "\"interface\":\"recv\",\"recv_seq\":null}]\n");
    }

    /** Two kernels may tell the tunnels in two orders. */
    private static List<String> sorted(String list) {
        String inner = list.strip();
        return List.of(inner.substring(2, inner.length() - 2).split("\\},\\{", -1)).stream()
                .sorted()
                .toList();
    }

    @Test
    void delChecksTheTunnelAndReturnsWhenAllIsGone() {
        done(LabUtility.batch("host1", """
                %sadd tunnel tid 7 ptid 7 encap udp local 192.168.1.1 remote 192.168.1.2 udp_sport 7000 udp_dport 7001
                add session tid 7 sid 7777 psid 1 name stays
                """.formatted(TUNNEL)));
        RawDump before = RawDump.of("host1");
        LabHosts.Result wrong = LabUtility.batch("host1", """
                del session tunnel_id 1 session_id 7777
                del session tunnel_id 99 session_id 7777
                del tunnel tunnel_id 99
                add session tunnel_id 1 session_id 7777 peer_session_id 1
                add session tunnel_id 7 session_id 7777 peer_session_id 1
                add session tunnel_id 7 session_id 7778 peer_session_id 1 name stays
                add tunnel tid 7 ptid 7 encap ip local 192.168.1.1 remote 192.168.1.2
                """);
        assertThat(wrong.status()).as(wrong.toString()).isEqualTo(8);
        assertThat(wrong.errors().lines().filter(line -> !line.startsWith("  hint: ")))
                .containsExactly(
                        "-:1: error: session 7777 of tunnel 1: ENODEV (that session is in tunnel 7)",
                        "-:2: error: session 7777 of tunnel 99: ENODEV (that session is in tunnel 7)",
                        "-:3: error: tunnel 99: ENODEV (no such tunnel)",
                        "-:4: error PW013: session 7777: EEXIST (there is one already, in tunnel 7)",
                        "-:5: error PW013: session 7777: EEXIST (there is one already, in tunnel 7)",
                        "-:6: error PW015: interface stays: EEXIST (there is one already)",
                        "-:7: error PW012: tunnel 7: EEXIST (there is one already)");
        assertThat(RawDump.of("host1")).isEqualTo(before);

        // Each of these fails where the one before it is not wholly gone.
        StringBuilder again = new StringBuilder("del tunnel tunnel_id 1\ndel session tunnel_id 7 session_id 7777\n");
        for (int i = 0; i < 5; i++) {
            again.append(TUNNEL).append(SESSION.strip()).append(" name again\n");
            again.append(i % 2 == 0 ? "del session tunnel_id 1 session_id 1\n" : "");
            again.append("del tunnel tunnel_id 1\n");
        }
        done(LabUtility.batch("host1", again.toString()));
        RawDump after = RawDump.of("host1");
        assertThat(after.all("session")).isEmpty();
        assertThat(after.all("tunnel")).hasSize(1);
        assertThat(after.all("link"))
                .noneMatch(link ->
                        link.get("name").equals("again") || link.get("name").equals("stays"));
    }

    @Test
    void whatTheKernelRefusesIsSaidWithWhatToDo() {
        ip("host1", "route add unreachable 198.51.100.0/24");
        ip("host1", "-6 route add unreachable 2001:db8:5::/64");
        try {
            String ids = " tunnel_id 9 peer_tunnel_id 9 ";
            LabHosts.Result result = LabUtility.batch("host1", TUNNEL + """
                    add tunnel%1$slocal 192.168.1.1 remote 192.168.1.2 udp_sport 5000 udp_dport 5001
                    add tunnel%1$slocal 192.168.1.99 remote 192.168.1.2 udp_sport 5002 udp_dport 5001
                    add tunnel%1$slocal fd00:1::99 remote fd00:1::2 encap ip
                    add tunnel%1$slocal 192.168.1.1 remote 203.0.113.1 udp_sport 5002 udp_dport 5001
                    add tunnel%1$slocal fd00:1::1 remote 2001:db8:6::1 encap ip
                    add tunnel%1$slocal 192.168.1.1 remote 198.51.100.1 encap ip
                    add tunnel%1$slocal fd00:1::1 remote 2001:db8:5::1 udp_sport 5002 udp_dport 5001
                    add session tunnel_id 9 session_id 9 peer_session_id 9 cookie 0123456789abcdef
                    show tunnel tunnel_id 9
                    show session session_id 9
                    """.formatted(ids));
            assertThat(result.status()).as(result.toString()).isEqualTo(8);
            assertThat(result.errors()
                            .lines()
                            .filter(line -> !line.startsWith("  hint: "))
                            .map(line -> line.replaceAll("^-:(\\d+): error: (?:.*?: )?([A-Z]+) .*", "$1 $2")))
                    .containsExactly(
                            "2 EADDRINUSE",
                            "3 EADDRNOTAVAIL",
                            "4 EADDRNOTAVAIL",
                            "5 ENETUNREACH",
                            "6 ENETUNREACH",
                            "7 EHOSTUNREACH",
                            "8 EHOSTUNREACH",
                            "9 ENODEV",
                            "10 ENODEV",
                            "11 ENODEV");
            assertThat(result.errors().lines().filter(line -> line.startsWith("  hint: ")))
                    .hasSize(10);
            assertThat(result.errors()).doesNotContain("0123456789abcdef");
            assertThat(RawDump.of("host1").all("tunnel")).hasSize(1);

            LabHosts.Result powerless = LabHosts.exec(
                    "host1",
                    Stream.concat(
                                    Stream.of("setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"),
                                    LabUtility.command("show tunnel").stream())
                            .toArray(String[]::new));
            assertThat(powerless.status()).as(powerless.toString()).isEqualTo(4);
            assertThat(powerless.errors()).contains("EPERM", "  hint: Run as root");
        } finally {
            ip("host1", "route del unreachable 198.51.100.0/24");
            ip("host1", "-6 route del unreachable 2001:db8:5::/64");
        }
    }

    @Test
    void monitorPrintsEachEventAsItComesAndEndsWhenInterrupted() {
        String command = String.join(" ", LabUtility.command("monitor"));
        String json = String.join(" ", LabUtility.command("-j monitor"));
        String addresses = "local 192.168.1.1 remote 192.168.1.2 encap udp";
        // Job control, for without it a shell has its background ignore interrupts.
        LabHosts.Result result =
                LabHosts.exec("host1", "bash", "-c", """
                set -m
                %s > /tmp/text 2>&1 &
                text=$!
                %s > /tmp/json 2>&1 &
                json=$!
                modprobe -a l2tp_netlink l2tp_eth
                until [ -s /tmp/text ] && [ -s /tmp/json ]; do
                    ip l2tp add tunnel tunnel_id 2 peer_tunnel_id 2 %s udp_sport 5002 udp_dport 5002 2> /dev/null
                    ip l2tp del tunnel tunnel_id 2 2> /dev/null
                    sleep 0.2
                done
                ip l2tp add tunnel tunnel_id 5 peer_tunnel_id 6 %s udp_sport 5005 udp_dport 5006
                ip l2tp add session name pw tunnel_id 5 session_id 7 peer_session_id 8 cookie 0123456789abcdef seq send
                ip l2tp del session tunnel_id 5 session_id 7
                ip l2tp del tunnel tunnel_id 5
                until grep -q 'Deleted: Tunnel 5' /tmp/text && grep -q '"deleted","object":"tunnel","tunnel_id":5' /tmp/json; do
                    sleep 0.2
                done
                kill -INT $text $json
                wait $text; echo "text $?"
                wait $json; echo "json $?"
                sed -n '/Tunnel 5/,$p' /tmp/text
                grep -v '"tunnel_id":2,' /tmp/json
                """.formatted(command, json, addresses, addresses));
        String tunnel = """
                 Tunnel 5, encap UDP
                  From 192.168.1.1 to 192.168.1.2
                  Peer tunnel 6
                  UDP source / dest ports: 5005/5006
                """;
        String session = """
                 Session 7 in tunnel 5
                  Peer session 8, tunnel 6
                  interface name: pw
                  offset 0, peer offset 0
                  cookie (8 octets)
                  sequence numbering: send
                """;
        String jsonTunnel = "\"object\":\"tunnel\",\"tunnel_id\":5,\"encap\":\"UDP\",\"local\":\"192.168.1.1\","
                + "\"peer\":\"192.168.1.2\",\"peer_tunnel\":6,\"local_port\":5005,\"peer_port\":5006,\"checksum\":false}\n";
        String jsonSession = "\"object\":\"session\",\"session_id\":7,\"tunnel_id\":5,\"peer_session_id\":8,"
                + "\"peer_tunnel_id\":6,\"interface\":\"pw\",\"cookie\":\"(8 octets)\",\"send_seq\":null}\n";
        assertThat(result.output())
                .isEqualTo("text 130\njson 130\n"
                        + "Created:" + tunnel + "Created:" + session + "Deleted:" + session + "Deleted:" + tunnel
                        + "{\"event\":\"created\"," + jsonTunnel + "{\"event\":\"created\"," + jsonSession
                        + "{\"event\":\"deleted\"," + jsonSession + "{\"event\":\"deleted\"," + jsonTunnel);
    }

    private static void ip(String host, String arguments) {
        LabHosts.exec(host, ("ip " + arguments).split(" ", -1)).orThrow();
    }
}
