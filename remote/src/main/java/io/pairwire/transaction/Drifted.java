package io.pairwire.transaction;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import java.util.List;
import java.util.Optional;

/**
 * A pseudowire that is not as its topology says.
 *
 * @param a absent where nothing is known of that end, nor should be
 * @param b likewise
 * @param mismatches what does not agree over the two ends; none but of a peer mismatch
 */
public record Drifted(
        PseudowireName pseudowire,
        DriftClass drift,
        Optional<EndDrift> a,
        Optional<EndDrift> b,
        List<Mismatch> mismatches) {
    public Drifted {
        mismatches = List.copyOf(mismatches);
    }

    /** Returns one of the two ends. */
    public Optional<EndDrift> end(Side side) {
        return side == Side.A ? a : b;
    }
}
