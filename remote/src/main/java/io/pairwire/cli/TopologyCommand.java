package io.pairwire.cli;

import io.pairwire.model.Topology;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command over a topology: reads its files whole, and goes on only where they are sound. */
abstract class TopologyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final InputOptions files = new InputOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TopologyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        beforeReading();
        View view = output.view(terminal);
        Input input = files.read();
        view.problems(input.problems(), input.complaints());
        return input.topology().isEmpty()
                ? ExitCode.INVALID_INPUT.number()
                : run(input.topology().get(), input, view).number();
    }

    final Terminal terminal() {
        return terminal;
    }

    /** Begins what can go on while the files are read, contacting nobody. */
    void beforeReading() {}

    /** Writes the lock file, so that what is allocated stays; where that cannot be, says so. */
    final ExitCode writeLock(Input input, View view) {
        try {
            LockFiles.write(input.lock().file(), input.lock().allocation().text());
        } catch (IOException e) {
            view.problems(
                    List.of(),
                    List.of("cannot write the lock file " + input.lock().file() + ": " + e
                            + "; run 'pairwire lock' where it can be written, and commit it"));
            return ExitCode.INVALID_INPUT;
        }
        return ExitCode.DONE;
    }

    /** Does the command's own part over a sound topology. */
    abstract ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException;
}
