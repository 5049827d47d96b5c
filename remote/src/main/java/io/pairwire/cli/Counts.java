package io.pairwire.cli;

import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.PairPlan;
import java.util.EnumMap;
import java.util.Map;

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
        for (Verb verb : Verb.values()) {
            counts.merge(verb, plan.count(verb), Integer::sum);
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
