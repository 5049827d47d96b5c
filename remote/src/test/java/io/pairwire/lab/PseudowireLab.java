package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: files, OpenSSH, the pushed jar, netlink and the kernel, seen from outside at both ends. */
@Tag("lab")
final class PseudowireLab {
    private static final String FOREIGN =
            "tunnel_id 777 peer_tunnel_id 778 encap udp local 192.168.1.1 remote 192.168.1.77"
                    + " udp_sport 7770 udp_dport 7780";

    @TempDir
    private Path directory = Path.of("");

    private RawDump foreign = new RawDump(List.of());

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2");
    }

    /** On host1 stands a tunnel of somebody else's, through everything. */
    @BeforeEach
    void somebodyElseHasATunnel() {
        LabHosts.exec("host1", "modprobe", "-a", "l2tp_netlink", "l2tp_eth").orThrow();
        ip("host1", "l2tp add tunnel " + FOREIGN);
        ip("host1", "l2tp add session name theirs tunnel_id 777 session_id 770 peer_session_id 771");
        ip("host1", "link set theirs alias not-pairwire up");
        foreign = RawDump.of("host1");
    }

    @AfterEach
    void theForeignTunnelStoodThroughItAll() {
        RawDump a = RawDump.of("host1");
        RawDump b = RawDump.of("host2");
        // First what is left, for a test that failed must not make the next one fail.
        LabHosts.noTunnels("host1", a);
        LabHosts.noTunnels("host2", b);
        assertThat(a.l2tp()).isEqualTo(foreign.l2tp());
        assertThat(b.l2tp()).isEmpty();
    }

    @Test
    void theClassicExampleComesUpIsLeftAloneAndGoes() {
        Path classic = LabCli.example("classic");

        assertThat(LabCli.start(classic, "plan", "--detailed-exitcode").status())
                .isEqualTo(2);
        assertThat(RawDump.of("host1").l2tp()).isEqualTo(foreign.l2tp());
        assertThat(files("host1")).isEmpty();

        LabHosts.Result applied = LabCli.start(classic, "apply", "--yes");
        assertThat(applied.status()).as(applied.toString()).isZero();
        assertThat(applied.output())
                .contains("Plan: 1 to add, 0 to change, 0 to replace, 0 to remove; 0 unchanged.")
                .contains("; 8 netlink writes.");

        RawDump a = RawDump.of("host1");
        RawDump b = RawDump.of("host2");
        assertThat(a.one("tunnel", "id", 42).only("peer", "encap", "local", "remote", "sport", "dport"))
                .isEqualTo("peer=45 encap=udp local=192.168.1.1 remote=192.168.1.2 sport=5000 dport=5001");
        assertThat(b.one("tunnel", "id", 45).only("peer", "encap", "local", "remote", "sport", "dport"))
                .isEqualTo("peer=42 encap=udp local=192.168.1.2 remote=192.168.1.1 sport=5001 dport=5000");
        assertThat(a.one("session", "id", 128).only("tunnel", "peer", "ifname", "cookie", "peer_cookie"))
                .isEqualTo("tunnel=42 peer=5196755 ifname=l2tpeth0 cookie=- peer_cookie=-");
        assertThat(b.one("session", "id", 5196755).only("tunnel", "peer", "ifname", "cookie", "peer_cookie"))
                .isEqualTo("tunnel=45 peer=128 ifname=l2tpeth0 cookie=- peer_cookie=-");
        assertThat(a.one("link", "name", "l2tpeth0").only("mtu", "up")).isEqualTo("mtu=1446 up=1");
        assertThat(a.one("link", "name", "l2tpeth0").get("alias")).startsWith("pairwire:classic/seed#");
        ping("host1", "10.5.1.1");
        ping("host2", "10.5.1.2");

        // A second time nothing moves: nothing is written, as the agent counts and as a monitor on the host sees. The
        // kernel
        // itself still writes until it has seen that nobody else has the interface's link-local address.
        LabHosts.exec(
                        "host1",
                        "sh",
                        "-c",
                        "until ip -6 address show dev l2tpeth0 -tentative | grep -q inet6; do :; done")
                .orThrow();
        LabHosts.exec(
                        "host1",
                        "sh",
                        "-c",
                        "ip monitor link address > /tmp/monitor 2> /tmp/monitor.errors & echo $! > /tmp/monitor.pid")
                .orThrow();
        LabHosts.Result again = LabCli.start(classic, "apply", "--yes");
        LabHosts.exec("host1", "sh", "-c", "kill $(cat /tmp/monitor.pid)").orThrow();
        assertThat(again.status()).isZero();
        assertThat(again.output()).isEqualTo("Nothing to do: 1 pseudowire as it should be; 0 netlink writes.\n");
        assertThat(LabHosts.exec("host1", "cat", "/tmp/monitor").orThrow()).isEmpty();
        assertThat(RawDump.of("host1").l2tp()).isEqualTo(a.l2tp());
        assertThat(LabCli.run(classic, "plan", "--detailed-exitcode").status()).isZero();

        LabHosts.Result shown = LabCli.run(classic, "show");
        assertThat(shown.status()).isZero();
        assertThat(shown.output()).contains("10.5.1.2 peer 10.5.1.1/32", "10.5.1.1 peer 10.5.1.2/32", "5196755");

        LabHosts.Result gone = LabCli.run(classic, "destroy", "--yes");
        assertThat(gone.status()).as(gone.toString()).isZero();
        assertThat(files("host1")).isEmpty();
        assertThat(files("host2")).isEmpty();
    }

    @Test
    void whereOneHostIsDownTheOtherEndStaysUntouched() {
        LabHosts.stopSshd("host2");
        try {
            LabHosts.Result applied = LabCli.run(LabCli.example("classic"), "apply", "--yes");
            assertThat(applied.status()).isEqualTo(4);
            assertThat(applied.errors()).contains("host2", "192.168.1.2:22", "refused");
            assertThat(applied.output()).contains("seed stays as it is at both ends");
            assertThat(RawDump.of("host1").l2tp()).isEqualTo(foreign.l2tp());
        } finally {
            LabHosts.startSshd("host2");
        }
    }

    @Test
    void everyEncapsulationAndFamilyCarriesFramesWithCookiesOfEachLength() throws IOException {
        // What a login prints must not disturb: here and in the other tests host2's is silent.
        LabHosts.exec("host1", "sh", "-c", "echo 'echo Welcome to PWF1, the noisy host' > ~/.bashrc")
                .orThrow();
        Path topology = topology("""
            topology: matrix
            pseudowires:
              udp4:
                encap: udp
                a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: 11, udp_port: 6001, address: 10.6.1.1/30, cookie: 0123456789abcdef}
                b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 21, udp_port: 6002, address: 10.6.1.2/30, cookie: fedcba9876543210}
              ip4:
                encap: ip
                a: {host: host1, local: 192.168.1.1, tunnel_id: 3, session_id: 12, address: 10.6.2.1/32, cookie: 01234567}
                b: {host: host2, local: 192.168.1.2, tunnel_id: 4, session_id: 22, address: 10.6.2.2/32, cookie: 0123456789abcdef}
              udp6:
                encap: udp
                cookie: none
                a: {host: host1, local: 'fd00:1::1', tunnel_id: 5, session_id: 13, udp_port: 6003, address: ['fd00:6::1/64', 10.6.3.1/30]}
                b: {host: host2, local: 'fd00:1::2', tunnel_id: 6, session_id: 23, udp_port: 6004, address: ['fd00:6::2/64', 10.6.3.2/30]}
              ip6:
                encap: ip
                a: {host: host1, local: 'fd00:1::1', tunnel_id: 7, session_id: 4294967295, address: 'fd00:7::1/128', cookie: 89abcdef}
                b: {host: host2, local: 'fd00:1::2', tunnel_id: 8, session_id: 24, address: 'fd00:7::2/128', cookie: none}
            """);
        try {
            LabHosts.Result applied = LabCli.run(topology, "apply", "--yes");
            assertThat(applied.status()).as(applied.toString()).isZero();
            assertThat(applied.output() + applied.errors()).doesNotContain("0123456789abcdef", "89abcdef", "01234567");

            RawDump a = RawDump.of("host1");
            RawDump b = RawDump.of("host2");
            assertThat(a.one("session", "id", 11).only("cookie", "peer_cookie"))
                    .isEqualTo("cookie=fedcba9876543210 peer_cookie=0123456789abcdef");
            assertThat(b.one("session", "id", 21).only("cookie", "peer_cookie"))
                    .isEqualTo("cookie=0123456789abcdef peer_cookie=fedcba9876543210");
            assertThat(b.one("session", "id", 22).only("cookie", "peer_cookie"))
                    .isEqualTo("cookie=01234567 peer_cookie=0123456789abcdef");
            assertThat(a.one("session", "id", "4294967295").only("cookie", "peer_cookie"))
                    .isEqualTo("cookie=- peer_cookie=89abcdef");
            assertThat(mtus(a)).isEqualTo(mtus(b)).containsExactly("1438", "1450", "1426", "1434");
            for (String there : List.of("10.6.1.2", "10.6.2.2", "10.6.3.2", "fd00:6::2", "fd00:7::2")) {
                ping("host1", there);
            }
            assertThat(LabCli.run(topology, "plan", "--detailed-exitcode").status())
                    .isZero();
        } finally {
            LabHosts.exec("host1", "sh", "-c", "rm ~/.bashrc").orThrow();
            assertThat(LabCli.run(topology, "destroy", "--yes").status()).isZero();
        }
    }

    @Test
    void aChangeInPlaceKeepsTheInterfaceAndAnotherReplacesIt() throws IOException {
        String first = """
            topology: moving
            pseudowires:
              still: {tunnel: t, a: {session_id: 30}, b: {session_id: 40}}
              moves: {tunnel: t, mtu: %s, a: {session_id: %s, address: %s}, b: {session_id: 41}}
            tunnels:
              t:
                a: {host: host1, local: 192.168.1.1, tunnel_id: 9, udp_port: 6010}
                b: {host: host2, local: 192.168.1.2, tunnel_id: 10, udp_port: 6010}
            defaults: {cookie: none}
            """;
        assertThat(LabCli.run(topology(first.formatted("auto", 31, "10.7.0.1/24")), "apply")
                        .status())
                .isZero();
        try {
            RawDump before = RawDump.of("host1");

            LabHosts.Result changed = LabCli.run(topology(first.formatted("1400", 31, "10.7.0.3/24")), "apply");
            assertThat(changed.output()).contains("0 to add, 1 to change, 0 to replace, 0 to remove; 1 unchanged.");
            RawDump inPlace = RawDump.of("host1");
            assertThat(inPlace.one("link", "name", "moves").only("index", "mtu"))
                    .isEqualTo("index=" + before.one("link", "name", "moves").get("index") + " mtu=1400");
            String index = inPlace.one("link", "name", "moves").get("index");
            assertThat(inPlace.all("address").stream()
                            .filter(address -> address.get("index").equals(index)
                                    && address.get("family").equals("4"))
                            .map(address -> address.get("local")))
                    .containsExactly("10.7.0.3");

            LabHosts.Result replaced = LabCli.run(topology(first.formatted("1400", 32, "10.7.0.3/24")), "apply");
            assertThat(replaced.output()).contains("0 to add, 0 to change, 1 to replace, 0 to remove; 1 unchanged.");
            RawDump after = RawDump.of("host1");
            assertThat(after.one("session", "ifname", "moves").get("id")).isEqualTo("32");
            assertThat(RawDump.of("host2").one("session", "ifname", "moves").get("peer"))
                    .isEqualTo("32");
            assertThat(after.one("link", "name", "still")).isEqualTo(before.one("link", "name", "still"));
        } finally {
            assertThat(LabCli.run(topology(first.formatted("1400", 32, "10.7.0.3/24")), "destroy")
                            .status())
                    .isZero();
        }
    }

    @Test
    void whatOneKernelRefusesIsTakenBackAtBothEnds() throws IOException {
        Path topology = topology("""
            topology: refused
            pseudowires:
              wire:
                cookie: none
                a: {host: host1, local: 192.168.1.1, tunnel_id: 50, session_id: 51, udp_port: 6050}
                b: {host: host2, local: 192.168.1.222, tunnel_id: 52, session_id: 53, udp_port: 6050}
            """);
        LabHosts.Result applied = LabCli.run(topology, "apply", "--yes");
        assertThat(applied.status()).as(applied.toString()).isEqualTo(8);
        assertThat(applied.errors()).contains("host2", "EADDRNOTAVAIL");
        assertThat(RawDump.of("host1").l2tp()).isEqualTo(foreign.l2tp());
        assertThat(files("host1")).isEmpty();
        assertThat(files("host2")).isEmpty();
    }

    @Test
    void aForeignTunnelInTheWayIsNamedAndNeitherEndIsTouched() throws IOException {
        Path topology = topology("""
            topology: conflict
            pseudowires:
              wire:
                cookie: none
                a: {host: host1, local: 192.168.1.1, tunnel_id: 777, session_id: 51, udp_port: 6050}
                b: {host: host2, local: 192.168.1.2, tunnel_id: 52, session_id: 53, udp_port: 6050}
            """);
        LabHosts.Result applied = LabCli.run(topology, "apply", "--yes");
        assertThat(applied.status()).as(applied.toString()).isEqualTo(8);
        assertThat(applied.output()).contains("tunnel ID 777", "192.168.1.77", "7770/7780");
    }

    private Path topology(String text) throws IOException {
        return Files.writeString(directory.resolve("topology.yml"), text.indent(0));
    }

    private static List<String> mtus(RawDump dump) {
        return List.of("udp4", "ip4", "udp6", "ip6").stream()
                .map(name -> dump.one("link", "name", name).get("mtu"))
                .toList();
    }

    /** Returns what a host keeps of ours, but for the agent's cache and what it remembers of the last run. */
    private static String files(String host) {
        return LabHosts.exec(host, "find", "/var/lib/pairwire", "/run/pairwire", "-type", "f", "!", "-name", "*.last")
                .orThrow();
    }

    private static void ping(String host, String there) {
        LabHosts.exec(host, "ping", "-c", "1", "-W", "10", there).orThrow();
    }

    private static void ip(String host, String arguments) {
        LabHosts.exec(host, ("ip " + arguments).split(" ", -1)).orThrow();
    }
}
