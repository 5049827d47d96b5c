package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code destroy}: removes what a topology owns on its hosts. */
@Command(
        name = "destroy",
        description = "Removes both ends of every pseudowire that this topology owns; asks a person before.",
        sortOptions = false)
final class DestroyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final AgentSource source;

    @Mixin
    private final InputOptions files = new InputOptions();

    @Mixin
    private final ApplyOptions changes = new ApplyOptions();

    @Mixin
    private final HostOptions hosts = new HostOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    DestroyCommand(Terminal terminal, AgentSource source) {
        this.terminal = terminal;
        this.source = source;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        hosts.expect();
        View view = output.view(terminal);
        Input input = files.read();
        view.problems(input.problems(), input.complaints());
        if (input.topology().isEmpty()) {
            return ExitCode.INVALID_INPUT.number();
        }
        Topology topology = input.topology().get();
        return new Changes(terminal, view, changes)
                .make(
                        topology.name(),
                        nothing(topology),
                        hosts.agents(source, input.inventory(), terminal),
                        hosts.forks())
                .number();
    }

    /** Returns plans that leave nothing of a topology on any of its hosts. */
    static Map<HostName, HostPlan> nothing(Topology topology) {
        Map<HostName, HostPlan> plans = new LinkedHashMap<>();
        Mirror.hostPlans(topology).keySet().forEach(host -> plans.put(host, HostPlan.nothing(topology.name(), host)));
        return plans;
    }
}
