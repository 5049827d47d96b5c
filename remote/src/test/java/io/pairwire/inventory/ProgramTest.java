package io.pairwire.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private Program program(String script, Duration limit) throws IOException {
        Path file = Files.writeString(directory.resolve("ask"), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new Program(file, limit);
    }

    @Test
    void itsWordsAreItsOwnAndItHasNothingToRead() throws Exception {
        byte[] printed =
                program("cat; printf '%s|' \"$@\"", Duration.ofMinutes(1)).run("--host", "a b; $(touch x)");

        assertThat(new String(printed, StandardCharsets.UTF_8)).isEqualTo("--host|a b; $(touch x)|");
    }

    @Test
    void muchOnBothStreamsIsReadWhole() throws Exception {
        String script = "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789;"
                + " echo 0123456789012345678901234567890123456789 >&2; i=$((i+1)); done";

        assertThat(program(script, Duration.ofMinutes(1)).run("--list")).hasSize(3000 * 41);
    }

    @Test
    void oneThatDoesNotEndIsNotWaitedFor() throws IOException {
        Program program = program("exec sleep 5", Duration.ofSeconds(1));

        assertThatThrownBy(() -> program.run("--list")).hasMessage("has not ended within 1 s");
    }
}
