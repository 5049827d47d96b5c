package io.pairwire.agent;

import io.pairwire.exchange.ExchangeException;
import io.pairwire.exchange.JournalEntry;
import io.pairwire.exchange.JournalLines;
import io.pairwire.exchange.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to go back from a change that is not confirmed, written down before anything is changed, and how far it has come.
 *
 * <p>It lies where a reboot empties it: a reboot empties the kernel too, and so is a way back by itself. Beside it lies what is left
 * of the last one that was settled: which pseudowires its run has confirmed.
 */
final class Journal {
    private final Disk disk;
    private final Path file;
    private final Path last;

    Journal(Disk disk, Path file, Path last) {
        this.disk = disk;
        this.file = file;
        this.last = last;
    }

    /** Returns what is written, from the first entry on; nothing where no change is under way. */
    List<JournalEntry> read() throws RefusedException {
        return read(file);
    }

    /** Returns what the last run that is settled has confirmed, if it is known. */
    Optional<JournalEntry.Settled> last() throws RefusedException {
        for (JournalEntry entry : read(last)) {
            if (entry instanceof JournalEntry.Settled settled) {
                return Optional.of(settled);
            }
        }
        return Optional.empty();
    }

    private List<JournalEntry> read(Path from) throws RefusedException {
        try {
            Optional<String> text = disk.read(from);
            return text.isPresent() ? JournalLines.read(text.get()) : List.of();
        } catch (ExchangeException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "the journal " + from + " of a change that is not confirmed cannot be understood: "
                            + e.getMessage(),
                    "if it is of another version of Pairwire, use that version; if it is damaged, see that the host is as it should"
                            + " be, and move it away");
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "cannot read the journal " + from + ": " + e,
                    "the agent must run as root");
        }
    }

    /**
     * Writes a first entry, in place of all that was written.
     *
     * @param first the line of a {@link JournalEntry.Prepared}
     */
    void begin(String first) throws IOException {
        disk.delete(file);
        disk.append(file, first);
    }

    void append(JournalEntry entry) throws IOException {
        disk.append(file, JournalLines.write(entry));
    }

    /** Ends it, leaving what a run has confirmed. */
    void settle(JournalEntry.Settled settled) throws IOException {
        disk.replace(last, JournalLines.write(settled));
        disk.delete(file);
    }

    /** Ends it without a trace: nothing was done. */
    void delete() throws IOException {
        disk.delete(file);
        disk.release(last);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
