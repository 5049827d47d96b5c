package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code doctor} and {@code clean-host}: which hosts, what is shown, and the exit codes. */
final class ErrandCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final FakeErrands errands = new FakeErrands();
    private String inventory = "";

    @BeforeEach
    void write() throws IOException {
        inventory = Files.writeString(
                        directory.resolve("hosts"), "well\nfit\n[bad]\nill\n[worse]\ndown\n[worst]\nodd\n")
                .toString();
    }

    private Console run(String command, String... more) {
        String[] words = new String[more.length + 3];
        words[0] = command;
        words[1] = "-i";
        words[2] = inventory;
        System.arraycopy(more, 0, words, 3, more.length);
        return Console.from(errands, words);
    }

    @ParameterizedTest
    @CsvSource({
        "'well,fit', 0",
        "'well,ill', 10",
        "'well,ill,down', 4",
        "odd, 4",
        "nobody, 12",
        "'well,nobody', 12",
        "'well:!well', 12",
        "'~(', 12",
        "'', 12"
    })
    void theExitCodeSaysHowHostsStand(String limit, int code) {
        assertThat(run("doctor", "--limit", limit).exitCode()).isEqualTo(code);
    }

    @Test
    void eachCheckIsALineWithWhatToDoNext() {
        assertThat(run("doctor", "--limit", "ill:well").out()).isEqualTo("""
                        ill
                          wrong  java        there is no Java 17 or later
                                             next: Install it.
                        well
                          ok     reach       192.0.2.1:22, in 5 ms
                          note   modules_ip  this kernel lacks l2tp_ip
                                             next: Install it.
                        """);
    }

    @Test
    void cleaningSaysWhatWasRemovedAndWhoFailed() {
        Console console = run("clean-host", "--yes", "--limit", "well:down");
        assertThat(console.exitCode()).isEqualTo(4);
        assertThat(console.out()).isEqualTo("""
                        well: removed 1 thing from /var/cache/pairwire, 1000 octets; left: 1 thing of others
                          agent-aa.jar (1000 octets)
                        """);
        assertThat(console.err()).contains("down: is down");
        assertThat(errands.cleaned()).containsExactly("well");
    }

    @Test
    void withCheckNothingIsRemoved() {
        Console console = run("clean-host", "--check", "--limit", "well");
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).startsWith("well: would remove 1 thing");
        assertThat(errands.cleaned()).isEmpty();
    }

    @Test
    void anInventoryThatCannotBeReadContactsNobody() {
        inventory = directory.resolve("missing").toString();
        assertThat(run("doctor").exitCode()).isEqualTo(3);
        assertThat(run("clean-host", "--yes").exitCode()).isEqualTo(3);
        assertThat(errands.cleaned()).isEmpty();
    }
}
