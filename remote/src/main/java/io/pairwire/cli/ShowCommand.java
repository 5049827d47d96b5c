package io.pairwire.cli;

import io.pairwire.model.Topology;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code show}: what both ends carry of a topology. */
@Command(
        name = "show",
        description = "Shows what the hosts carry of this topology, both ends side by side; changes nothing.",
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final AgentSource source;

    @Mixin
    private final InputOptions files = new InputOptions();

    @Mixin
    private final HostOptions hosts = new HostOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ShowCommand(Terminal terminal, AgentSource source) {
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
        // What an empty plan would take away is what the hosts carry.
        try (Run run = new Run(
                topology.name(),
                DestroyCommand.nothing(topology),
                hosts.agents(source, input.inventory(), terminal),
                false,
                hosts.forks())) {
            PairPlan carried = run.observe();
            view.failures(run.failures());
            view.carried(carried);
            return ExitCode.of(run.failures(), ExitCode.DONE).number();
        }
    }
}
