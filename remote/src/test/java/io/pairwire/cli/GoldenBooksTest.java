package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code playbook} says, as people and scripts should read it.
 *
 * <p>A directory is a case: {@code book.yml} is played, with the words of {@code options} where there is such a file, on a terminal as wide as {@code columns}
 * says, or into a pipe; hosts of {@code unreachable} are; where {@code carried} stands, the hosts carry the topology already. {@code said.txt} is what
 * comes of it.
 */
final class GoldenBooksTest {
    private static final Path CASES = Path.of("src/test/resources/io/pairwire/cli/books");
    private static final String TOPOLOGY = """
            topology: metro
            defaults: {cookie: none}
            pseudowires:
              blue: {hosts: [lon1, par1], tunnel_id: [1, 2], session_id: [1, 2], udp_port: [6001, 6002], tags: canary}
              green: {hosts: [lon1, ams1], tunnel_id: [3, 4], session_id: [3, 4], encap: ip}
              red: {hosts: [par1, ams1], tunnel_id: [5, 6], session_id: [5, 6], udp_port: [6005, 6006]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    static List<String> cases() throws IOException {
        try (Stream<Path> found = Files.list(CASES)) {
            return found.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachBookSaysItsText(String name) throws IOException {
        Path golden = CASES.resolve(name);
        FakeAgents agents = new FakeAgents(directory.resolve("hosts"));
        Path topology = Files.writeString(directory.resolve("metro.yml"), TOPOLOGY);
        Path inventory = Files.writeString(directory.resolve("inventory.yml"), """
                all:
                  hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}, ams1: {ansible_host: 192.0.2.9}}
                """);
        if (Files.exists(golden.resolve("carried"))) {
            assertThat(Console.over(agents, "apply", "--yes", "-t", topology.toString(), "-i", inventory.toString())
                            .exitCode())
                    .isZero();
        }
        for (String host : words(golden.resolve("unreachable"))) {
            agents.unreachable(host, true);
        }
        Path book = Files.copy(golden.resolve("book.yml"), directory.resolve("book.yml"));
        List<String> words = new ArrayList<>(List.of("playbook", book.toString(), "-i", inventory.toString()));
        words.addAll(words(golden.resolve("options")));
        String[] line = words.toArray(String[]::new);
        List<String> columns = words(golden.resolve("columns"));

        Console console = columns.isEmpty()
                ? Console.over(agents, line)
                : Console.narrow(Integer.parseInt(columns.get(0)), agents, line);

        if (!columns.isEmpty()) {
            assertThat(Wide.lines(console.out() + console.err(), Integer.parseInt(columns.get(0))))
                    .isEmpty();
        }
        String said = (console.out() + "--- errors:\n" + console.err() + "--- exit code: " + console.exitCode() + "\n")
                .replace(directory.toString(), "DIRECTORY")
                .replace("\"pairwire\":\"" + Version.ofPairwire() + "\"", "\"pairwire\":\"VERSION\"");
        Path made = Files.createDirectories(Path.of("target", "golden-books", name));
        Files.writeString(made.resolve("said.txt"), said);
        assertThat(said).isEqualTo(Files.readString(golden.resolve("said.txt")));
    }

    private static List<String> words(Path file) throws IOException {
        return Files.exists(file) ? List.of(Files.readString(file).strip().split("\\s+")) : List.of();
    }

    @Test
    void thereAreCasesOfEachKindOfAnswer() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(9);
    }
}
