package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real agent, on file systems where it cannot keep its native library. */
@Timeout(60)
class NativeLibraryTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"size=16k", "noexec,size=8m", "ro,size=8m"})
    void anAgentThatCannotLoadItsLibrarySaysSoAndWhatToDo(String options) throws Exception {
        Path jar = Path.of("..", "core", "target", "pairwire-agent.jar").toAbsolutePath();
        assertThat(jar)
                .as("the agent jar, which Maven's package phase of core builds")
                .exists();
        Path mounted = Files.createDirectory(dir.resolve("mounted"));
        Commands.run("mount", "-t", "tmpfs", "-o", "mode=0700," + options, "tmpfs", mounted.toString());
        try {
            Process agent = new ProcessBuilder(
                            Path.of(System.getProperty("java.home", ""), "bin", "java")
                                    .toString(),
                            "-Djava.io.tmpdir=" + mounted,
                            "-Djffi.extract.dir=" + mounted,
                            "-jar",
                            jar.toString(),
                            "rehearse")
                    .directory(mounted.toFile())
                    .redirectErrorStream(true)
                    .start();
            agent.getOutputStream().close();
            String said = new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(agent.exitValue()).isEqualTo(1);
            assertThat(said)
                    .startsWith("pairwire agent: its native library cannot be loaded: ")
                    .contains("It is unpacked in " + mounted)
                    .contains("pairwire_cache")
                    .doesNotContain("\tat ");
        } finally {
            Commands.run("umount", "-l", mounted.toString());
        }
    }
}
