package io.pairwire.cli;

import io.pairwire.exchange.SavedPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
            paramLabel = "SOURCE",
            description =
                    "an inventory as Ansible's: a file in INI, YAML or JSON, a directory, a program, hosts with a comma, or - for"
                            + " what is piped; more than one are read on top of each other; without one, hosts are reached by their names")
    private List<String> inventories = new ArrayList<>();

    @Mixin
    private final VaultOptions vault = new VaultOptions();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec command;

    /** Reads the files that were given. */
    Input read(SecretNeed need, Terminal terminal) throws InterruptedException {
        if (topology == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--topology=FILE'");
        }
        return Input.read(topology, inventories, vault.vault(), need, terminal);
    }

    /** Reads the files that a saved plan was made from, where they were then or where the command says that they are now. */
    Input read(SavedPlan saved, SecretNeed need, Terminal terminal) throws InterruptedException {
        return Input.read(
                topology == null ? Path.of(saved.topologyFile()) : topology,
                inventories.isEmpty() ? saved.inventories() : inventories,
                vault.vault(),
                need,
                terminal);
    }

    boolean hasTopology() {
        return topology != null;
    }

    /** Returns the inventories that were given. */
    List<String> inventories() {
        return List.copyOf(inventories);
    }
}
