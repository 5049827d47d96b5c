package io.pairwire.cli;

import io.pairwire.exchange.SavedPlan;
import io.pairwire.model.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A command over a topology: reads its files whole, and goes on only where they are sound. */
abstract class TopologyCommand implements Command {
    private final Terminal terminal;
    private final InputOptions files = new InputOptions();
    private final OutputOptions output = new OutputOptions();

    TopologyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void words(Words words) {
        words.include(files);
        words.include(output);
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        beforeReading();
        View view = output.view(terminal);
        return (savedPlan().isPresent() ? over(savedPlan().get(), view) : over(files.read(secrets(), terminal), view))
                .number();
    }

    private ExitCode over(Input input, View view) throws IOException, InterruptedException {
        view.problems(input.problems(), input.complaints());
        return input.topology().isEmpty()
                ? ExitCode.INVALID_INPUT
                : run(input.topology().get(), input, view);
    }

    private ExitCode over(Path file, View view) throws IOException, InterruptedException {
        try {
            return run(SavedPlans.read(file), view);
        } catch (SavedPlans.UnreadableException e) {
            view.problems(List.of(), List.of(String.valueOf(e.getMessage())));
            return ExitCode.INVALID_INPUT;
        }
    }

    /** Returns the saved plan that the command was given instead of a topology, if it takes one. */
    Optional<Path> savedPlan() {
        return Optional.empty();
    }

    /** Does the command's part over a saved plan. */
    ExitCode run(SavedPlan saved, View view) throws IOException, InterruptedException {
        throw new IllegalStateException("the command takes no saved plan");
    }

    /** Reads the files that a saved plan was made from. */
    final Input filesOf(SavedPlan saved) throws InterruptedException {
        return files.read(saved, secrets(), terminal);
    }

    /** Returns whether the command was given a topology. */
    final boolean hasTopology() {
        return files.hasTopology();
    }

    /** Returns the inventories that the command was given. */
    final List<String> inventories() {
        return files.inventories();
    }

    final Terminal terminal() {
        return terminal;
    }

    /** Returns which secrets it takes to do the command's part. */
    SecretNeed secrets() {
        return SecretNeed.ALL;
    }

    /** Begins what can go on while the files are read, contacting nobody. */
    void beforeReading() {}

    /** Writes the lock file, so that what is allocated stays; where that cannot be, says so. */
    static ExitCode writeLock(Input input, View view) {
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
