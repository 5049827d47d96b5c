package io.pairwire.agent;

import io.pairwire.exchange.AuditEvent;
import io.pairwire.exchange.JournalEntry;
import io.pairwire.exchange.JournalLines;
import io.pairwire.exchange.Request;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change that was prepared, part by part: how far each has come, all of it in the journal. What is decided is decided with its entry
 * there; the audit log and the manifest follow, and where they cannot, the journal stays for whoever comes next.
 */
final class Change {
    /** Moments are hundredths of a second. */
    private static final int MILLIS_OF_MOMENT = 10;

    private final JournalEntry.Prepared terms;
    private final Journal journal;
    private final ManifestStore manifest;
    private final AuditLog audit;
    private final Processes processes;
    private final Optional<HostPlan> before;
    private Optional<HostPlan> written;
    private final Map<Set<PseudowireName>, JournalEntry.Part> parts = new LinkedHashMap<>();
    private final Map<Set<PseudowireName>, Stage> stages = new LinkedHashMap<>();
    private final Map<PseudowireName, Set<PseudowireName>> sets = new LinkedHashMap<>();

    /** By {@link Processes#uptime}. */
    private final Map<Set<PseudowireName>, Long> begunAt = new HashMap<>();

    /** What the audit log does not know yet. */
    private final Map<Set<PseudowireName>, AuditEvent> untold = new LinkedHashMap<>();

    /** How far a part has come. */
    private enum Stage {
        PREPARED,
        /** Wholly or in part, or perhaps, changed. */
        BEGUN,
        CONFIRMED,
        TAKEN_BACK
    }

    /** What a change of a topology is written down in on this host. */
    record Books(Journal journal, ManifestStore manifest, AuditLog audit, Processes processes) {}

    private Change(JournalEntry.Prepared terms, Books books, Optional<HostPlan> before) {
        this.terms = terms;
        this.journal = books.journal();
        this.manifest = books.manifest();
        this.audit = books.audit();
        this.processes = books.processes();
        this.before = before;
        this.written = before;
        for (JournalEntry.Part part : terms.parts()) {
            parts.put(part.pseudowires(), part);
            stages.put(part.pseudowires(), Stage.PREPARED);
            part.pseudowires().forEach(pseudowire -> sets.put(pseudowire, part.pseudowires()));
        }
    }

    /**
     * Writes down how to go back, if there is anything to go back from, and makes sure that the manifest and the audit log can be written.
     *
     * @param before the manifest as it is
     */
    static Change prepare(JournalEntry.Prepared terms, Books books, Optional<HostPlan> before) throws IOException {
        Change change = new Change(terms, books, before);
        try {
            change.manifest.reserve(change.manifestWith(Set.of()));
            if (!terms.parts().isEmpty()) {
                String entry = JournalLines.write(terms);
                change.audit.makeSure(terms, entry);
                change.journal.begin(entry);
            }
        } catch (IOException e) {
            change.abandon();
            throw e;
        }
        return change;
    }

    /** Returns the change that a journal tells of, if it tells of any. */
    static Optional<Change> left(Books books) throws RefusedException {
        List<JournalEntry> entries = books.journal().read();
        if (entries.isEmpty() || !(entries.get(0) instanceof JournalEntry.Prepared terms)) {
            return Optional.empty();
        }
        Change change = new Change(terms, books, books.manifest().read());
        entries.forEach(change::replay);
        return Optional.of(change);
    }

    private void replay(JournalEntry entry) {
        if (entry instanceof JournalEntry.Begun begun) {
            setsOf(begun.pseudowires(), begun.pseudowires().isEmpty()).forEach(set -> areBegun(set, begun.moment()));
        } else if (entry instanceof JournalEntry.Confirmed confirmed) {
            setsOf(confirmed.pseudowires(), confirmed.strays())
                    .forEach(set -> areConfirmed(set, confirmed.verdicts(), confirmed.moment()));
        } else if (entry instanceof JournalEntry.TakenBack back) {
            setsOf(back.pseudowires(), back.strays())
                    .forEach(set -> areTakenBack(set, back.by(), back.reasons(), back.moment()));
        } else if (entry instanceof JournalEntry.Audited audited) {
            setsOf(audited.pseudowires(), audited.strays()).forEach(untold::remove);
        }
    }

    private void areBegun(Set<PseudowireName> set, long moment) {
        stages.put(set, Stage.BEGUN);
        begunAt.put(set, moment);
    }

    private void areConfirmed(Set<PseudowireName> set, Map<PseudowireName, String> verdicts, long moment) {
        stages.put(set, Stage.CONFIRMED);
        untold.put(set, new AuditEvent.Kept(only(set, verdicts), since(set, moment)));
    }

    private void areTakenBack(
            Set<PseudowireName> set, AuditEvent.By by, Map<PseudowireName, String> reasons, long moment) {
        if (stages.put(set, Stage.TAKEN_BACK) == Stage.BEGUN) {
            Optional<Duration> duration =
                    by.who() == AuditEvent.Who.RESTART ? Optional.empty() : Optional.of(since(set, moment));
            untold.put(set, new AuditEvent.TakenBack(by, only(set, reasons), duration));
        }
    }

    private static Map<PseudowireName, String> only(Set<PseudowireName> set, Map<PseudowireName, String> texts) {
        Map<PseudowireName, String> own = new HashMap<>(texts);
        own.keySet().retainAll(set);
        return own;
    }

    private Duration since(Set<PseudowireName> set, long moment) {
        return Duration.ofMillis(Math.max(0, moment - begunAt.getOrDefault(set, moment)) * MILLIS_OF_MOMENT);
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

    /** Notes that parts are being changed, for everybody to see; of no pseudowires, nobody's. Where that cannot be, they must not be. */
    void begin(Set<PseudowireName> pseudowires) throws IOException {
        Set<Set<PseudowireName>> begun = setsOf(pseudowires, pseudowires.isEmpty());
        if (!begun.isEmpty()) {
            long now = processes.uptime();
            journal.append(new JournalEntry.Begun(pseudowires, now));
            Map<Set<PseudowireName>, AuditEvent> events = new LinkedHashMap<>();
            parts.forEach((set, part) -> {
                if (begun.contains(set)) {
                    events.put(set, new AuditEvent.Begun(part.actions()));
                }
            });
            audit.write(terms, events);
            begun.forEach(set -> areBegun(set, now));
        }
    }

    /**
     * Keeps parts that were begun, and writes the audit log and the manifest; of no pseudowires, nobody's. Said twice, it is done once.
     *
     * @param verdicts what frames over them showed
     * @return why one of these could not be written, which changes nothing about it that they are kept
     */
    Optional<String> confirm(Set<PseudowireName> pseudowires, Map<PseudowireName, String> verdicts) throws IOException {
        Set<Set<PseudowireName>> kept = setsOf(pseudowires, pseudowires.isEmpty());
        kept.removeIf(set -> stages.get(set) != Stage.BEGUN);
        if (!kept.isEmpty()) {
            Set<PseudowireName> names = union(kept);
            long now = processes.uptime();
            Map<PseudowireName, String> own = only(names, verdicts);
            journal.append(new JournalEntry.Confirmed(names, kept.contains(Set.<PseudowireName>of()), own, now));
            kept.forEach(set -> areConfirmed(set, own, now));
        }
        return writeDown();
    }

    /**
     * Writes what is decided into the audit log, and what is confirmed into the manifest, and where nothing is open any more ends the journal;
     * returns why it could not.
     */
    Optional<String> writeDown() {
        List<String> complaints = new ArrayList<>();
        try {
            tell();
        } catch (IOException e) {
            complaints.add("cannot write the audit log: " + e);
        }
        try {
            writeManifest();
            if (!isOpen() && untold.isEmpty()) {
                end();
            }
        } catch (IOException e) {
            complaints.add("cannot write the manifest: " + e);
        }
        return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", complaints));
    }

    /** Writes into the audit log what it does not know yet. */
    private void tell() throws IOException {
        if (!untold.isEmpty()) {
            audit.write(terms, untold);
            Set<Set<PseudowireName>> told = Set.copyOf(untold.keySet());
            untold.clear();
            journal.append(new JournalEntry.Audited(union(told), told.contains(Set.<PseudowireName>of())));
        }
    }

    private void writeManifest() throws IOException {
        Optional<HostPlan> now = manifestNow();
        if (!now.equals(written)) {
            if (parts.isEmpty()) {
                audit.write(
                        terms,
                        Map.<Set<PseudowireName>, AuditEvent>of(differing(written, now), new AuditEvent.Recorded()));
            }
            manifest.write(now);
            written = now;
        }
    }

    /** Returns the pseudowires that two manifests do not have alike. */
    private static Set<PseudowireName> differing(Optional<HostPlan> one, Optional<HostPlan> other) {
        Map<PseudowireName, PlannedSession> sessions = new HashMap<>();
        one.ifPresent(plan -> plan.sessions().forEach(session -> sessions.put(session.pseudowire(), session)));
        Set<PseudowireName> differing = new HashSet<>();
        other.ifPresent(plan -> plan.sessions().forEach(session -> {
            if (!session.equals(sessions.remove(session.pseudowire()))) {
                differing.add(session.pseudowire());
            }
        }));
        differing.addAll(sessions.keySet());
        return differing;
    }

    /** Returns whether the audit log does not know yet what became of something. */
    boolean isUntold() {
        return !untold.isEmpty();
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

    /**
     * Notes that parts are as they were before, and where nothing is open any more ends the journal.
     *
     * @param reasons why, as far as the run said so
     */
    void takenBack(List<JournalEntry.Part> back, AuditEvent.By by, Map<PseudowireName, String> reasons)
            throws IOException {
        Set<Set<PseudowireName>> which = new HashSet<>();
        back.forEach(part -> which.add(part.pseudowires()));
        if (!which.isEmpty()) {
            Set<PseudowireName> names = union(which);
            long now = processes.uptime();
            Map<PseudowireName, String> own = only(names, reasons);
            journal.append(new JournalEntry.TakenBack(names, which.contains(Set.<PseudowireName>of()), by, own, now));
            which.forEach(set -> areTakenBack(set, by, own, now));
        }
        tell();
        if (!isOpen()) {
            if (stages.containsValue(Stage.CONFIRMED)) {
                // One that could not be written when it was confirmed gets another chance.
                writeManifest();
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

    /** Notes that parts could not be taken back; where that cannot be written it is not, for it is not decided yet. */
    void stuck(Map<JournalEntry.Part, List<String>> words, AuditEvent.By by) {
        Map<Set<PseudowireName>, AuditEvent> events = new LinkedHashMap<>();
        words.forEach((part, why) -> events.put(part.pseudowires(), new AuditEvent.Stuck(by, why)));
        try {
            audit.write(terms, events);
        } catch (IOException e) {
            System.err.println("pairwire agent: cannot write the audit log: " + e);
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
