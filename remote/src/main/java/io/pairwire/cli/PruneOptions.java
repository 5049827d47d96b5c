package io.pairwire.cli;

import io.pairwire.transaction.Prune;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How much may go because it left the topology. */
final class PruneOptions implements Worded {
    private @Nullable Integer most;

    @Override
    public void words(Words words) {
        words.option("--prune-max")
                .label("N")
                .says(
                        "let at most N pseudowires go that the topology no longer has; otherwise as many as 3, or a fifth of those on"
                                + " its hosts, and none for a topology that has none")
                .number(this::setMost);
    }

    private void setMost(int number) {
        if (number < 0) {
            throw new UsageException("Invalid value for option '--prune-max': it is negative");
        }
        most = number;
    }

    boolean allow(Prune prune) {
        return prune.isWithin(most == null ? OptionalInt.empty() : OptionalInt.of(most));
    }
}
