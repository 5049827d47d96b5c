package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.playbook.PlaybookWords;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/playbooks.md}: every example in it runs, and every keyword is in it. */
final class PlaybookDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "playbooks.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
    private static final String INVENTORY = """
            all:
              hosts:
                lon1: {ansible_host: 192.0.2.1, site: london}
                par1: {ansible_host: 192.0.2.5, site: paris}
                ams1: {ansible_host: 192.0.2.9}
              children:
                england: {hosts: {lon1: {}}}
            """;
    private static final String TOPOLOGY = """
            topology: metro
            pseudowires:
              blue: {hosts: [lon1, par1], tags: canary}
              green: {hosts: [lon1, ams1], encap: ip}
              red: {hosts: [par1, ams1], cookie: none}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult example) -> example.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleRunsOverHostsThatCarryWhatItIsAbout(String example) throws IOException {
        assertThat(EditorSchema.of("playbook").complaints(example)).isEmpty();
        FakeAgents agents = new FakeAgents(directory.resolve("hosts"));
        Path inventory = Files.writeString(directory.resolve("inventory.yml"), INVENTORY);
        Path topology = Files.writeString(directory.resolve("metro.yml"), TOPOLOGY);
        Path book = Files.writeString(directory.resolve("book.yml"), example);
        String[] words = {"playbook", book.toString(), "-i", inventory.toString()};
        Console apply = Console.over(agents, "apply", "--yes", "-t", topology.toString(), "-i", inventory.toString());
        assertThat(apply.exitCode()).as(apply.toString()).isZero();
        int writes = agents.writes();

        Console check = Console.over(
                agents,
                Stream.concat(Stream.of(words), Stream.of("--check", "--json")).toArray(String[]::new));
        assertThat(check.exitCode()).as(check.toString()).isZero();
        assertThat(agents.writes()).isEqualTo(writes);
        Console played = Console.typing("yes\nyes\nyes\n", agents, words);
        assertThat(played.exitCode()).as(played.toString()).isZero();
        assertThat(played.out()).contains("PLAY RECAP").doesNotContain("fatal");
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void everyKeywordIsThere() throws IOException {
        String document = Files.readString(DOCUMENT);
        for (String keyword : PlaybookWords.all()) {
            assertThat(document).as(keyword).contains("`" + keyword);
        }
    }
}
