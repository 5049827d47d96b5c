package io.pairwire.cli;

import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code apply}: brings both ends of every pseudowire to the plan. */
@Command(
        name = "apply",
        description = "Brings both ends of every pseudowire to the plan, or changes neither; asks a person before.",
        sortOptions = false)
final class ApplyCommand implements Callable<Integer> {
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

    ApplyCommand(Terminal terminal, AgentSource source) {
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
                        Mirror.hostPlans(topology),
                        hosts.agents(source, input.inventory(), terminal),
                        hosts.forks())
                .number();
    }
}
