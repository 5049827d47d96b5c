package io.pairwire.agent;

import io.pairwire.exchange.ExchangeException;
import io.pairwire.exchange.Manifest;
import io.pairwire.exchange.Reply;
import io.pairwire.plan.HostPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A topology's manifest on this host, in a file that only root reads.
 *
 * <p>It is written in two steps: {@link #prepare} finds out whether there is room, {@link #commit} only renames.
 */
final class ManifestStore {
    private final Path file;
    private final Path prepared;

    ManifestStore(Path file) {
        this.file = file;
        this.prepared = file.resolveSibling("." + file.getFileName() + ".new");
    }

    /** Returns what the manifest says, if there is one. */
    Optional<HostPlan> read() throws RefusedException {
        try {
            return Optional.of(Manifest.read(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (ExchangeException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "the manifest " + file + " cannot be understood: " + e.getMessage(),
                    "if it is of a newer version, use that version; if it is damaged, move it away, and ownership is told by"
                            + " the interfaces' aliases alone");
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "cannot read the manifest " + file + ": " + e,
                    "the agent must run as root");
        }
    }

    /** Returns what the manifest was going to say when a run died before it could keep or take back what it did. */
    Optional<HostPlan> interrupted() {
        try {
            return Optional.of(Manifest.read(Files.readString(prepared)));
        } catch (IOException e) {
            // There is none, or it is not whole, and then that run had not come to change anything.
            return Optional.empty();
        }
    }

    /** Writes what the manifest will say beside it, and makes sure that it is on the disk. */
    void prepare(HostPlan plan) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.deleteIfExists(prepared);
        if (plan.sessions().isEmpty() && plan.tunnels().isEmpty()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                prepared,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer text = ByteBuffer.wrap(Manifest.write(plan).getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    /** Makes what was prepared the manifest; one that says nothing is no file. */
    void commit() throws IOException {
        if (Files.exists(prepared)) {
            Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(file);
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Forgets what was prepared. */
    void abandon() throws IOException {
        Files.deleteIfExists(prepared);
    }
}
