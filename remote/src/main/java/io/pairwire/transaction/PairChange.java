package io.pairwire.transaction;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.reconcile.Verb;
import java.util.Optional;

/**
 * What happens to one pseudowire, both its ends together.
 *
 * @param a absent where that end's host was not asked, or does not carry it
 * @param b likewise
 */
public record PairChange(PseudowireName pseudowire, Optional<EndChange> a, Optional<EndChange> b) {
    /** Returns one of the two ends. */
    public Optional<EndChange> end(Side side) {
        return side == Side.A ? a : b;
    }

    /** Returns the word for both ends together: the one that disturbs most, a new end before a removed one. */
    public Verb verb() {
        Verb ofA = verb(a);
        Verb ofB = verb(b);
        return weight(ofA) >= weight(ofB) ? ofA : ofB;
    }

    private static Verb verb(Optional<EndChange> end) {
        return end.isPresent() ? end.get().difference().verb() : Verb.NOTHING;
    }

    private static int weight(Verb verb) {
        return switch (verb) {
            case REPLACE -> 4;
            case CREATE -> 3;
            case REMOVE -> 2;
            case CHANGE -> 1;
            case NOTHING -> 0;
        };
    }
}
