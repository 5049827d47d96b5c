package io.pairwire.transaction;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What was found of a pseudowire.
 *
 * @param line which direction, what was seen and what to do next, for people
 */
public record Verified(PseudowireName pseudowire, Verdict verdict, String line, ProbedEnd a, ProbedEnd b) {
    /** Returns one of the two ends. */
    public ProbedEnd end(Side side) {
        return side == Side.A ? a : b;
    }

    /** Returns the least time, in nanoseconds, that a frame took there and back, whichever end sent it. */
    public OptionalLong roundTripNanos() {
        return Stream.of(a, b)
                .flatMap(end -> end.probe().stream())
                .flatMapToLong(probe -> probe.roundTripNanos().stream())
                .min();
    }
}
