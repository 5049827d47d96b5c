package io.pairwire.cli;

import io.pairwire.transaction.Prune;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much may go because it left the topology. */
final class PruneOptions {
    @Option(
            names = "--prune-max",
            paramLabel = "N",
            description =
                    "let at most N pseudowires go that the topology no longer has; otherwise as many as 3, or a fifth of those on"
                            + " its hosts, and none for a topology that has none")
    private @Nullable Integer most;

    boolean allow(Prune prune) {
        return prune.isWithin(most == null ? OptionalInt.empty() : OptionalInt.of(most));
    }
}
