package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A host's lock for one topology, held while this process lives.
 *
 * <p>The kernel holds it ({@code fcntl}), so a dead holder's lock is free; the file only says who the holder is.
 */
final class HostLock implements AutoCloseable {
    private static final int MOST_HOLDER_OCTETS = 500;

    private final FileChannel channel;

    private HostLock(FileChannel channel) {
        this.channel = channel;
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
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String other = read(channel);
                channel.close();
                throw new RefusedException(
                        Reply.Refused.Why.LOCKED,
                        "another run holds the lock " + file + (other.isEmpty() ? "" : ": " + other),
                        "wait until it has ended, and try again");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new HostLock(channel);
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "cannot take the lock " + file + ": " + e,
                    "the agent must run as root, and be able to write below " + file.getParent());
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer holder = ByteBuffer.allocate(MOST_HOLDER_OCTETS);
        channel.read(holder, 0);
        return new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
