package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDiskTest {
    private final Disk disk = new FileDisk();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private Path file() {
        return directory.resolve("run").resolve("file");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("run"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsWrittenIsForItsOwnerAlone() throws IOException {
        disk.append(file(), "one\n");
        disk.append(file(), "two\n");
        assertThat(disk.read(file())).isEqualTo(Optional.of("one\ntwo\n"));
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        disk.replace(file(), "three");
        assertThat(Files.readString(file())).isEqualTo("three");
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsReservedIsNotRead() throws IOException {
        disk.reserve(file(), "to come");
        assertThat(disk.read(file())).isEmpty();
        assertThat(names()).containsExactly(".file.new");
        disk.replace(file(), "come");
        assertThat(names()).containsExactly("file");
        disk.reserve(file(), "again");
        disk.release(file());
        assertThat(names()).containsExactly("file");
        disk.reserve(file(), "again");
        disk.delete(file());
        disk.delete(file());
        assertThat(names()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path full = Path.of("/dev/full");
        assertThatThrownBy(() -> disk.append(full, "text")).isInstanceOf(IOException.class);
        Files.writeString(directory.resolve("run"), "no directory");
        assertThatThrownBy(() -> disk.append(file(), "text")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.replace(file(), "text")).isInstanceOf(IOException.class);
        assertThat(Files.readString(directory.resolve("run"))).isEqualTo("no directory");
    }
}
