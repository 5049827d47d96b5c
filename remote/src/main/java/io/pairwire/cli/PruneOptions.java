package io.pairwire.cli;

import io.pairwire.transaction.Prune;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much may go because it left the topology. */
final class PruneOptions {
    @Option(
            names = "--prune-max",
            paramLabel = "N",
            description =
                    "let at most N pseudowires go that the topology no longer has; otherwise as many as 3, or a fifth of those on"
                            + " its hosts, and none for a topology that has none")
    void setMost(int number) {
        if (number < 0) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--prune-max': it is negative");
        }
        most = number;
    }

    private @Nullable Integer most;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec command;

    boolean allow(Prune prune) {
        return prune.isWithin(most == null ? OptionalInt.empty() : OptionalInt.of(most));
    }
}
