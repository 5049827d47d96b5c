package io.pairwire.cli;

import io.pairwire.exchange.SavedPlan;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which files a command reads. */
final class InputOptions {
    @Option(
            names = {"-t", "--topology"},
            paramLabel = "FILE",
            description = "the topology file: which pseudowires there should be")
    private @Nullable Path topology;

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "FILE",
            description = "the inventory in Ansible's YAML form; without one, hosts are reached by their names")
    private @Nullable Path inventory;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec command;

    /** Reads the files that were given. */
    Input read() {
        if (topology == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--topology=FILE'");
        }
        return Input.read(topology, Optional.ofNullable(inventory));
    }

    /** Reads the files that a saved plan was made from, where they were then or where the command says that they are now. */
    Input read(SavedPlan saved) {
        return Input.read(
                topology == null ? Path.of(saved.topologyFile()) : topology,
                Optional.ofNullable(inventory).or(() -> saved.inventoryFile().map(Path::of)));
    }

    boolean hasTopology() {
        return topology != null;
    }

    /** Returns the inventory that was given. */
    Optional<Path> inventory() {
        return Optional.ofNullable(inventory);
    }
}
