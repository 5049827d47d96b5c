package io.pairwire.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file in which an agent tells its guard when the host is to be taken back, and who the agent is: {@code DEADLINE PID START}, the first in
 * hundredths of a second since the kernel started.
 *
 * <p>It is written over in place and always of one length, so that moving the deadline takes no room on a full disk.
 */
final class Deadline {
    private static final int OCTETS = 64;

    private final Disk disk;
    private final Processes processes;
    private final Path file;

    Deadline(Disk disk, Processes processes, Path file) {
        this.disk = disk;
        this.processes = processes;
        this.file = file;
    }

    /** Returns the text of a deadline. */
    static String text(long deadline, String process) {
        String text = deadline + " " + process;
        return text + " ".repeat(OCTETS - 1 - text.length()) + "\n";
    }

    /** Makes the file. */
    void create(long deadline, String process) throws IOException {
        disk.replace(file, text(deadline, process));
    }

    /** Writes it over. */
    void move(long deadline, String process) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text(deadline, process).getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (NoSuchFileException e) {
            create(deadline, process);
        }
    }

    /** Returns how many hundredths of a second are left; none where there is no deadline. */
    long left() throws IOException {
        Optional<String> text = disk.read(file);
        return text.isPresent() ? Long.parseLong(text.get().split(" ", -1)[0]) - processes.uptime() : 0;
    }

    /** Returns whether the agent that is named there lives. */
    boolean isWatchedOver() throws IOException {
        Optional<String> text = disk.read(file);
        if (text.isEmpty()) {
            return false;
        }
        String[] words = text.get().strip().split(" ", -1);
        return words.length == 3 && processes.lives(words[1] + " " + words[2]);
    }

    void delete() throws IOException {
        disk.delete(file);
    }
}
