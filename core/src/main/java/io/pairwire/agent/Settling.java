package io.pairwire.agent;

import io.pairwire.exchange.JournalEntry;
import io.pairwire.exchange.Reply;
import io.pairwire.l2tp.Patience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settles what a run left behind that is no more: what it confirmed is kept, and all else taken back. Whoever does so holds the lock. */
final class Settling {
    private final Journal journal;
    private final ManifestStore manifest;
    private final Namespaces namespaces;
    private final Patience patience;
    private final String boot;

    /** @param boot tells the kernel that runs now */
    Settling(Journal journal, ManifestStore manifest, Namespaces namespaces, Patience patience, String boot) {
        this.journal = journal;
        this.manifest = manifest;
        this.namespaces = namespaces;
        this.patience = patience;
        this.boot = boot;
    }

    /** Settles the journal, if there is one. */
    void settle() throws RefusedException {
        try {
            Optional<Change> left = Change.left(journal, manifest);
            if (left.isEmpty()) {
                // Not even its first entry is whole, so nothing was done.
                journal.delete();
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
        Map<JournalEntry.Part, List<String>> stuck = takeBack(change, change.openParts(), namespaces, patience, boot);
        if (!stuck.isEmpty()) {
            List<String> words = new ArrayList<>();
            stuck.values().forEach(words::addAll);
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "run " + change.terms().run() + " left a change unconfirmed, which cannot be taken back: "
                            + String.join("; ", words),
                    "mend on the host what is named, and run the command again; or remove " + journal
                            + " there to leave the host as it is");
        }
    }

    /** Takes parts of a change back and notes it, and returns what could not be taken back. */
    static Map<JournalEntry.Part, List<String>> takeBack(
            Change change, List<JournalEntry.Part> parts, Namespaces namespaces, Patience patience, String boot)
            throws IOException {
        List<JournalEntry.Part> begun = new ArrayList<>();
        // Another kernel carries nothing of what was done to this one.
        if (change.terms().boot().equals(boot)) {
            parts.stream().filter(change::isBegun).forEach(begun::add);
        }
        Map<JournalEntry.Part, List<String>> stuck = begun.isEmpty()
                ? new LinkedHashMap<>()
                : Undoing.takeBack(begun, change.terms().plan(), namespaces, patience);
        List<JournalEntry.Part> back = new ArrayList<>(parts);
        back.removeAll(stuck.keySet());
        change.takenBack(back);
        return stuck;
    }
}
