package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Prune;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code resume}: goes on where a run ended before it was known what became of what it confirmed. */
@Command(
        name = "resume",
        description =
                "Mends what a run left that ended while it confirmed: brings both ends to the plan, as 'apply' does, but only"
                        + " where there is something to mend.",
        sortOptions = false)
final class ResumeCommand extends ChangesCommand {
    @Mixin
    private final PruneOptions limit = new PruneOptions();

    ResumeCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    Map<HostName, HostPlan> plans(Topology topology, Input input) {
        return wanted(topology, input);
    }

    @Override
    boolean allocates() {
        return true;
    }

    @Override
    boolean allows(Prune prune) {
        return limit.allow(prune);
    }

    @Override
    boolean concerns(List<RunLog.Unfinished> left, View view) {
        if (left.isEmpty()) {
            view.nothingToResume();
        }
        return !left.isEmpty();
    }
}
