package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.cli.InProcessCommand;
import io.pairwire.cli.InProcessCommand.Said;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.transaction.Agents;
import io.pairwire.world.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} says of pseudowires over real kernels, each verdict provoked by the fault that it names. */
@Tag("lab")
final class VerifyLab {
    private static final String GIVEN = "cookie: [0123456789abcdef, fedcba9876543210]";

    /** As many as the costs are looked at with; the figures in {@code docs/performance.md} are of 1,000. */
    private static final int MANY = Integer.getInteger("pairwire.verify.many", 50);

    @TempDir
    private static Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static LabGround ground;

    private static final Hosts HOSTS = new Hosts();

    private Path topology = Path.of("");

    /** The ground's hosts, of which some may not answer. */
    private static final class Hosts implements Agents {
        private final Set<String> silent = ConcurrentHashMap.newKeySet();

        @Override
        public boolean knows(HostName host) {
            return true;
        }

        @Override
        public AgentProcess start(HostName host) throws IOException {
            if (silent.contains(host.text())) {
                throw new IOException("nobody answers");
            }
            return ground.start(host);
        }
    }

    @BeforeAll
    static void bringHostsUp() throws IOException {
        ground = new LabGround(directory);
        LabHosts.run(List.of("modprobe", "-a", "sch_ingress", "cls_u32", "act_gact"))
                .orThrow();
    }

    @AfterAll
    static void letGo() throws IOException {
        ground.close();
    }

    /** Every pseudowire as it should be, whatever a test before this has left. */
    @BeforeEach
    void bringPseudowiresUp() throws IOException {
        HOSTS.silent.clear();
        topology = Files.writeString(directory.resolve("verify.yml"), topology());
        Said said = run("apply", "--yes");
        assertThat(said.exitCode()).as(said.toString()).isZero();
    }

    private static String topology() {
        StringBuilder text = new StringBuilder("topology: verify\npseudowires:\n");
        text.append(wire("udp4", 1, "cookie: none", false, false));
        text.append(wire("ip6", 3, "encap: ip, " + GIVEN, true, false));
        text.append(wire("bridged", 5, "bridge: [br0, br0]", false, false));
        text.append(wire("inside", 7, "netns: [" + Ground.NETNS + ", " + Ground.NETNS + "]", false, true));
        text.append(wire("counted", 9, "seq: both, reorder_timeout: 100, cookie: none", false, false));
        text.append(wire("ids", 11, "cookie: none", false, false));
        text.append(wire("given", 13, GIVEN, false, false));
        text.append(wire("made", 15, "encap: ip", false, false));
        text.append(wire("oneway", 17, "cookie: none", false, false));
        text.append(wire("neither", 19, "cookie: none", false, false));
        text.append(wire("long", 21, "cookie: none", false, false));
        text.append("  noroute: {hosts: [host1, host2], local: ["
                + ground.addresses("host1", false, false).get(1) + ", "
                + ground.addresses("host2", false, false).get(1)
                + "], tunnel_id: [23, 24], session_id: [23, 24], encap: ip, cookie: none}\n");
        text.append("  silent: {hosts: [host1, host3], local: [" + LabHosts.address("host1") + ", "
                + LabHosts.address("host3")
                + "], tunnel_id: [25, 26], session_id: [25, 26], udp_port: 6025, cookie: none}\n");
        return text.toString();
    }

    /** Returns the line of a pseudowire between host1 and host2, whose IDs are a number and the next, its UDP port 6000 more. */
    private static String wire(String name, int number, String more, boolean ipv6, boolean inside) {
        String port = more.contains("encap: ip") ? "" : ", udp_port: " + (6000 + number);
        String pair = "[" + number + ", " + (number + 1) + "]";
        return "  " + name + ": {hosts: [host1, host2], local: [\""
                + ground.addresses("host1", ipv6, inside).get(0) + "\", \""
                + ground.addresses("host2", ipv6, inside).get(0) + "\"], tunnel_id: " + pair + ", session_id: " + pair
                + port + ", " + more + "}\n";
    }

    private Said run(String command, String... options) {
        return InProcessCommand.run(
                HOSTS,
                Stream.concat(
                                Stream.of(
                                        command,
                                        "-t",
                                        topology.toString(),
                                        "-i",
                                        LabHosts.inventory().toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private static String line(Said said, String pseudowire) {
        return said.out()
                .lines()
                .filter(line -> line.startsWith(pseudowire + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said.toString()));
    }

    private static void shell(String host, String script) {
        LabHosts.exec(host, "sh", "-ec", script).orThrow();
    }

    /** Makes host2's session of a pseudowire again, as somebody might by hand who gets something wrong. */
    private static void makeAgain(String name, int number, int mtu, String options) {
        int far = number + 1;
        ground.ip("host2", false, List.of("l2tp del session tunnel_id " + far + " session_id " + far));
        ground.ip(
                "host2",
                false,
                List.of(
                        "l2tp add session name " + name + " tunnel_id " + far + " session_id " + far + " " + options,
                        "link set dev " + name + " mtu " + mtu + " up"));
    }

    private static void drop(String host, String what) {
        shell(
                host,
                "tc qdisc show dev eth0 ingress | grep -q ingress || tc qdisc add dev eth0 ingress; "
                        + "tc filter add dev eth0 parent ffff: protocol ip prio 1 u32 " + what + " action drop");
    }

    private static void dropNothing(String host) {
        shell(host, "tc qdisc show dev eth0 ingress | grep -q ingress && tc qdisc del dev eth0 ingress || true");
    }

    @Test
    void framesPassOverEveryKindAndNoKernelIsToldAnything() {
        long before = ground.orders();
        Said said = run("verify", "--verify-timeout", "20");
        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(line(said, "udp4")).containsPattern("OK +[0-9.]+ ms +1446 octets both ways");
        assertThat(line(said, "ip6")).contains("1430 octets both ways");
        assertThat(line(said, "bridged")).contains("1438 octets both ways");
        assertThat(line(said, "inside")).contains("1438 octets both ways");
        assertThat(line(said, "counted")).contains("1446 octets both ways");
        assertThat(said.out()).endsWith("Verify: 13 OK; 13 pseudowires.\n");
        assertThat(ground.orders()).isEqualTo(before);
    }

    @Test
    void whatHandsDidToEndsIsNamed() {
        ground.ip("host2", false, List.of("l2tp del session tunnel_id 2 session_id 2"));
        makeAgain("ids", 11, 1446, "peer_session_id 99");
        makeAgain("given", 13, 1438, "peer_session_id 13 cookie 0011223344556677 peer_cookie fedcba9876543210");
        makeAgain("made", 15, 1450, "peer_session_id 15 cookie 0011223344556677 peer_cookie 8899aabbccddeeff");
        // More than what verifying sends: its numbers begin again, and the other end takes them for old ones.
        LabHosts.exec("host2", "ping", "-q", "-6", "-i", "0.002", "-c", "500", "-W", "1", "ff02::1%counted");
        makeAgain("counted", 9, 1446, "peer_session_id 9 seq both");
        ground.ip("host2", false, List.of("link set dev bridged down"));
        HOSTS.silent.add("host3");
        Said said = run("verify", "--verify-timeout", "6");
        assertThat(said.exitCode()).as(said.toString()).isEqualTo(10);
        assertThat(line(said, "udp4")).contains("MISSING_END", "host2 has no end of it");
        assertThat(line(said, "ids")).contains("ID_MISMATCH", "peer_session_id: host2 99, host1's session_id 11");
        assertThat(line(said, "given"))
                .contains("COOKIE_MISMATCH", "host2 -> host1: host1 dropped", "packets for their cookie");
        assertThat(line(said, "made"))
                .contains("COOKIE_MISMATCH", "host1 -> host2: host2 dropped", "host2 -> host1: host1 dropped");
        assertThat(line(said, "bridged")).contains("PATH_BLOCKED", "host2's interface is down");
        assertThat(line(said, "counted")).contains("PATH_BLOCKED", "host2 -> host1: host1 dropped", "(RX_ERRORS)");
        assertThat(line(said, "silent")).contains("UNVERIFIED", "host3 could not be asked");
        assertThat(line(said, "ip6")).contains(" OK ");
        assertThat(line(said, "inside")).contains(" OK ");
        assertThat(said.out() + said.err()).doesNotContain("0011223344556677").doesNotContain("fedcba9876543210");

        HOSTS.silent.clear();
        assertThat(run("apply", "--yes").exitCode()).isZero();
        Said mended = run("verify", "--verify-timeout", "20");
        assertThat(mended.exitCode()).as(mended.toString()).isZero();
    }

    @Test
    void whatThePathDoesIsNamedWithItsDirection() {
        drop("host2", "match ip dport 6017 0xffff");
        drop("host1", "match ip dport 6019 0xffff");
        drop("host2", "match ip dport 6019 0xffff");
        // Whole packets of 1,024 to 2,047 octets.
        drop("host1", "match ip dport 6021 0xffff match u16 0x0400 0xfc00 at 2");
        shell(
                "host1",
                "ip route add blackhole "
                        + ground.addresses("host2", false, false).get(1) + "/32");
        try {
            Said said = run("verify", "--verify-timeout", "6");
            assertThat(said.exitCode()).as(said.toString()).isEqualTo(10);
            assertThat(line(said, "oneway")).contains("PATH_BLOCKED", "host1 -> host2: nothing arrived");
            assertThat(line(said, "neither")).contains("PATH_BLOCKED", "both ways: nothing arrived");
            assertThat(line(said, "long")).contains("MTU_BLACKHOLE", "host2 -> host1: short frames pass");
            assertThat(line(said, "noroute")).contains("PATH_BLOCKED", "host1 -> host2: host1 could not send");
            assertThat(said.out()).endsWith("Verify: 9 OK, 3 PATH_BLOCKED, 1 MTU_BLACKHOLE; 13 pseudowires.\n");
        } finally {
            dropNothing("host1");
            dropNothing("host2");
            shell(
                    "host1",
                    "ip route del blackhole "
                            + ground.addresses("host2", false, false).get(1) + "/32");
        }
    }

    /** As a switch between them does whose ports take less than what is sent. */
    @Test
    void anUnderlayThatTakesLessThanItShouldIsNamed() {
        LabHosts.run(List.of("ip", "link", "set", "port1", "mtu", "1400")).orThrow();
        try {
            Said said = run("verify", "--verify-timeout", "6");
            assertThat(line(said, "udp4")).contains("MTU_BLACKHOLE", "both ways: short frames pass");
            assertThat(line(said, "ip6")).contains("MTU_BLACKHOLE", "both ways: short frames pass");
        } finally {
            LabHosts.run(List.of("ip", "link", "set", "port1", "mtu", "1500")).orThrow();
        }
    }

    @Test
    void manyCostOneSocketForEachNamespace() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("""
                topology: many
                defaults: {cookie: none}
                tunnels:
                  many: {a: {host: host1, local: %s, tunnel_id: 101, udp_port: 6101}, b: {host: host2, local: %s, tunnel_id: 102, udp_port: 6101}}
                pseudowires:
                """.formatted(LabHosts.address("host1"), LabHosts.address("host2")));
        for (int i = 0; i < MANY; i++) {
            text.append("  w" + i + ": {tunnel: many, a: {session_id: " + (1000 + i) + "}, b: {session_id: "
                    + (100_000 + i) + "}}\n");
        }
        topology = Files.writeString(directory.resolve("many.yml"), text);
        Said applied = run("apply", "--yes");
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
        AtomicInteger most = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        Thread sampler = new Thread(() -> {
            while (!done.get()) {
                most.accumulateAndGet(packetSockets(), Math::max);
            }
        });
        sampler.start();
        long start = System.nanoTime();
        Said said = run("verify", "--verify-timeout", "60");
        long verified = System.nanoTime();
        done.set(true);
        sampler.join();
        // The same without the frames.
        long again = System.nanoTime();
        run("drift");
        long drifted = System.nanoTime() - again;
        List<String> lines = said.out().lines().toList();
        System.out.printf(
                "verify of %d: %d ms, drift %d ms, %d packet sockets; first %s; last %s%n",
                MANY,
                (verified - start) / 1_000_000,
                drifted / 1_000_000,
                most.get(),
                lines.get(0),
                lines.get(MANY - 1));
        assertThat(said.out()).endsWith("Verify: " + MANY + " OK; " + MANY + " pseudowires.\n");
        assertThat(most.get()).isEqualTo(2);
        Said destroyed = run("destroy", "--yes");
        assertThat(destroyed.exitCode()).as(destroyed.toString()).isZero();
    }

    /** Counts the packet sockets of this process, in which both agents run. */
    private static int packetSockets() {
        int count = 0;
        for (String host : List.of("host1", "host2")) {
            try (Stream<String> lines = Files.lines(LabHosts.process(host).resolve("net/packet"))) {
                count += (int) lines.count() - 1;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return count;
    }
}
