package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host's lock for one topology, held while this process lives.
 *
 * <p>The kernel holds it ({@code fcntl}), so a dead holder's lock is free; the file only says who the holder is. Its holder takes
 * the file away before letting go, so that nothing is left behind. Whoever has opened the file meanwhile then locks what
 * nobody else can find, sees that the path leads elsewhere, and tries again.
 */
final class HostLock implements Locks.Held {
    private static final int MOST_HOLDER_OCTETS = 1000;
    private static final int MOST_HOLDER_CHARACTERS = 200;

    private final Path file;
    private final FileChannel channel;

    /** Kept open: closing any descriptor of a file ends this process's {@code fcntl} locks on it. */
    private final FileChannel seen;

    private HostLock(Path file, FileChannel channel, FileChannel seen) {
        this.file = file;
        this.channel = channel;
        this.seen = seen;
    }

    /**
     * Takes the lock.
     *
     * @param holder who takes it, for whoever is refused meanwhile; one line
     */
    static HostLock take(Path file, String holder) throws RefusedException {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Optional<HostLock> lock = Optional.empty();
            while (lock.isEmpty()) {
                lock = tryTake(file, holder);
            }
            return lock.get();
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "cannot take the lock " + file + ": " + e,
                    "the agent must run as root, and be able to write below " + file.getParent());
        }
    }

    /** Returns the lock; nothing where its file was taken away before we had it. */
    private static Optional<HostLock> tryTake(Path file, String holder) throws IOException, RefusedException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel seen = null;
        boolean taken = false;
        try {
            if (!locks(channel)) {
                String other = read(channel).lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
                throw new RefusedException(
                        Reply.Refused.Why.LOCKED,
                        "another run holds the lock " + file + (other.isBlank() ? "" : ": " + other.strip()),
                        "wait until it has ended, and try again");
            }
            // No two takers write the same, so that each knows its own file again.
            String words = holder.substring(0, Math.min(holder.length(), MOST_HOLDER_CHARACTERS)) + "\n"
                    + ProcessHandle.current().pid() + " " + System.nanoTime() + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)), 0);
            seen = FileChannel.open(file, StandardOpenOption.READ);
            taken = read(seen).equals(words);
            return taken ? Optional.of(new HostLock(file, channel, seen)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } finally {
            if (!taken) {
                close(channel, seen);
            }
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held in this very process, which the kernel would let pass.
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer holder = ByteBuffer.allocate(MOST_HOLDER_OCTETS);
        channel.read(holder, 0);
        return new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8);
    }

    /** Lets go, and leaves no file. */
    @Override
    public void close() throws IOException {
        try {
            if (channel.isOpen()) {
                Files.deleteIfExists(file);
            }
        } finally {
            close(channel, seen);
        }
    }

    private static void close(FileChannel channel, @Nullable FileChannel seen) throws IOException {
        try (channel) {
            if (seen != null) {
                seen.close();
            }
        }
    }
}
