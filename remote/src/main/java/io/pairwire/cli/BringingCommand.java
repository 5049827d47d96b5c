package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Prune;
import java.util.Map;

/** A command that brings hosts to their topology: what it names comes, what it names no more goes, within limits. */
abstract class BringingCommand extends ChangesCommand {
    private final PruneOptions limit = new PruneOptions();

    BringingCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.include(limit);
    }

    @Override
    final Map<HostName, HostPlan> plans(Topology topology, Input input) {
        return wanted(topology, input);
    }

    @Override
    final boolean allocates() {
        return true;
    }

    @Override
    final boolean allows(Prune prune) {
        return limit.allow(prune);
    }
}
