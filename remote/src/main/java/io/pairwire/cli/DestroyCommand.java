package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Prune;
import java.util.Map;
import java.util.Optional;

/** {@code destroy}: removes what a topology owns on its hosts. */
final class DestroyCommand extends ChangesCommand {
    private final LimitOptions limited = new LimitOptions();

    DestroyCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "destroy", "Removes both ends of every pseudowire that this topology owns; asks a person before.");
        words.include(limited);
    }

    @Override
    SecretNeed secrets() {
        return SecretNeed.NONE;
    }

    @Override
    Optional<String> limit() {
        return limited.pattern();
    }

    @Override
    Map<HostName, HostPlan> plans(Topology topology, Input input) {
        return nothing(topology, input);
    }

    @Override
    boolean allocates() {
        return false;
    }

    /** Everything is to go, as its name says. */
    @Override
    boolean allows(Prune prune) {
        return true;
    }
}
