package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.yaml.Problem;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of lock files with something wrong, each beside its topology and the text that its reader gets. */
final class BadLocksTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/io/pairwire/topology/bad-locks");

    static Iterable<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return List.copyOf(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.substring(0, name.length() - ".txt".length()))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static SourceText source(String name) throws IOException {
        return SourceText.of(name, Files.readAllBytes(DIRECTORY.resolve(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachBadLockFileIsRefusedWithItsText(String name) throws IOException {
        TopologyReading reading = TopologyReader.read(
                source(name + ".yml"), Optional.of(source(name + ".yml.lock.yml")), BadTopologies.hosts());

        assertThat(BadTopologies.text(reading)).isEqualTo(Files.readString(DIRECTORY.resolve(name + ".txt")));
        assertThat(reading.topology()).isEmpty();
    }

    @Test
    void everyRuleButThatOfExhaustionIsBrokenBySomeFile() throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String name : names()) {
            texts.append(Files.readString(DIRECTORY.resolve(name + ".txt")));
        }
        for (LockRule rule : LockRule.values()) {
            if (rule != LockRule.EXHAUSTED) {
                assertThat(texts).contains(" " + rule.severity() + " " + rule.id() + ": ");
            }
        }
    }

    @Test
    void aHostWithMoreTunnelsThanPortsIsToldTheWaysOutOnce() {
        String text = IntStream.rangeClosed(1, 10_003)
                .mapToObj(i -> "  pw" + i + ": {hosts: [hub, h" + i + "], local: [192.0.2.1, 192.0.2.2]}\n")
                .collect(Collectors.joining("", "topology: big\ndefaults: {cookie: none}\npseudowires:\n", ""));

        TopologyReading reading = TopologyReader.read("big.yml", text, Hosts.unknown());

        assertThat(reading.problems()).hasSize(1);
        Problem problem = reading.problems().get(0);
        assertThat(problem.headline())
                .matches("big\\.yml:\\d+:3: error LK007: host hub has no UDP port left for pseudowire pw\\d+: all of"
                        + " 20000 to 29999 are taken");
        assertThat(problem.hint())
                .contains(
                        "let pseudowires share a tunnel, use 'encap: ip', or write 'udp_port' with ports of your own");
    }

    @Test
    void everyPortIsGivenBeforeOneIsMissing() {
        String text = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> "  pw" + i + ": {hosts: [hub, h" + i + "], local: [192.0.2.1, 192.0.2.2]}\n")
                .collect(Collectors.joining("", "topology: big\ndefaults: {cookie: none}\npseudowires:\n", ""));

        TopologyReading reading = TopologyReader.read("big.yml", text, Hosts.unknown());

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.topology().orElseThrow().pseudowires().stream()
                        .map(pseudowire ->
                                pseudowire.tunnel().a().udpPort().orElseThrow().number())
                        .distinct())
                .hasSize(10_000)
                .allSatisfy(port -> assertThat(port).isBetween(20_000, 29_999));
    }
}
