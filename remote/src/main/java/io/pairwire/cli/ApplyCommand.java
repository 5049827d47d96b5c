package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code apply}: brings both ends of every pseudowire to the plan. */
@Command(
        name = "apply",
        description = "Brings both ends of every pseudowire to the plan, or changes neither; asks a person before.",
        sortOptions = false)
final class ApplyCommand extends ChangesCommand {
    ApplyCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    Map<HostName, HostPlan> plans(Topology topology) {
        return Mirror.hostPlans(topology);
    }

    @Override
    boolean allocates() {
        return true;
    }
}
