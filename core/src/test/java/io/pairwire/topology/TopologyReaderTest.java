package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.Topology;
import io.pairwire.model.UdpChecksums;
import io.pairwire.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TopologyReaderTest {
    private static final Path EXAMPLES = Path.of("../inventory-examples");

    private static Topology valid(String text, Hosts hosts) {
        TopologyReading reading = TopologyReader.read("metro.yml", text, hosts);
        assertThat(reading.problems()).isEmpty();
        return reading.topology().orElseThrow();
    }

    private static Pseudowire only(String lines) {
        return valid("topology: metro\npseudowires:\n  blue:\n" + lines, Hosts.unknown())
                .pseudowires()
                .get(0);
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.endsWith("topology.yml")).sorted().toList();
        }
    }

    @Test
    void theClassicExampleIsReadAsWritten() throws IOException {
        Topology classic = valid(Files.readString(EXAMPLES.resolve("classic/topology.yml")), Hosts.unknown());

        Pseudowire seed = classic.pseudowires().get(0);
        assertThat(classic.name()).hasToString("classic");
        assertThat(seed.name()).hasToString("seed");
        assertThat(seed.tunnel().a().tunnelId()).hasToString("42");
        assertThat(seed.tunnel().b().tunnelId()).hasToString("45");
        assertThat(seed.tunnel().a().udpPort().orElseThrow()).hasToString("5000");
        assertThat(seed.tunnel().b().udpPort().orElseThrow()).hasToString("5001");
        assertThat(seed.tunnel().a().local()).hasToString("192.168.1.1");
        assertThat(seed.a().sessionId()).hasToString("128");
        assertThat(seed.b().sessionId()).hasToString("5196755");
        assertThat(seed.a().addresses()).hasToString("[10.5.1.2/32]");
        assertThat(seed.b().addresses()).hasToString("[10.5.1.1/32]");
        assertThat(seed.a().interfaceName()).hasToString("l2tpeth0");
        assertThat(seed.a().assignedCookie()).isEqualTo(AssignedCookie.NONE);
        assertThat(seed.mtu()).isEqualTo(1446);
        assertThat(seed.l2spec()).isEqualTo(L2SpecType.DEFAULT);
    }

    @Test
    void pseudowiresShareATunnelAndTheMoreSpecificSettingWins() throws IOException {
        Topology metro = valid(Files.readString(EXAMPLES.resolve("shared-tunnel/topology.yml")), BadTopologies.hosts());

        Pseudowire blue = metro.pseudowires().get(0);
        Pseudowire green = metro.pseudowires().get(1);
        Pseudowire own = metro.pseudowires().get(2);
        assertThat(blue.tunnel()).isSameAs(green.tunnel());
        assertThat(blue.tunnel().a().local()).hasToString("192.0.2.1");
        assertThat(blue.mtu()).isEqualTo(1400);
        assertThat(blue.tags()).containsExactly("customer");
        assertThat(blue.b().interfaceName()).hasToString("blue");
        assertThat(green.seq()).isEqualTo(SequenceNumbers.BOTH);
        assertThat(green.reorderTimeoutMillis()).isEqualTo(100);
        assertThat(green.a().addresses()).hasSize(2);
        assertThat(own.tunnel().name()).hasToString("lon-ams");
        assertThat(own.tunnel().b().udpPort().orElseThrow()).hasToString("6011");
    }

    @Test
    void cookiesCostTheirOctetsAndIpEncapsulationSavesTwelve() throws IOException {
        Pseudowire backhaul = valid(Files.readString(EXAMPLES.resolve("ipv6-ip-encap/topology.yml")), Hosts.unknown())
                .pseudowires()
                .get(0);

        assertThat(backhaul.mtu()).isEqualTo(1430);
        assertThat(backhaul.tunnel().a().udpPort()).isEmpty();
        assertThat(backhaul.a().assignedCookie().given().orElseThrow().reveal()).isEqualTo("0f3a6c1d5b7e9024");
        assertThat(backhaul.b().sessionId()).hasToString("4098");
    }

    @Test
    void anEndOverridesItsPairAndAPairItsProfileAndAProfileTheDefaults() {
        Topology read = valid("""
                topology: metro
                defaults: {mtu: 1000, l2spec: none, tags: d, cookie: none, underlay_mtu: 9000}
                profiles: {p: {mtu: 1100, tags: [p, q], underlay_mtu: 4000}}
                pseudowires:
                  blue:
                    profile: p
                    mtu: 1200
                    interface: both0
                    hosts: [h1, h2]
                    local: [192.0.2.1, 192.0.2.2]
                    tunnel_id: 1
                    session_id: [2, 3]
                    udp_port: 6000
                    a: {interface: a0, cookie: 0011223344556677}
                """, Hosts.unknown());

        Pseudowire blue = read.pseudowires().get(0);
        assertThat(blue.mtu()).isEqualTo(1200);
        assertThat(blue.l2spec()).isEqualTo(L2SpecType.NONE);
        assertThat(blue.tags()).containsExactly("p", "q");
        assertThat(blue.a().interfaceName()).hasToString("a0");
        assertThat(blue.b().interfaceName()).hasToString("both0");
        assertThat(blue.a().assignedCookie().given()).isPresent();
        assertThat(blue.b().assignedCookie()).isEqualTo(AssignedCookie.NONE);
    }

    @Test
    void bridgesAndNetworkNamespacesMayStandBehindAPairAndMacAddressesAtItsEnds() {
        Topology read = valid("""
                topology: metro
                defaults: {cookie: none, encap: ip, bridge: br-all, netns: all}
                profiles: {p: {bridge: br-cust, netns: cust}}
                tunnels:
                  t: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2], tunnel_id: 1, profile: p, b: {netns: b}}
                pseudowires:
                  blue: {tunnel: t, session_id: 1, profile: p, a: {bridge: br0}}
                  green:
                    hosts: [h1, h2]
                    local: [192.0.2.1, 192.0.2.2]
                    tunnel_id: 2
                    session_id: 2
                    bridge: [br1, br2]
                    mac: [02:00:5E:00:53:01, "02:00:5e:00:53:02"]
                """, Hosts.unknown());

        Pseudowire blue = read.pseudowires().get(0);
        Pseudowire green = read.pseudowires().get(1);
        assertThat(blue.tunnel().a().netns().orElseThrow()).hasToString("cust");
        assertThat(blue.tunnel().b().netns().orElseThrow()).hasToString("b");
        assertThat(blue.a().bridge().orElseThrow()).hasToString("br0");
        assertThat(blue.b().bridge().orElseThrow()).hasToString("br-cust");
        assertThat(blue.a().mac()).isEmpty();
        assertThat(green.tunnel().a().netns().orElseThrow()).hasToString("all");
        assertThat(green.b().bridge().orElseThrow()).hasToString("br2");
        assertThat(green.a().mac().orElseThrow()).hasToString("02:00:5e:00:53:01");
        assertThat(green.b().mac().orElseThrow()).hasToString("02:00:5e:00:53:02");
    }

    @Test
    void anEndDemandsTheChecksumsOverIpv6ThatTheOtherSends() {
        Topology read = valid("""
                topology: metro
                defaults: {cookie: none}
                pseudowires:
                  blue:
                    a: {host: h1, local: "2001:db8::1", tunnel_id: 1, session_id: 1, udp_port: 6000, udp6_checksum_tx: off}
                    b: {host: h2, local: "2001:db8::2", tunnel_id: 1, session_id: 1, udp_port: 6000}
                  green:
                    udp6_checksum_rx: [off, on]
                    a: {host: h1, local: "2001:db8::1", tunnel_id: 2, session_id: 2, udp_port: 6001}
                    b: {host: h2, local: "2001:db8::2", tunnel_id: 2, session_id: 2, udp_port: 6001}
                """, Hosts.unknown());

        Pseudowire blue = read.pseudowires().get(0);
        Pseudowire green = read.pseudowires().get(1);
        assertThat(blue.tunnel().a().checksums()).isEqualTo(new UdpChecksums(false, false, true));
        assertThat(blue.tunnel().b().checksums()).isEqualTo(new UdpChecksums(false, true, false));
        assertThat(green.tunnel().a().checksums()).isEqualTo(new UdpChecksums(false, true, false));
        assertThat(green.tunnel().b().checksums()).isEqualTo(new UdpChecksums(false, true, true));
    }

    @Test
    void aChainOfBridgesIsNoLoop() {
        String chain = Stream.iterate(1, i -> i + 1)
                .limit(1_000)
                .map(i -> "  pw" + i + ": {hosts: [h" + i + ", h" + (i + 1) + "], tunnel_id: [" + (2 * i) + ", "
                        + (2 * i + 1) + "], session_id: [" + (2 * i) + ", " + (2 * i + 1) + "]}\n")
                .collect(Collectors.joining());
        String text = "topology: m\ndefaults: {cookie: none, encap: ip, bridge: br0}\npseudowires:\n" + chain;
        Hosts hosts = new Hosts(
                Optional.empty(),
                host -> Optional.of(
                        IpAddress.ipv4(0x0a000000 + Integer.parseInt(host.text().substring(1)))),
                false);

        assertThat(valid(text, hosts).pseudowires()).hasSize(1_000);
        assertThat(TopologyReader.read(
                                "m.yml", text + "  last: {hosts: [h1, h1001], tunnel_id: 1, session_id: 1}\n", hosts)
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("pw1,", "pw4,", "and 992 more", "pw997,", "pw1000,", "last,"));
    }

    @Test
    void sectionsMayComeInAnyOrder() {
        String tunnels =
                "tunnels:\n  t: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2], tunnel_id: 1, udp_port: 6000}\n";
        String pseudowires = "pseudowires:\n  blue: {tunnel: t, session_id: 5}\n";
        String defaults = "defaults: {cookie: none}\n";

        Topology first = valid("topology: m\n" + defaults + tunnels + pseudowires, Hosts.unknown());
        Topology last = valid(pseudowires + tunnels + defaults + "topology: m\n", Hosts.unknown());

        assertThat(last).isEqualTo(first);
    }

    @Test
    void aLongNameGivesAShortInterfaceNameThatStays() {
        Pseudowire blue = valid(
                        "topology: m\npseudowires:\n  customer-blue-london-paris: {hosts: [h1, h2], cookie: none, encap: ip,"
                                + " local: [192.0.2.1, 192.0.2.2], tunnel_id: 1, session_id: 1}\n",
                        Hosts.unknown())
                .pseudowires()
                .get(0);

        // printf customer-blue-london-paris | sha256sum | xxd -r -p | head -c 5 | base32 | tr A-Z a-z
        assertThat(blue.a().interfaceName()).hasToString("custom-4ze4puik");
        assertThat(blue.b().interfaceName()).isEqualTo(blue.a().interfaceName());
    }

    @Test
    void whatAnInventoryKnowsFillsInWhatTheFileLeavesOut() {
        Hosts hosts = Hosts.of(
                BadTopologies.hosts().known().orElseThrow(),
                host -> BadTopologies.hosts().localAddress().apply(host));

        Topology read = valid(
                "topology: m\npseudowires:\n  p: {hosts: [lon1, par1], cookie: none, encap: ip, tunnel_id: 1, session_id: 1}\n",
                hosts);

        assertThat(read.pseudowires().get(0).tunnel().b().local()).isEqualTo(IpAddress.parse("192.0.2.5"));
    }

    @Test
    void warningsAloneLeaveATopologyValid() {
        TopologyReading reading = TopologyReader.read(
                "m.yml",
                "topology: m\npseudowires:\n  p: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2], cookie: none,"
                        + " tunnel_id: 1, session_id: 1, udp_port: 1701}\n",
                Hosts.unknown());

        assertThat(reading.topology()).isPresent();
        assertThat(reading.problems()).extracting(Problem::ruleId).containsExactly("PW041");
    }

    @Test
    void aMacAddressIsNoNumberAndNoIsNoBoolean() {
        Pseudowire blue =
                only("    {hosts: [no, 010], local: [192.0.2.1, 192.0.2.2], cookie: [00000042, 12345678], tunnel_id: 1,"
                        + " session_id: 1, udp_port: 6000}\n");

        assertThat(blue.tunnel().a().host()).hasToString("no");
        assertThat(blue.tunnel().b().host()).hasToString("010");
        assertThat(blue.a().assignedCookie().given().orElseThrow().reveal()).isEqualTo("00000042");
    }

    @Test
    void noMutationOfAFileBreaksTheReader() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path example : examples()) {
            seeds.add(Files.readAllBytes(example));
        }
        for (String name : BadTopologies.names(".yml")) {
            seeds.add(Files.readAllBytes(BadTopologies.DIRECTORY.resolve(name + ".yml")));
        }
        long seed = Long.getLong("pairwire.fuzz.seed", 20_261_122);
        Random random = new Random(seed);
        for (int round = 0; round < 6_000; round++) {
            byte[] content = mutated(seeds.get(random.nextInt(seeds.size())), seeds, random);
            TopologyReading reading = TopologyReader.read("f.yml", content, BadTopologies.hosts());
            long lines = new String(content, StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
                            .count()
                    + 1;
            assertThat(reading.problems())
                    .as("seed %d, round %d", seed, round)
                    .allSatisfy(problem -> assertThat((long) problem.line()).isLessThanOrEqualTo(lines))
                    .isSorted();
        }
    }

    private static byte[] mutated(byte[] original, List<byte[]> seeds, Random random) {
        String splices = ":{}[],\"'\n\t -#&*!|>%@`?~\r\0";
        byte[] content = original.clone();
        for (int i = random.nextInt(4); i >= 0 && content.length > 2; i--) {
            int at = random.nextInt(content.length);
            int to = Math.min(content.length, at + random.nextInt(12));
            byte[] middle;
            switch (random.nextInt(4)) {
                case 0 -> middle = new byte[] {(byte) splices.charAt(random.nextInt(splices.length()))};
                case 1 -> middle = new byte[0];
                case 2 -> middle = new byte[] {(byte) random.nextInt(256)};
                default -> {
                    byte[] other = seeds.get(random.nextInt(seeds.size()));
                    int from = random.nextInt(other.length + 1);
                    middle = Arrays.copyOfRange(other, from, Math.min(other.length, from + 30));
                }
            }
            byte[] next = new byte[at + middle.length + content.length - to];
            System.arraycopy(content, 0, next, 0, at);
            System.arraycopy(middle, 0, next, at, middle.length);
            System.arraycopy(content, to, next, at + middle.length, content.length - to);
            content = next;
        }
        return content;
    }

    @Test
    void aHundredThousandPseudowiresAreRead() {
        String text = Stream.iterate(1, i -> i + 1)
                .limit(100_000)
                .map(i -> "  pw" + i + ": {hosts: [h" + i % 997 + ", g" + i % 991
                        + "], encap: ip, local: [192.0.2.1, 192.0.2.2]," + " tunnel_id: " + i + ", session_id: " + i
                        + "}\n")
                .collect(Collectors.joining("", "topology: big\ndefaults: {cookie: none}\npseudowires:\n", ""));

        assertThat(valid(text, Hosts.unknown()).pseudowires()).hasSize(100_000);
    }

    @Test
    void aCookieThatNobodyGivesIsMade() {
        Topology read = valid("""
                topology: metro
                pseudowires:
                  blue:
                    a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 11, udp_port: 6010}
                    b: {host: par1, local: 192.0.2.5, tunnel_id: 20, session_id: 21, udp_port: 6020, cookie: 0011223344556677}
                  green:
                    cookie: 4
                    a: {host: lon1, local: 192.0.2.1, tunnel_id: 12, session_id: 12, udp_port: 6012}
                    b: {host: par1, local: 192.0.2.5, tunnel_id: 22, session_id: 22, udp_port: 6022, cookie: none}
                """, Hosts.unknown());

        Pseudowire blue = read.pseudowires().get(0);
        assertThat(blue.a().assignedCookie()).isEqualTo(AssignedCookie.made(8));
        assertThat(blue.b().assignedCookie().given()).isPresent();
        assertThat(blue.mtu()).isEqualTo(1438);
        Pseudowire green = read.pseudowires().get(1);
        assertThat(green.a().assignedCookie()).isEqualTo(AssignedCookie.made(4));
        assertThat(green.b().assignedCookie()).isEqualTo(AssignedCookie.NONE);
        assertThat(green.mtu()).isEqualTo(1442);
    }

    @Test
    void protectionIsOfThePairAndTheNearestSettingWins() {
        List<Pseudowire> read = valid("""
                topology: metro
                defaults: {cookie: none, encap: ip, protect: true}
                profiles:
                  test: {protect: false}
                pseudowires:
                  core: [lon1, par1]
                  trial: {hosts: [lon1, par1], profile: test}
                  exam: {hosts: [lon1, par1], profile: test, protect: yes}
                """, BadTopologies.hosts()).pseudowires();
        assertThat(read).extracting(Pseudowire::isProtected).containsExactly(true, false, true);
        assertThat(only("""
                    cookie: none
                    a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 11, udp_port: 6010}
                    b: {host: par1, local: 192.0.2.5, tunnel_id: 20, session_id: 21, udp_port: 6020}
                """).isProtected()).isFalse();
    }

    @Test
    void aTopologyWithoutPseudowiresIsReadWhereItSaysSoAndOnlyThere() {
        TopologyReading emptied =
                TopologyReader.read("metro.yml", "topology: metro\npseudowires: {}\n", Hosts.unknown());
        assertThat(emptied.topology().orElseThrow().pseudowires()).isEmpty();
        for (String text :
                List.of("", "topology: metro\n", "topology: metro\npseudowires: {", "topology: metro\npseudowires:")) {
            TopologyReading reading = TopologyReader.read("metro.yml", text, Hosts.unknown());
            assertThat(reading.topology()).as(text).isEmpty();
            assertThat(reading.problems()).as(text).anyMatch(Problem::isError);
        }
    }
}
