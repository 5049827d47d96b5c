package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.model.TunnelEnd;
import io.pairwire.yaml.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class AllocationTest {
    private static final String SHORT = """
            topology: metro
            defaults: {cookie: none}
            tunnels:
              lon-par: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], udp_port: 6010}
            pseudowires:
              green: {tunnel: lon-par}
              lon-ams: {hosts: [lon1, ams1], local: [192.0.2.1, 192.0.2.9]}
            """;

    private static Topology topology(String text, String lock) {
        return GeneratedFile.read(text, lock).topology().orElseThrow();
    }

    private static Allocation allocation(String text, String lock) {
        return GeneratedFile.read(text, lock).allocation().orElseThrow();
    }

    private static Map<String, String> numbers(String text, String lock) {
        return GeneratedFile.numbersOf(topology(text, lock));
    }

    @Test
    void theShortFormOverAnInventoryNeedsNothingElse() {
        TopologyReading reading = TopologyReader.read(
                "metro.yml",
                "topology: metro\ndefaults: {cookie: none}\npseudowires:\n  lon-ams: [lon1, ams1]\n",
                BadTopologies.hosts());

        Pseudowire only = reading.topology().orElseThrow().pseudowires().get(0);
        assertThat(reading.problems()).isEmpty();
        assertThat(only.tunnel().name()).hasToString("lon-ams");
        assertThat(only.tunnel().a().local()).hasToString("192.0.2.1");
        assertThat(only.tunnel().b().local()).hasToString("192.0.2.9");
        for (Side side : Side.values()) {
            assertThat(only.tunnel().end(side).tunnelId().bits()).isBetween(10_000_000, 99_999_999);
            assertThat(only.end(side).sessionId().bits()).isBetween(10_000_000, 99_999_999);
            assertThat(only.tunnel().end(side).udpPort().orElseThrow().number()).isBetween(20_000, 29_999);
        }
    }

    @Test
    void theLockFileHasALineForEachThatLeavesSomethingOutAndOnlyThat() {
        Allocation allocation = allocation(SHORT, "");

        assertThat(allocation.isUpToDate()).isFalse();
        assertThat(allocation.text().lines().filter(line -> !line.startsWith("#")))
                .hasSize(6)
                .startsWith("version: 1", "topology: metro", "allocated:")
                .anyMatch(line -> line.matches("  tunnel lon-par: tunnel_id \\d{8} \\d{8}"))
                .anyMatch(line -> line.matches("  pseudowire green: session_id \\d{8} \\d{8}"))
                .anyMatch(line -> line.matches("  pseudowire lon-ams: tunnel_id \\d{8} \\d{8},"
                        + " udp_port 2\\d{4} 2\\d{4}, session_id \\d{8} \\d{8}"));
        assertThat(allocation.changes()).extracting(Allocation.Change::kind).containsOnly(Allocation.Change.Kind.ADD);
        assertThat(allocation(SHORT, allocation.text()).isUpToDate()).isTrue();
        assertThat(allocation(SHORT, allocation.text()).changes()).isEmpty();
    }

    @Test
    void whatTheLockFileHoldsIsTakenWhateverItIs() {
        Topology read = topology(SHORT, """
                version: 1
                topology: metro
                allocated:
                  pseudowire lon-ams: tunnel_id 4294967295 7, udp_port 65535 1024, session_id 1 2
                  pseudowire green: session_id 3 -
                """);

        Pseudowire own = read.pseudowires().get(1);
        assertThat(own.tunnel().a().tunnelId()).hasToString("4294967295");
        assertThat(own.tunnel().b().udpPort().orElseThrow()).hasToString("1024");
        assertThat(own.b().sessionId()).hasToString("2");
        assertThat(read.pseudowires().get(0).a().sessionId()).hasToString("3");
        assertThat(read.pseudowires().get(0).b().sessionId().bits()).isBetween(10_000_000, 99_999_999);
    }

    @Test
    void whatTheTopologyWritesOrNoLongerHasLeavesTheLockFile() {
        String lock = allocation(SHORT, "").text();
        String edited = SHORT.replace("green: {tunnel: lon-par}", "green: {tunnel: lon-par, a: {session_id: 5}}")
                .replaceAll("  lon-ams: .*\n", "");

        Allocation after = allocation(edited, lock);

        assertThat(after.changes()).hasSize(2);
        assertThat(after.changes().get(0).kind()).isEqualTo(Allocation.Change.Kind.CHANGE);
        assertThat(after.changes().get(0).toString())
                .matches("pseudowire green: session_id (\\d+) (\\d+) -> session_id - \\2");
        assertThat(after.changes().get(1).kind()).isEqualTo(Allocation.Change.Kind.DROP);
        assertThat(after.changes().get(1).toString()).startsWith("pseudowire lon-ams: tunnel_id ");
    }

    @Test
    void aTopologyThatWritesEverythingNeedsNoLockFile() {
        assertThat(allocation(
                                "topology: m\npseudowires:\n  p: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2],"
                                        + " cookie: none, encap: ip, tunnel_id: 1, session_id: 1}\n",
                                "")
                        .isUpToDate())
                .isTrue();
    }

    @Test
    void aWrittenNumberIsGoneAroundWhereverItStands() {
        String lone = """
                topology: metro
                defaults: {cookie: none, encap: ip}
                pseudowires:
                  new: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2], session_id: 1}
                """;
        String id =
                topology(lone, "").pseudowires().get(0).tunnel().a().tunnelId().toString();
        String writer =
                "  old: {hosts: [h1, h3], local: [192.0.2.1, 192.0.2.3], session_id: 2, tunnel_id: " + id + "}\n";

        String moved = topology(lone + writer, "")
                .pseudowires()
                .get(0)
                .tunnel()
                .a()
                .tunnelId()
                .toString();

        assertThat(Integer.parseInt(moved)).isEqualTo(Integer.parseInt(id) + 1);
    }

    @Test
    void twoAddressesOfAHostAreNeverGivenOnePort() {
        StringBuilder text = new StringBuilder("topology: metro\ndefaults: {cookie: none}\npseudowires:\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("  p" + i + ": {hosts: [hub, h" + i + "], local: [192.0.2." + (1 + i % 2) + ", 192.0.2.9]}\n");
        }
        Set<Object> ports = new HashSet<>();
        topology(text.toString(), "")
                .pseudowires()
                .forEach(p -> ports.add(p.tunnel().a().udpPort()));
        assertThat(ports).hasSize(2_000);
    }

    @Test
    void anEndInANetworkNamespaceIsAllocatedWhatItLeavesOut() {
        Pseudowire only = topology("""
                        topology: metro
                        defaults: {cookie: none, bridge: br-cust}
                        pseudowires:
                          p:
                            hosts: [h1, h2]
                            local: ["2001:db8::1", "2001:db8::2"]
                            mac: ["02:00:5e:00:53:01", "02:00:5e:00:53:02"]
                            a: {netns: inner, udp6_checksum_tx: off}
                        """, "").pseudowires().get(0);

        assertThat(only.tunnel().a().netns().orElseThrow()).hasToString("inner");
        assertThat(only.tunnel().b().netns()).isEmpty();
        assertThat(only.tunnel().a().checksums().ipv6Sent()).isFalse();
        assertThat(only.tunnel().b().checksums().ipv6Required()).isFalse();
        assertThat(only.a().bridge().orElseThrow()).hasToString("br-cust");
        assertThat(only.b().mac().orElseThrow()).hasToString("02:00:5e:00:53:02");
        for (Side side : Side.values()) {
            assertThat(only.tunnel().end(side).tunnelId().bits()).isBetween(10_000_000, 99_999_999);
            assertThat(only.end(side).sessionId().bits()).isBetween(10_000_000, 99_999_999);
            assertThat(only.tunnel().end(side).udpPort().orElseThrow().number()).isBetween(20_000, 29_999);
        }
    }

    @Test
    void aWrittenNumberIsGoneAroundInAnotherNetworkNamespaceToo() {
        String lone = """
                topology: metro
                defaults: {cookie: none}
                pseudowires:
                  new: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2], netns: [inner, inner]}
                """;
        Pseudowire alone = topology(lone, "").pseudowires().get(0);
        int tunnelId = alone.tunnel().a().tunnelId().bits();
        int sessionId = alone.a().sessionId().bits();
        int port = alone.tunnel().a().udpPort().orElseThrow().number();
        String writer = "  old: {hosts: [h1, h3], local: [192.0.2.11, 192.0.2.3], tunnel_id: " + tunnelId
                + ", session_id: " + sessionId + ", udp_port: " + port + "}\n";

        Pseudowire aside = topology(lone + writer, "").pseudowires().get(0);

        assertThat(aside.tunnel().a().tunnelId().bits()).isEqualTo(tunnelId + 1);
        assertThat(aside.a().sessionId().bits()).isEqualTo(sessionId + 1);
        assertThat(aside.tunnel().a().udpPort().orElseThrow().number()).isEqualTo(port + 1);
        assertThat(aside.tunnel().b()).isEqualTo(alone.tunnel().b());
    }

    @Test
    void twoNetworkNamespacesOfAHostAreNeverGivenOnePort() {
        StringBuilder text = new StringBuilder("topology: metro\ndefaults: {cookie: none}\npseudowires:\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("  p" + i + ": {hosts: [hub, h" + i + "], local: [192.0.2.1, 192.0.2.9], netns: [n" + i % 2
                    + ", n]}\n");
        }
        Set<Object> ports = new HashSet<>();
        topology(text.toString(), "")
                .pseudowires()
                .forEach(p -> ports.add(p.tunnel().a().udpPort()));
        assertThat(ports).hasSize(2_000);
    }

    @Test
    void anEndThatMovesToAnotherNetworkNamespaceKeepsItsNumbers() {
        String lock = allocation(SHORT, "").text();
        String moved = SHORT.replace("[lon1, ams1]", "[lon1, ams1], netns: [inner, inner]");

        assertThat(numbers(moved, lock).toString().replace("netns=Optional[inner]", "netns=Optional.empty"))
                .isEqualTo(numbers(SHORT, lock).toString());
        assertThat(allocation(moved, lock).isUpToDate()).isTrue();
    }

    @Test
    void twoNetworkNamespacesOfAHostMayHaveOneNumberInTheLockFile() {
        String text = """
                topology: metro
                defaults: {cookie: none}
                pseudowires:
                  one: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2], netns: one}
                  two: {hosts: [h1, h2], local: [192.0.2.1, 192.0.2.2], netns: two}
                """;
        String lock = """
                version: 1
                topology: metro
                allocated:
                  pseudowire one: tunnel_id 1 2, udp_port 20001 20002, session_id 3 4
                  pseudowire two: tunnel_id 1 2, udp_port 20001 20002, session_id 3 4
                """;

        assertThat(topology(text, lock).pseudowires()).hasSize(2).allSatisfy(pseudowire -> {
            assertThat(pseudowire.tunnel().a().netns().orElseThrow())
                    .hasToString(pseudowire.name().text());
            assertThat(pseudowire.tunnel().a().tunnelId()).hasToString("1");
            assertThat(pseudowire.tunnel().b().udpPort().orElseThrow()).hasToString("20002");
            assertThat(pseudowire.b().sessionId()).hasToString("4");
        });
        assertThat(allocation(text, lock).isUpToDate()).isTrue();
    }

    @Test
    void aNameThatMovedTwiceTakesItsNumbersAlong() {
        String before = allocation(SHORT, "").text();
        Map<String, String> numbers = numbers(SHORT, before);
        String renamed = SHORT.replace("green:", "verde:").replace("lon-par", "london-paris") + """
                moved:
                  - {from: green, to: vert}
                  - {from: vert, to: verde}
                  - {from: lon-par, to: london-paris}
                """;

        Map<String, String> after = numbers(renamed, before);

        assertThat(after.get("verde")).isEqualTo(numbers.get("green"));
        assertThat(after.get("lon-ams")).isEqualTo(numbers.get("lon-ams"));
        // Who has already written the move, or has only the one in the middle, keeps the same.
        assertThat(numbers(renamed, allocation(renamed, before).text())).isEqualTo(after);
        assertThat(numbers(renamed, before.replace("pseudowire green", "pseudowire vert")))
                .isEqualTo(after);
    }

    @Test
    void aTunnelAndAPseudowireOfOneNameMoveEachForItself() {
        String text = SHORT.replace("green:", "lon-par:");
        String lock = allocation(text, "").text();
        String renamed = text.replace("  lon-par: {tunnel: lon-par}", "  pw: {tunnel: lon-par}")
                + "moved: [{from: lon-par, to: pw}]\n";

        assertThat(numbers(renamed, lock).get("pw"))
                .isEqualTo(numbers(text, lock).get("lon-par"));
    }

    @RepeatedTest(20)
    void editsElsewhereNeverMoveANumber(RepetitionInfo repetition) {
        Random random = new Random(20_261_122L + repetition.getCurrentRepetition());
        GeneratedFile file = new GeneratedFile(random);
        for (int i = 0; i < 30; i++) {
            file.add("pw" + random.nextInt(1_000));
        }
        String lock = file.locked("");
        Map<String, String> expected = new HashMap<>(numbers(file.text(), lock));
        for (int edit = 0; edit < 40; edit++) {
            String some = file.names().get(random.nextInt(file.names().size()));
            Set<String> untouched = new HashSet<>(expected.keySet());
            switch (random.nextInt(4)) {
                case 0 -> file.add("new" + edit);
                case 1 -> {
                    file.remove(some);
                    untouched.remove(some);
                }
                case 2 -> {
                    file.rename(some, "renamed" + edit);
                    untouched.remove(some);
                    untouched.add("renamed" + edit);
                    expected.put("renamed" + edit, expected.get(some));
                }
                default -> file.shuffle();
            }
            Map<String, String> now = numbers(file.text(), lock);
            for (String name : untouched) {
                assertThat(now.get(name))
                        .as("repetition %s, edit %d, %s", repetition, edit, name)
                        .isEqualTo(expected.get(name));
            }
            noNumberTwice(topology(file.text(), lock));
            lock = file.locked(lock);
            assertThat(numbers(file.text(), lock)).isEqualTo(now);
            assertThat(file.locked(lock)).isEqualTo(lock);
            assertThat(allocation(file.text(), lock).isUpToDate()).isTrue();
            expected = new HashMap<>(now);
        }
    }

    @RepeatedTest(20)
    void theOrderOfTheFileDoesNotMatter(RepetitionInfo repetition) {
        Random random = new Random(4_711L + repetition.getCurrentRepetition());
        GeneratedFile file = new GeneratedFile(random);
        for (int i = 0; i < 60; i++) {
            file.add("pw" + i);
        }
        String lock = file.locked("");
        file.shuffle();

        assertThat(file.locked("")).isEqualTo(lock);
    }

    /** Holds against the rules from outside, with a bookkeeping of its own. */
    private static void noNumberTwice(Topology topology) {
        Set<String> numbers = new HashSet<>();
        Set<Object> tunnels = new HashSet<>();
        for (Pseudowire pseudowire : topology.pseudowires()) {
            boolean first = tunnels.add(pseudowire.tunnel());
            for (Side side : Side.values()) {
                TunnelEnd end = pseudowire.tunnel().end(side);
                assertThat(numbers.add(
                                end.host() + " session " + pseudowire.end(side).sessionId()))
                        .isTrue();
                if (first) {
                    assertThat(numbers.add(end.host() + " tunnel " + end.tunnelId()))
                            .isTrue();
                    end.udpPort()
                            .ifPresent(port -> assertThat(numbers.add(end.host() + " " + end.local() + " port " + port))
                                    .isTrue());
                }
            }
        }
    }

    /** Golden: {@code printf a} and {@code printf foobar} through FNV-1a of 64 bits, from its authors' test vectors. */
    @Test
    void theDigestIsFnvAsItsAuthorsHaveIt() {
        long prime = 0x100000001b3L;
        assertThat(Digest.with(Digest.start(), "a")).isEqualTo(0xaf63dc4c8601ec8cL * prime);
        assertThat(Digest.with(Digest.start(), "foobar")).isEqualTo(0x85944171f73967e8L * prime);
    }

    @Test
    void digestsAreEvenlySpread() {
        int[] shelves = new int[256];
        for (int i = 0; i < 256_000; i++) {
            shelves[Digest.below(256, Digest.with(Digest.start(), "pw" + i))]++;
        }
        // Of 1,000 expected, five standard deviations are 158.
        assertThat(Arrays.stream(shelves).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(842, 1_158));
    }

    @Test
    void noMutationOfALockFileBreaksItsReader() {
        Random random = new Random(20_261_122);
        byte[] lock =
                allocation(SHORT, "").text().replaceAll("# [0-9a-f]{2}\n", "").getBytes(StandardCharsets.UTF_8);
        List<String> splices =
                List.of("-", " ", ":", ",", "0", "9", "\n", "tunnel", "  ", "{", "[", "'", "udp_port 1 2");
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(new String(lock, StandardCharsets.UTF_8));
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(text.length());
                int to = Math.min(text.length(), at + random.nextInt(6));
                text.replace(at, to, splices.get(random.nextInt(splices.size())));
            }
            TopologyReading reading = TopologyReader.read(
                    SourceText.of("m.yml", SHORT.getBytes(StandardCharsets.UTF_8)),
                    Optional.of(SourceText.of("m.yml.lock.yml", text.toString().getBytes(StandardCharsets.UTF_8))),
                    Hosts.unknown());
            assertThat(reading.problems())
                    .as("round %d", round)
                    .allSatisfy(problem -> assertThat(problem.file()).isEqualTo("m.yml.lock.yml"));
        }
    }
}
