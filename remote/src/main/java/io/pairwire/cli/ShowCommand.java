package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.Topology;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code show}: what both ends carry of a topology. */
@Command(
        name = "show",
        description = "Shows what the hosts carry of this topology, both ends side by side; changes nothing.",
        sortOptions = false)
final class ShowCommand extends HostsCommand {
    ShowCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException {
        // What an empty plan would take away is what the hosts carry.
        try (Run run = over(nothing(topology, input), topology, input, Request.Purpose.SHOW, false)) {
            PairPlan carried = run.observe();
            view.failures(run.failures());
            view.carried(carried);
            return ExitCode.of(run.failures(), ExitCode.DONE);
        }
    }
}
