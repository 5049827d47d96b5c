package io.pairwire.transaction;

import io.pairwire.model.PseudowireName;
import java.util.List;

/**
 * Both ends of a pseudowire, as they were found and probed.
 *
 * @param mismatches what does not agree over the two ends
 */
record ProbedPair(PseudowireName pseudowire, ProbedEnd a, ProbedEnd b, List<Mismatch> mismatches) {
    ProbedPair {
        mismatches = List.copyOf(mismatches);
    }

    List<ProbedEnd> ends() {
        return List.of(a, b);
    }

    /** Returns whether there is anything to send frames between. */
    boolean hasBothEnds() {
        return a.is(EndDrift.Presence.THERE) && b.is(EndDrift.Presence.THERE);
    }

    ProbedPair with(ProbedEnd newA, ProbedEnd newB) {
        return new ProbedPair(pseudowire, newA, newB, mismatches);
    }
}
