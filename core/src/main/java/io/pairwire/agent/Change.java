package io.pairwire.agent;

import io.pairwire.exchange.JournalEntry;
import io.pairwire.exchange.Request;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change that was prepared, part by part: how far each has come, all of it in the journal. What is decided is decided with its entry
 * there; the manifest follows.
 */
final class Change {
    private final JournalEntry.Prepared terms;
    private final Journal journal;
    private final ManifestStore manifest;
    private final Optional<HostPlan> before;
    private Optional<HostPlan> written;
    private final Map<Set<PseudowireName>, JournalEntry.Part> parts = new LinkedHashMap<>();
    private final Map<Set<PseudowireName>, Stage> stages = new LinkedHashMap<>();
    private final Map<PseudowireName, Set<PseudowireName>> sets = new LinkedHashMap<>();

    /** How far a part has come. */
    private enum Stage {
        PREPARED,
        /** Wholly or in part, or perhaps, changed. */
        BEGUN,
        CONFIRMED,
        TAKEN_BACK
    }

    private Change(JournalEntry.Prepared terms, Journal journal, ManifestStore manifest, Optional<HostPlan> before) {
        this.terms = terms;
        this.journal = journal;
        this.manifest = manifest;
        this.before = before;
        this.written = before;
        for (JournalEntry.Part part : terms.parts()) {
            parts.put(part.pseudowires(), part);
            stages.put(part.pseudowires(), Stage.PREPARED);
            part.pseudowires().forEach(pseudowire -> sets.put(pseudowire, part.pseudowires()));
        }
    }

    /**
     * Writes down how to go back, if there is anything to go back from, and makes sure that the manifest can be written.
     *
     * @param before the manifest as it is
     */
    static Change prepare(
            JournalEntry.Prepared terms, Journal journal, ManifestStore manifest, Optional<HostPlan> before)
            throws IOException {
        Change change = new Change(terms, journal, manifest, before);
        try {
            manifest.reserve(change.manifestWith(Set.of()));
            if (!terms.parts().isEmpty()) {
                journal.begin(terms);
            }
        } catch (IOException e) {
            change.abandon();
            throw e;
        }
        return change;
    }

    /** Returns the change that a journal tells of, if it tells of any. */
    static Optional<Change> left(Journal journal, ManifestStore manifest) throws RefusedException {
        List<JournalEntry> entries = journal.read();
        if (entries.isEmpty() || !(entries.get(0) instanceof JournalEntry.Prepared terms)) {
            return Optional.empty();
        }
        Change change = new Change(terms, journal, manifest, manifest.read());
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Begun begun) {
                change.setsOf(begun.pseudowires(), begun.pseudowires().isEmpty())
                        .forEach(set -> change.stages.put(set, Stage.BEGUN));
            } else if (entry instanceof JournalEntry.Confirmed confirmed) {
                change.setsOf(confirmed.pseudowires(), confirmed.strays())
                        .forEach(set -> change.stages.put(set, Stage.CONFIRMED));
            } else if (entry instanceof JournalEntry.TakenBack takenBack) {
                change.setsOf(takenBack.pseudowires(), takenBack.strays())
                        .forEach(set -> change.stages.put(set, Stage.TAKEN_BACK));
            }
        }
        return Optional.of(change);
    }

    JournalEntry.Prepared terms() {
        return terms;
    }

    /** Returns whether anything was, or was to be, changed. */
    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Returns whether some part is neither confirmed nor taken back. */
    boolean isOpen() {
        return stages.values().stream().anyMatch(Change::isOpen);
    }

    /** Returns whether some part that was begun is neither confirmed nor taken back. */
    boolean isBegun() {
        return stages.containsValue(Stage.BEGUN);
    }

    private static boolean isOpen(Stage stage) {
        return stage == Stage.PREPARED || stage == Stage.BEGUN;
    }

    /** Returns the pseudowires whose parts are neither confirmed nor taken back. */
    Set<PseudowireName> open() {
        Set<PseudowireName> open = new LinkedHashSet<>();
        stages.forEach((set, stage) -> {
            if (isOpen(stage)) {
                open.addAll(set);
            }
        });
        return open;
    }

    Set<PseudowireName> confirmed() {
        Set<PseudowireName> confirmed = new LinkedHashSet<>();
        stages.forEach((set, stage) -> {
            if (stage == Stage.CONFIRMED) {
                confirmed.addAll(set);
            }
        });
        return confirmed;
    }

    /** Returns whether pseudowires make up whole parts that can be begun. */
    boolean canBegin(Set<PseudowireName> pseudowires) {
        return areWhole(pseudowires)
                && setsOf(pseudowires, false).stream().allMatch(set -> stages.get(set) == Stage.PREPARED)
                && sets.keySet().containsAll(pseudowires);
    }

    /** Returns whether pseudowires make up whole parts that were begun, or are confirmed already; those that need no change do not count. */
    boolean canConfirm(Set<PseudowireName> pseudowires) {
        return areWhole(pseudowires)
                && setsOf(pseudowires, false).stream()
                        .allMatch(set -> stages.get(set) == Stage.BEGUN || stages.get(set) == Stage.CONFIRMED);
    }

    private boolean areWhole(Set<PseudowireName> pseudowires) {
        return setsOf(pseudowires, false).stream().allMatch(pseudowires::containsAll);
    }

    /** Returns the sets that some pseudowires are in; nobody's too, if asked for and there is one. */
    private Set<Set<PseudowireName>> setsOf(Set<PseudowireName> pseudowires, boolean strays) {
        Set<Set<PseudowireName>> found = new LinkedHashSet<>();
        for (PseudowireName pseudowire : pseudowires) {
            Set<PseudowireName> set = sets.get(pseudowire);
            if (set != null) {
                found.add(set);
            }
        }
        if (strays && stages.containsKey(Set.<PseudowireName>of())) {
            found.add(Set.of());
        }
        return found;
    }

    /** Notes that parts are being changed; of no pseudowires, nobody's. */
    void begin(Set<PseudowireName> pseudowires) throws IOException {
        Set<Set<PseudowireName>> begun = setsOf(pseudowires, pseudowires.isEmpty());
        if (!begun.isEmpty()) {
            journal.append(new JournalEntry.Begun(pseudowires));
            begun.forEach(set -> stages.put(set, Stage.BEGUN));
        }
    }

    /**
     * Keeps parts that were begun, and writes the manifest; of no pseudowires, nobody's. Said twice, it is done once.
     *
     * @return why the manifest could not be written, which changes nothing about it that they are kept
     */
    Optional<String> confirm(Set<PseudowireName> pseudowires) throws IOException {
        Set<Set<PseudowireName>> kept = setsOf(pseudowires, pseudowires.isEmpty());
        kept.removeIf(set -> stages.get(set) != Stage.BEGUN);
        if (!kept.isEmpty()) {
            journal.append(new JournalEntry.Confirmed(union(kept), kept.contains(Set.<PseudowireName>of())));
            kept.forEach(set -> stages.put(set, Stage.CONFIRMED));
        }
        return writeManifest();
    }

    /** Writes what is confirmed into the manifest, and where nothing is open any more ends the journal; returns why it could not. */
    Optional<String> writeManifest() {
        try {
            Optional<HostPlan> now = manifestNow();
            if (!now.equals(written)) {
                manifest.write(now);
                written = now;
            }
            if (!isOpen()) {
                end();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot write the manifest: " + e);
        }
    }

    /** Returns the parts of some pseudowires, or of none nobody's, that are open. */
    List<JournalEntry.Part> openParts(Set<PseudowireName> pseudowires) {
        Set<Set<PseudowireName>> wanted = setsOf(pseudowires, pseudowires.isEmpty());
        return openParts().stream()
                .filter(part -> wanted.contains(part.pseudowires()))
                .toList();
    }

    /** Returns all parts that are open. */
    List<JournalEntry.Part> openParts() {
        List<JournalEntry.Part> open = new ArrayList<>();
        parts.forEach((set, part) -> {
            if (isOpen(stages.getOrDefault(set, Stage.TAKEN_BACK))) {
                open.add(part);
            }
        });
        return open;
    }

    /** Returns whether a part was begun. */
    boolean isBegun(JournalEntry.Part part) {
        return stages.get(part.pseudowires()) == Stage.BEGUN;
    }

    /** Notes that parts are as they were before, and where nothing is open any more ends the journal. */
    void takenBack(List<JournalEntry.Part> back) throws IOException {
        Set<Set<PseudowireName>> which = new HashSet<>();
        back.forEach(part -> which.add(part.pseudowires()));
        if (!which.isEmpty()) {
            journal.append(new JournalEntry.TakenBack(union(which), which.contains(Set.<PseudowireName>of())));
            which.forEach(set -> stages.put(set, Stage.TAKEN_BACK));
        }
        if (!isOpen()) {
            if (stages.containsValue(Stage.CONFIRMED) && !manifestNow().equals(written)) {
                // One that could not be written when it was confirmed gets another chance.
                manifest.write(manifestNow());
            }
            end();
        }
    }

    private void end() throws IOException {
        manifest.release();
        if (stages.containsValue(Stage.CONFIRMED)) {
            journal.settle(new JournalEntry.Settled(terms.run(), confirmed()));
        } else if (!parts.isEmpty()) {
            journal.delete();
        }
    }

    /** Gives up what was prepared, before it is known to anybody. */
    void abandon() {
        try {
            journal.delete();
            manifest.release();
        } catch (IOException e) {
            // Where this does not work, nothing else did; the next run finds that nothing was begun.
            return;
        }
    }

    /** Returns the manifest with what is confirmed, and all else as it was. */
    private Optional<HostPlan> manifestNow() {
        return manifestWith(notConfirmed());
    }

    /** Returns the pseudowires that were to change and, as far as is decided, do not. */
    Set<PseudowireName> notConfirmed() {
        Set<PseudowireName> rest = new HashSet<>(sets.keySet());
        rest.removeAll(confirmed());
        return rest;
    }

    /** Returns the manifest as it is to be, but with some pseudowires as they were. */
    Optional<HostPlan> manifestWith(Set<PseudowireName> asTheyWere) {
        Set<PseudowireName> blocked = new HashSet<>(terms.blocked());
        blocked.addAll(asTheyWere);
        terms.formerNames().forEach((present, former) -> {
            if (asTheyWere.contains(present)) {
                blocked.add(former);
            }
        });
        return terms.purpose() == Request.Purpose.ADOPT
                ? NextManifest.adopting(terms.plan(), before, blocked)
                : NextManifest.of(terms.plan(), before, blocked);
    }

    private static Set<PseudowireName> union(Set<Set<PseudowireName>> which) {
        Set<PseudowireName> union = new LinkedHashSet<>();
        which.forEach(union::addAll);
        return union;
    }
}
