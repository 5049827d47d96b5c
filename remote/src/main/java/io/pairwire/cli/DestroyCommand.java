package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Prune;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code destroy}: removes what a topology owns on its hosts. */
@Command(
        name = "destroy",
        description = "Removes both ends of every pseudowire that this topology owns; asks a person before.",
        sortOptions = false)
final class DestroyCommand extends ChangesCommand {
    @Mixin
    private final LimitOptions limited = new LimitOptions();

    DestroyCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
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
