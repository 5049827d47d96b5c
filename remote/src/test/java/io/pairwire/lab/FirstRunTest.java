package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab on a machine where it has never run. */
final class FirstRunTest {
    @Test
    void withoutACacheAndWithoutAptItSaysWhatIsMissing(@TempDir Path directory)
            throws IOException, InterruptedException {
        // All that it takes to get so far; neither apt-get nor QEMU.
        Path programs = Files.createDirectory(directory.resolve("bin"));
        for (String name :
                List.of("dirname", "find", "flock", "id", "mkdir", "paste", "sed", "sort", "tail", "uname")) {
            Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\nexec /usr/bin/" + name + " \"$@\"\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Path lab = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("lab/lab");
        ProcessBuilder command = new ProcessBuilder(lab.toString(), "run", "--kernel", "6.12", "--", "true")
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        command.environment().put("PATH", programs.toString());
        command.environment()
                .put("PAIRWIRE_LAB_CACHE", directory.resolve("cache").toString());
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .contains("this is no Debian; install what its packages")
                .contains("qemu-system-x86");
        assertThat(process.waitFor()).isEqualTo(125);
    }
}
