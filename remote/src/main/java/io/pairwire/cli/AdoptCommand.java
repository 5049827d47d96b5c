package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Prune;
import java.util.Map;

/** {@code adopt}: makes what somebody made by hand the topology's own, where it fits, by writing the marks and nothing else. */
final class AdoptCommand extends ChangesCommand {
    AdoptCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "adopt",
                "Takes over pseudowires that were made by hand just as the topology has them: writes the marks at both ends and"
                        + " touches no traffic; asks a person before.");
    }

    @Override
    Request.Purpose purpose() {
        return Request.Purpose.ADOPT;
    }

    @Override
    Map<HostName, HostPlan> plans(Topology topology, Input input) {
        return Mirror.hostPlans(topology);
    }

    @Override
    boolean allocates() {
        return false;
    }

    /** Nothing goes. */
    @Override
    boolean allows(Prune prune) {
        return true;
    }
}
