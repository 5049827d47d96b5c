package io.pairwire.cli;

import io.pairwire.model.PseudowireName;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.HostFailure;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of pseudowires that were not brought to the plan, in words; those that share one fate, together. */
final class FateText {
    private static final int MOST_NAMES = 5;

    private final Prose prose;
    private final PrintStream err;

    FateText(Terminal terminal) {
        this.prose = new Prose(terminal);
        this.err = terminal.err();
    }

    /** What several bundles may have in common. */
    private record Shared(Fate.Kind kind, List<String> words, List<String> hints) {
        static Shared of(Fate fate) {
            List<String> words = new ArrayList<>();
            Set<String> hints = new LinkedHashSet<>();
            for (HostFailure cause : fate.causes()) {
                words.add(cause.message());
                if (!cause.advice().isEmpty()) {
                    hints.add(cause.advice());
                }
            }
            new TreeMap<>(fate.open()).forEach((host, what) -> words.add(host + ": " + what));
            return new Shared(fate.kind(), words, List.copyOf(hints));
        }
    }

    void print(List<Fate> fates) {
        Map<Shared, Set<PseudowireName>> shared = new LinkedHashMap<>();
        for (Fate fate : fates) {
            fate.remarks().forEach(prose::warning);
            if (fate.kind() != Fate.Kind.KEPT) {
                shared.computeIfAbsent(Shared.of(fate), key -> new TreeSet<>()).addAll(fate.pseudowires());
            }
        }
        shared.forEach((what, names) -> {
            prose.error(headline(what.kind(), names));
            what.words().forEach(words -> prose.item(err, "  " + words.replace("\n", "\n  ")));
            hints(what).forEach(prose::hint);
        });
    }

    private static String headline(Fate.Kind kind, Set<PseudowireName> names) {
        String whose = names.isEmpty() ? "the notes of a host" : listed(names);
        return switch (kind) {
            case KEPT -> throw new IllegalArgumentException("kept");
            case TAKEN_BACK -> whose + ": not applied; every end is as it was";
            case LEFT -> whose + ": not applied, and not seen to be as before at every end";
            case SPLIT -> "SPLIT: " + whose + ": kept at one end, and not, or nobody knows, at the other";
        };
    }

    private static List<String> hints(Shared what) {
        return switch (what.kind()) {
            case KEPT, TAKEN_BACK -> what.hints();
            case LEFT -> List.of("run 'drift' to see what both ends carry, and 'apply' again");
            case SPLIT -> List.of("until it is mended no frames may pass; 'resume' mends it, and so does 'apply'");
        };
    }

    private static String listed(Set<PseudowireName> names) {
        List<String> first =
                names.stream().limit(MOST_NAMES).map(PseudowireName::text).toList();
        int more = names.size() - first.size();
        return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
    }
}
