package io.pairwire.cli;

import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate}: reads and checks, contacts nobody. */
@Command(name = "validate", description = "Reads and checks the files; contacts nobody.", sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final InputOptions files = new InputOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        View view = output.view(terminal);
        Input input = files.read();
        view.problems(input.problems(), input.complaints());
        if (input.topology().isEmpty()) {
            return ExitCode.INVALID_INPUT.number();
        }
        Topology topology = input.topology().get();
        view.valid(
                topology.name().text(),
                topology.pseudowires().size(),
                Mirror.hostPlans(topology).size());
        return ExitCode.DONE.number();
    }
}
