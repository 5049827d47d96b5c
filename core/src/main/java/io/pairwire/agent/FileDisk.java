package io.pairwire.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The files of this host. */
final class FileDisk implements Disk {
    private static final FileAttribute<Set<PosixFilePermission>> ROOTS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> ROOTS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    @Override
    public Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void reserve(Path file, String text) throws IOException {
        makeDirectoryOf(file);
        Path beside = beside(file);
        Files.deleteIfExists(beside);
        try (FileChannel channel =
                FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ROOTS_FILE)) {
            write(channel, text);
        } catch (IOException e) {
            // Half a file is of no use, and takes room that somebody may want.
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    @Override
    public void replace(Path file, String text) throws IOException {
        reserve(file, text);
        Files.move(beside(file), file, StandardCopyOption.ATOMIC_MOVE);
        flushDirectoryOf(file);
    }

    @Override
    public void append(Path file, String text) throws IOException {
        makeDirectoryOf(file);
        boolean isNew = !Files.exists(file);
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ROOTS_FILE)) {
            long before = channel.size();
            try {
                channel.position(before);
                write(channel, text);
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            if (isNew) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
        if (isNew) {
            flushDirectoryOf(file);
        }
    }

    @Override
    public void log(Path file, String lines) throws IOException {
        makeDirectoryOf(file);
        boolean isNew = !Files.exists(file);
        String text = isNew || endsALine(file) ? lines : "\n" + lines;
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                ROOTS_FILE)) {
            write(channel, text);
        }
        if (isNew) {
            flushDirectoryOf(file);
        }
    }

    private static boolean endsALine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long size = channel.size();
            return size == 0 || (channel.read(last, size - 1) == 1 && last.get(0) == '\n');
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        release(file);
        if (Files.deleteIfExists(file)) {
            flushDirectoryOf(file);
        }
    }

    @Override
    public void release(Path file) throws IOException {
        Files.deleteIfExists(beside(file));
    }

    private static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".new");
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
        channel.force(true);
    }

    private static void makeDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, ROOTS_DIRECTORY);
        }
    }

    private static void flushDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
