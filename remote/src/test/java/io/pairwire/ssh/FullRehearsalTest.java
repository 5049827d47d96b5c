package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FullRehearsalTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void itGoesThroughToAnAgentsFirstWord() throws IOException {
        FullRehearsal rehearsal = FullRehearsal.in(directory);

        assertThatCode(rehearsal::run).doesNotThrowAnyException();
    }

    @Test
    void itsKeyIsOneOfOpenSshs() throws Exception {
        Path key = FullRehearsal.in(directory).key();
        HostKey ours = KeyFile.read(key).publicKey().orElseThrow();

        assertThat(Commands.run("ssh-keygen", "-y", "-f", key.toString()))
                .startsWith(ours.type() + " " + ours.base64());
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    }
}
