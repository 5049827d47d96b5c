package io.pairwire.cli;

import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code drift}: how hosts differ from a topology. */
@Command(
        name = "drift",
        description = "Says how the hosts differ from the topology, pseudowire by pseudowire; exits with 2 where one"
                + " does; locks and changes nothing.",
        sortOptions = false)
final class DriftCommand extends HostsCommand {
    DriftCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException {
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        try (Run run = over(Mirror.hostPlans(topology), topology, input, Optional.empty())) {
            Drift drift = run.drift();
            view.failures(run.failures());
            view.unconfirmed(run.observed());
            view.drift(drift);
            return ExitCode.of(run.failures(), drift.isNone() ? ExitCode.DONE : ExitCode.DIFFERENCES);
        }
    }
}
