package io.pairwire.agent;

import io.pairwire.exchange.AuditEvent;
import io.pairwire.exchange.JournalEntry;
import io.pairwire.exchange.Reply;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.PseudowireName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settles what a run left behind that is no more: what it confirmed is kept, and all else taken back. Whoever does so holds the lock. */
final class Settling {
    private final Change.Books books;
    private final Namespaces namespaces;
    private final Patience patience;
    private final String boot;
    private final AuditEvent.By by;

    /**
     * Settles by these means.
     *
     * @param boot tells the kernel that runs now
     * @param by who does
     */
    Settling(Change.Books books, Namespaces namespaces, Patience patience, String boot, AuditEvent.By by) {
        this.books = books;
        this.by = by;
        this.namespaces = namespaces;
        this.patience = patience;
        this.boot = boot;
    }

    /** Settles the journal, if there is one. */
    void settle() throws RefusedException {
        try {
            Optional<Change> left = Change.left(books);
            if (left.isEmpty()) {
                // Not even its first entry is whole, so nothing was done.
                books.journal().delete();
            } else {
                settle(left.get());
            }
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "cannot settle the change that was left unconfirmed: " + e,
                    "make room on the host's disk, and see that root can write there");
        }
    }

    private void settle(Change change) throws IOException, RefusedException {
        Map<JournalEntry.Part, List<String>> stuck =
                takeBack(change, change.openParts(), namespaces, patience, boot, by, Map.of());
        if (!stuck.isEmpty()) {
            List<String> words = new ArrayList<>();
            stuck.values().forEach(words::addAll);
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "run " + change.terms().run() + " left a change unconfirmed, which cannot be taken back: "
                            + String.join("; ", words),
                    "mend on the host what is named, and run the command again; or remove " + books.journal()
                            + " there to leave the host as it is");
        }
    }

    /**
     * Takes parts of a change back and notes it, and returns what could not be taken back.
     *
     * @param by who does
     * @param reasons why, as far as the run said so
     */
    static Map<JournalEntry.Part, List<String>> takeBack(
            Change change,
            List<JournalEntry.Part> parts,
            Namespaces namespaces,
            Patience patience,
            String boot,
            AuditEvent.By by,
            Map<PseudowireName, String> reasons)
            throws IOException {
        List<JournalEntry.Part> begun = new ArrayList<>();
        // Another kernel carries nothing of what was done to this one.
        boolean isSameKernel = change.terms().boot().equals(boot);
        if (isSameKernel) {
            parts.stream().filter(change::isBegun).forEach(begun::add);
        }
        Map<JournalEntry.Part, List<String>> stuck = begun.isEmpty()
                ? new LinkedHashMap<>()
                : Undoing.takeBack(begun, change.terms().plan(), namespaces, patience);
        List<JournalEntry.Part> back = new ArrayList<>(parts);
        back.removeAll(stuck.keySet());
        change.stuck(stuck, by);
        change.takenBack(back, isSameKernel ? by : AuditEvent.By.A_RESTART, reasons);
        return stuck;
    }
}
