package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * way, and taken down.
 */
@Tag("lab")
final class MatrixLab {
    private static final int COMBINATIONS = 160;

    /**
     * A kernel that was not there yet when the first frames came, of an interface that has just come up, drops those that follow until more than
     * four (nr_oos_count_max) have come in a row behind the first of them.
     */
    private static final int TILL_TAKEN_AGAIN = 7;

    private static final int TOPOLOGIES = 2;
    private static final long SEED = 3931;
    private static final Path FRAMES =
            Path.of(System.getProperty("pairwire.lab.module", "")).resolve("target/lab/frames");

    @TempDir
    private Path directory = Path.of("");

    /** Each host has a named network namespace with a card of its own on the underlay. */
    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2");
        for (int end = 0; end < 2; end++) {
            String netns = MatrixWire.netns(end);
            shell(
                    "host" + (end + 1),
                    "modprobe -a l2tp_netlink l2tp_eth macvlan bridge; ip netns add " + netns
                            + " && ip link add link eth0 name u0 netns " + netns + " type macvlan mode bridge && ip -n "
                            + netns
                            + " address add 192.168.1.10" + (end + 1) + "/24 dev u0 && ip -n " + netns
                            + " address add fd00:1::10" + (end + 1) + "/64 dev u0 nodad && ip -n " + netns
                            + " link set u0 up && ip -n " + netns + " link set lo up");
        }
    }

    private static String shell(String host, String script) {
        return LabHosts.exec(host, "sh", "-c", script).orThrow();
    }

    @Test
    void everyCombinationComesUpAsSaidCarriesFramesAndGoes() throws IOException {
        List<MatrixWire> wires = wires();
        assertThat(wires.stream().map(MatrixWire::what))
                .hasSizeGreaterThanOrEqualTo(150)
                .doesNotHaveDuplicates();
        makeBridges(wires);
        RawDump[] before = dumps();
        for (int part = 0; part < TOPOLOGIES; part++) {
            int which = part;
            List<MatrixWire> some = wires.stream()
                    .filter(wire -> wire.tunnel() % TOPOLOGIES == which)
                    .toList();
            Path topology = topology("matrix" + part, some);
            try {
                // Frames are sent below, by another program than ours.
                LabHosts.Result applied = LabCli.within(topology, "apply", "--yes", "--verify", "state");
                assertThat(applied.status()).as(applied.toString()).isZero();
                RawDump[] carried = dumps();
                List<String> faults = new ArrayList<>();
                some.forEach(wire -> isAsSaid(wire, carried, faults));
                carriesFrames(some, faults);
                assertThat(faults).isEmpty();
                assertThat(LabCli.within(topology, "plan", "--detailed-exitcode")
                                .status())
                        .isZero();
            } finally {
                LabHosts.Result gone = LabCli.within(topology, "destroy", "--yes");
                assertThat(gone.status()).as(gone.toString()).isZero();
            }
            RawDump[] after = dumps();
            for (int place = 0; place < after.length; place++) {
                assertThat(after[place].l2tp()).isEmpty();
                assertThat(names(after[place])).isEqualTo(names(before[place]));
            }
        }
    }

    private static List<MatrixWire> wires() {
        List<MatrixWire> wires = new ArrayList<>();
        List<List<Combination>> tunnels = Combinations.tunnels(COMBINATIONS, SEED);
        for (int tunnel = 0; tunnel < tunnels.size(); tunnel++) {
            for (Combination combination : tunnels.get(tunnel)) {
                wires.add(new MatrixWire(combination, wires.size() + 1, tunnel));
            }
        }
        return wires;
    }

    /** Bridges are the host owner's; one for each bridged end, so that none closes a loop. */
    private void makeBridges(List<MatrixWire> wires) throws IOException {
        for (int end = 0; end < 2; end++) {
            for (boolean inside : new boolean[] {false, true}) {
                StringBuilder batch = new StringBuilder();
                for (MatrixWire wire : wires) {
                    if (wire.isBridged(end) && wire.isInNetns(end) == inside) {
                        batch.append("link add " + wire.bridge() + " type bridge\nlink set " + wire.bridge() + " up\n");
                    }
                }
                Path file = Files.writeString(directory.resolve("bridges"), batch);
                LabHosts.run(List.of("nsenter", "--net=" + namespace(end, inside), "ip", "-batch", file.toString()))
                        .orThrow();
            }
        }
    }

    private static Path namespace(int end, boolean inside) {
        Path process = LabHosts.process("host" + (end + 1));
        return inside ? process.resolve("root/run/netns").resolve(MatrixWire.netns(end)) : process.resolve("ns/net");
    }

    /** Returns what each place carries: each host's own namespace, then its named one. */
    private static RawDump[] dumps() {
        return new RawDump[] {
            RawDump.of("host1"), RawDump.of("host1", "one"), RawDump.of("host2"), RawDump.of("host2", "two")
        };
    }

    private static int place(MatrixWire wire, int end) {
        return 2 * end + (wire.isInNetns(end) ? 1 : 0);
    }

    private static Set<String> names(RawDump dump) {
        Set<String> names = new TreeSet<>();
        dump.all("link").forEach(link -> names.add(link.get("name")));
        return names;
    }

    private Path topology(String name, List<MatrixWire> wires) throws IOException {
        StringBuilder tunnels = new StringBuilder();
        StringBuilder pseudowires = new StringBuilder();
        Set<Integer> written = new HashSet<>();
        for (MatrixWire wire : wires) {
            List<List<String>> ends = List.of(wire.sessionSettings(0), wire.sessionSettings(1));
            String encap = wire.what().udp() ? "udp" : "ip";
            String own = "";
            if (!wire.what().shared()) {
                own = ", encap: " + encap;
                ends = List.of(new ArrayList<>(ends.get(0)), new ArrayList<>(ends.get(1)));
                ends.get(0).addAll(wire.tunnelSettings(0));
                ends.get(1).addAll(wire.tunnelSettings(1));
            } else {
                own = ", tunnel: t" + wire.tunnel();
                if (written.add(wire.tunnel())) {
                    tunnels.append("  t" + wire.tunnel() + ": {encap: " + encap + ", a: {"
                            + String.join(", ", wire.tunnelSettings(0)) + "}, b: {"
                            + String.join(", ", wire.tunnelSettings(1)) + "}}\n");
                }
            }
            pseudowires.append("  " + wire.name() + ": {" + wire.pairSettings() + own + ", a: {"
                    + String.join(", ", ends.get(0)) + "}, b: {" + String.join(", ", ends.get(1)) + "}}\n");
        }
        return Files.writeString(
                directory.resolve(name + ".yml"),
                "topology: " + name + "\ndefaults: {cookie: none}\ntunnels:\n" + tunnels + "pseudowires:\n"
                        + pseudowires);
    }

    private static void isAsSaid(MatrixWire wire, RawDump[] carried, List<String> faults) {
        for (int end = 0; end < 2; end++) {
            String whose = wire + ", end " + (end == 0 ? "a" : "b");
            RawDump dump = carried[place(wire, end)];
            compare(
                    faults,
                    whose,
                    dump.one("tunnel", "id", wire.tunnelId(end))
                            .only(
                                    "id", "peer", "version", "encap", "local", "remote", "sport", "dport", "csum",
                                    "zero6tx", "zero6rx"),
                    wire.shownTunnel(end));
            compare(
                    faults,
                    whose,
                    dump.one("session", "ifname", wire.name())
                            .only(
                                    "tunnel",
                                    "id",
                                    "peer",
                                    "pwtype",
                                    "ifname",
                                    "cookie",
                                    "peer_cookie",
                                    "send_seq",
                                    "recv_seq",
                                    "lns",
                                    "timeout"),
                    wire.shownSession(end));
            RawDump.Item link = dump.one("link", "name", wire.name());
            String bridge = wire.isBridged(end)
                    ? dump.one("link", "name", wire.bridge()).get("index")
                    : "0";
            compare(faults, whose, link.only("mtu", "up", "master"), "mtu=" + wire.mtu() + " up=1 master=" + bridge);
            if (!wire.mac(end).isEmpty()) {
                compare(faults, whose, link.get("mac"), wire.mac(end));
            }
            Set<String> addresses = new TreeSet<>();
            for (RawDump.Item address : dump.all("address")) {
                if (address.get("index").equals(link.get("index"))
                        && !address.get("local").startsWith("fe80:")) {
                    addresses.add(address.get("local") + " peer " + address.get("peer") + "/" + address.get("prefix"));
                }
            }
            compare(faults, whose, addresses.toString(), new TreeSet<>(wire.shownAddresses(end)).toString());
        }
    }

    /** Thousands of assertions that are all remembered take longer under emulation than the rest of the test. */
    private static void compare(List<String> faults, String whose, String actual, String expected) {
        if (!actual.equals(expected)) {
            faults.add(whose + ": " + actual + " instead of " + expected);
        }
    }

    /**
     * One frame each way, the first as long as the MTU lets it be, with the header that each parameter asks for.
     *
     * <p>Only an end that demands sequence numbers and has no time to put packets in order loses a frame rightly, for it drops what another
     * packet overtook, and kernels speak of their neighbours whenever they like: there, and nowhere else, what is lost is sent again.
     */
    private void carriesFrames(List<MatrixWire> wires, List<String> faults) throws IOException {
        Map<Integer, String> frames = new LinkedHashMap<>();
        Set<Integer> mayLose = new HashSet<>();
        for (MatrixWire wire : wires) {
            for (int end = 0; end < 2; end++) {
                if (wire.dropsWhatIsOvertaken()) {
                    mayLose.add(2 * wire.number() + end);
                }
                StringBuilder frame = new StringBuilder();
                for (int side : new int[] {end, 1 - end}) {
                    frame.append(
                            " place" + place(wire, side) + " " + (wire.isBridged(side) ? wire.bridge() : wire.name()));
                }
                frames.put(2 * wire.number() + end, frame + " " + (end == 0 ? wire.mtu() + 14 : 60));
            }
        }
        Map<Integer, String> answers = send(frames);
        for (int again = 0; again < TILL_TAKEN_AGAIN; again++) {
            Map<Integer, String> lost = new LinkedHashMap<>(frames);
            lost.keySet()
                    .removeIf(number -> !mayLose.contains(number)
                            || !answers.getOrDefault(number, "").startsWith("lost"));
            if (!lost.isEmpty()) {
                answers.putAll(send(lost));
            }
        }
        for (MatrixWire wire : wires) {
            for (int end = 0; end < 2; end++) {
                String answer = answers.getOrDefault(2 * wire.number() + end, "no answer");
                String expected = "arrived l2tp=" + wire.header(end) + " checksum=" + (wire.sendsChecksum(end) ? 1 : 0);
                if (!answer.matches(expected)) {
                    faults.add(
                            wire + ", from end " + (end == 0 ? "a" : "b") + ": " + answer + " instead of " + expected);
                }
            }
        }
    }

    private Map<Integer, String> send(Map<Integer, String> frames) throws IOException {
        StringBuilder lines = new StringBuilder();
        frames.forEach((number, frame) -> lines.append(number).append(frame).append('\n'));
        Path file = Files.writeString(directory.resolve("frames"), lines);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < " + file, "sh", FRAMES.toString()));
        for (int place = 0; place < 4; place++) {
            command.add("place" + place + "=" + namespace(place / 2, place % 2 == 1) + ","
                    + (place % 2 == 1 ? "u0" : "eth0"));
        }
        Map<Integer, String> answers = new HashMap<>();
        LabHosts.run(command).orThrow().lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            answers.merge(Integer.valueOf(words[0]), words[1], (one, other) -> one + "; " + other);
        });
        return answers;
    }

    /** What {@code mtu: auto} comes to is what the kernel itself gives an interface of which nobody says it. */
    @Test
    void theAutomaticMtuIsTheKernelsOwnDefault() throws IOException {
        StringBuilder pseudowires = new StringBuilder();
        StringBuilder batch = new StringBuilder();
        int number = 0;
        for (String encap : List.of("udp", "ip")) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                int tunnel = ++number;
                String a = ipv6 ? LabHosts.address6("host1") : LabHosts.address("host1");
                String b = ipv6 ? LabHosts.address6("host2") : LabHosts.address("host2");
                boolean udp = encap.equals("udp");
                batch.append("l2tp add tunnel tunnel_id " + tunnel + " peer_tunnel_id " + tunnel + " encap " + encap
                        + " local " + a + " remote " + b
                        + (udp ? " udp_sport " + (7000 + tunnel) + " udp_dport " + (7000 + tunnel) : "") + "\n");
                for (String l2spec : List.of("default", "none")) {
                    for (String cookie : List.of("", "01234567", "0123456789abcdef")) {
                        number++;
                        batch.append("l2tp add session name m" + number + " tunnel_id " + tunnel + " session_id "
                                + number + " peer_session_id " + number + " l2spec_type " + l2spec
                                + (cookie.isEmpty() ? "" : " cookie " + cookie + " peer_cookie " + cookie) + "\n");
                        pseudowires.append("  m" + number + ": {encap: " + encap + ", l2spec: " + l2spec
                                + ", hosts: [host1, host2], local: ['" + a + "', '" + b + "'], tunnel_id: " + number
                                + ", session_id: " + number + (udp ? ", udp_port: " + (8000 + number) : "")
                                + ", cookie: ["
                                + (cookie.isEmpty() ? "none, none" : "'" + cookie + "', '" + cookie + "'")
                                + "]}\n");
                    }
                }
            }
        }
        Path file = Files.writeString(directory.resolve("sessions"), batch);
        LabHosts.run(List.of("nsenter", "--net=" + namespace(0, false), "ip", "-batch", file.toString()))
                .orThrow();
        RawDump dump = RawDump.of("host1");
        try {
            Map<String, String> kernels = new TreeMap<>();
            dump.all("session")
                    .forEach(session -> kernels.put(
                            session.get("ifname"),
                            dump.one("link", "name", session.get("ifname")).get("mtu")));
            Path topology =
                    Files.writeString(directory.resolve("mtus.yml"), "topology: mtus\npseudowires:\n" + pseudowires);
            String planned =
                    LabCli.within(topology, "plan", "--offline", "--json").orThrow();
            Matcher session = Pattern.compile("\"interface\":\"(m[0-9]+)\",\"mtu\":([0-9]+)")
                    .matcher(planned);
            Map<String, String> ours = new TreeMap<>();
            while (session.find()) {
                ours.put(session.group(1), session.group(2));
            }
            assertThat(ours).hasSize(24).isEqualTo(kernels);
            assertThat(new TreeSet<>(ours.values())).hasSizeGreaterThan(10).contains("1446", "1462", "1418");
        } finally {
            LabHosts.noTunnels("host1", dump);
        }
    }
}
