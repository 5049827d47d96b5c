package io.pairwire.cli;

import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How many pseudowires have which verb, over one plan or many. */
final class Counts {
    private final Map<Verb, Integer> counts = new EnumMap<>(Verb.class);
    private int unchanged;

    /** Returns the counts of one plan. */
    static Counts of(PairPlan plan) {
        Counts counts = new Counts();
        counts.add(plan);
        return counts;
    }

    void add(PairPlan plan) {
        Set<PseudowireName> moved = plan.moved();
        for (PairChange change : plan.changes()) {
            Verb verb = change.verb();
            if (verb != Verb.REMOVE || !moved.contains(change.pseudowire())) {
                counts.put(verb, of(verb) + 1);
            }
        }
        unchanged += plan.unchanged();
    }

    int of(Verb verb) {
        return counts.getOrDefault(verb, 0);
    }

    int unchanged() {
        return unchanged;
    }
}
