package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Prune;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code apply}: brings both ends of every pseudowire to the plan. */
@Command(
        name = "apply",
        description = "Brings both ends of every pseudowire to the plan, or changes neither; asks a person before.",
        sortOptions = false)
final class ApplyCommand extends ChangesCommand {
    @Mixin
    private final PruneOptions limit = new PruneOptions();

    ApplyCommand(Terminal terminal, AgentSource source) {
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
}
