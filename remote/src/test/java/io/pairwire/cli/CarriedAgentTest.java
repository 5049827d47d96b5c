package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.pairwire.ssh.AgentJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CarriedAgentTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private AgentJar jar;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path cache;

    @BeforeEach
    void packAJar() throws IOException {
        jar = AgentJar.ofFile(Files.writeString(directory.resolve("carried"), "what a jar would hold"));
        cache = directory.resolve("caches/pairwire");
    }

    private Path file() throws IOException {
        return new CarriedAgent(jar, cache).file();
    }

    @Test
    void itIsUnpackedOnceUnderItsDigestWhereNobodyElseCanWrite() throws IOException {
        Path file = file();
        assertThat(file)
                .isEqualTo(cache.resolve("agent-" + jar.sha256() + ".jar"))
                .hasContent("what a jar would hold");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");
        Object inode = Files.getAttribute(file, "unix:ino");
        assertThat(Files.getAttribute(file(), "unix:ino")).isEqualTo(inode);
        assertThat(inCache()).containsExactly(file);
    }

    @Test
    void whatIsNotWholeIsUnpackedAgain() throws IOException {
        Files.writeString(file(), "something else");
        assertThat(file()).hasContent("what a jar would hold");
        Files.delete(file());
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "somebody else's");
        Files.createSymbolicLink(cache.resolve("agent-" + jar.sha256() + ".jar"), elsewhere);
        assertThat(file()).hasContent("what a jar would hold").isRegularFile();
        assertThat(elsewhere).hasContent("somebody else's");
    }

    @Test
    void aCacheThatOthersCanWriteToIsRefused() throws IOException {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatIOException()
                .isThrownBy(this::file)
                .withMessageContainingAll("not safe", "can be written by others", cache.toString());
        assertThat(inCache()).isEmpty();
    }

    @Test
    void aCacheThatIsALinkIsRefused() throws IOException {
        Files.createDirectories(cache.getParent());
        Files.createSymbolicLink(cache, Files.createDirectory(directory.resolve("trap")));
        assertThatIOException().isThrownBy(this::file).withMessageContaining("symbolic link");
    }

    private List<Path> inCache() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }
}
