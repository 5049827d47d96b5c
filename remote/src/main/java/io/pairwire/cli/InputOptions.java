package io.pairwire.cli;

import io.pairwire.exchange.SavedPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files a command reads. */
final class InputOptions implements Worded {
    private @Nullable Path topology;
    private List<String> inventories = new ArrayList<>();
    private final VaultOptions vault = new VaultOptions();

    @Override
    public void words(Words words) {
        words.option("-t", "--topology")
                .label("FILE")
                .says("the topology file: which pseudowires there should be")
                .path(given -> topology = given);
        words.option("-i", "--inventory")
                .label("SOURCE")
                .says(
                        "an inventory as Ansible's: a file in INI, YAML or JSON, a directory, a program, hosts with a comma, or - for"
                                + " what is piped; more than one are read on top of each other; without one, hosts are reached by their names")
                .texts(given -> inventories = given);
        words.include(vault);
    }

    /** Reads the files that were given. */
    Input read(SecretNeed need, Terminal terminal) throws InterruptedException {
        if (topology == null) {
            throw new UsageException("Missing required option: '--topology=FILE'");
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
