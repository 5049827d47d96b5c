package io.pairwire.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The controller's audit log as a file: lines are added, whoever else adds some at the same time, and nothing in it is ever touched. */
final class AuditFile {
    private static final FileAttribute<?> OWN_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWN_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    private AuditFile(Path file) {
        this.file = file;
    }

    /** Returns the log in the directory where runs' logs are. */
    static AuditFile in(Path directory) {
        return new AuditFile(directory.resolve("audit.jsonl"));
    }

    /** Adds a line, which is on the disk when this returns; after one that was cut off it begins on its own. */
    void add(String line) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent(), OWN_DIRECTORY);
        String text = Files.exists(file) && !endsALine() ? "\n" + line + "\n" : line + "\n";
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                OWN_FILE)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    private boolean endsALine() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long size = channel.size();
            return size == 0 || (channel.read(last, size - 1) == 1 && last.get(0) == '\n');
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
