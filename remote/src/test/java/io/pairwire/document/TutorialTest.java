package io.pairwire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a page is followed; whether ours is true, the lab tells. */
final class TutorialTest {
    private static final String PAGE = """
            Type

            ```sh machine
            no-such-program
            ```
            ```sh
            mkdir pair && cd pair
            cat > file << 'END'
            it's $HOME
            END
            ```
            and then
            ```sh
            x=1
            cat file
            ```
            ```text
            it's $HOME
            ```
            ```sh
            echo "took 0.5 ms, $x"; echo to the other stream >&2
            ```
            ```text
            took      12.25 ms, 1
            to the other stream
            ```
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private List<String> follow(String page) throws IOException, InterruptedException {
        Tutorial tutorial = Tutorial.of(Page.of("page.md", page));
        Path answers = Files.createDirectories(directory.resolve("answers"));
        Path program = Files.writeString(directory.resolve("program"), tutorial.program(directory, answers));
        new ProcessBuilder("bash", program.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start()
                .waitFor();
        return tutorial.differences(answers);
    }

    @Test
    void blocksAreTypedInOneShellAndTheirAnswersCompared() throws Exception {
        assertThat(follow(PAGE)).isEmpty();
        assertThat(Files.readString(directory.resolve("pair/file"))).isEqualTo("it's $HOME\n");
    }

    @Test
    void anotherAnswerIsTold() throws Exception {
        assertThat(follow(PAGE.replace("other stream\n", "other one\n")))
                .singleElement()
                .asString()
                .startsWith("page.md:20:\n")
                .endsWith("and says\ntook 0.5 ms, 1\nto the other stream\n");
    }

    @Test
    void whatIsSaidWhereThePageHasNoAnswerIsTold() throws Exception {
        assertThat(follow("```sh\necho hello\n```\n")).hasSize(1);
    }

    @Test
    void aCommandThatFailsEndsIt() throws Exception {
        assertThat(follow("```sh\necho before\nfalse\necho after\n```\n```sh\necho more\n```\n"))
                .containsExactly("page.md:1 did not come to its end; it said:\nbefore\n");
        assertThat(follow("```sh\nfalse || echo \"exit code $?\"\n```\n```text\nexit code 1\n```\n"))
                .isEmpty();
    }

    @Test
    void aBlockThatIsNoPartOfItIsRefused() {
        assertThatThrownBy(() -> Tutorial.of(Page.of("page.md", "```text\nx\n```\n")))
                .hasMessageContaining("to nothing");
        assertThatThrownBy(() -> Tutorial.of(Page.of("page.md", "```yaml\nx: 1\n```\n")))
                .hasMessageContaining("yaml");
        assertThatThrownBy(() -> Tutorial.of(Page.of("page.md", "text\n"))).hasMessageContaining("nothing to do");
    }

    @Test
    void timesMayDifferAndWritesWhereSomethingWasReplaced() {
        assertThat(Wildcard.masked("0 changed, 1 replaced, 0 removed; 0 unchanged; 7 netlink writes."))
                .isEqualTo(Wildcard.masked("0 changed, 1 replaced, 0 removed; 0 unchanged; 12 netlink writes."));
        assertThat(Wildcard.masked("1 added, 0 changed, 0 replaced, 0 removed; 0 unchanged; 8 netlink writes."))
                .endsWith(" 8 netlink writes.");
        assertThat(Wildcard.masked("host1-host2  OK   3.74 ms   1438 octets"))
                .isEqualTo(Wildcard.masked("host1-host2  OK  13.74 ms   1438 octets"))
                .isNotEqualTo(Wildcard.masked("host1-host2  OK  13.74 ms   1439 octets"));
        assertThat(Wildcard.masked("time=2.1 ms")).isEqualTo(Wildcard.masked("time=12 ms"));
        assertThat(Wildcard.masked(
                        "3 received, 0% packet loss, time 2003ms\nrtt min/avg/max/mdev = 0.806/1.361/2.416/0.746 ms"))
                .isEqualTo("3 received, 0% packet loss, time TIME ms\nrtt min/avg/max/mdev = TIMES ms");
    }
}
