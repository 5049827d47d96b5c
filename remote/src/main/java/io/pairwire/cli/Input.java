package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryReader;
import io.pairwire.inventory.InventoryReading;
import io.pairwire.model.Topology;
import io.pairwire.secret.Vault;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import io.pairwire.topology.TopologyReading;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a command was given, read whole before anybody is contacted.
 *
 * @param topology absent where there is an error among the problems or complaints
 * @param lockFile what the lock file beside the topology says and should say; absent where the topology is
 * @param sources the text of the topology and of its lock file; absent where the topology is
 * @param inventory absent where none was given, or it has errors
 * @param problems what is wrong within the files, warnings too
 * @param complaints what is wrong with the files themselves
 * @param unseenSecrets how many secrets the topology names that could not be looked up, and need not be
 */
record Input(
        Optional<Topology> topology,
        Optional<LockState> lockFile,
        Optional<Sources> sources,
        Optional<Inventory> inventory,
        List<Problem> problems,
        List<String> complaints,
        int unseenSecrets) {
    /** The files that tell of pseudowires, as they were read. */
    record Sources(SourceText topology, Optional<SourceText> lock) {}

    /** Returns the lock file of a topology that is there. */
    LockState lock() {
        return lockFile.orElseThrow();
    }

    static Input read(Path topologyFile, List<String> inventorySources, Vault vault, SecretNeed need, Terminal terminal)
            throws InterruptedException {
        return read(topologyFile, inventory(inventorySources, vault, terminal), vault, need, terminal);
    }

    /** Reads inventories; absent where there are none. */
    static Optional<InventoryReading> inventory(List<String> sources, Vault vault, Terminal terminal)
            throws InterruptedException {
        return sources.isEmpty()
                ? Optional.empty()
                : Optional.of(InventoryReader.ofThisProcess(vault).read(sources, terminal.octets()));
    }

    /** Reads a topology, inventories having been read; what is wrong with these is among what is wrong. */
    static Input read(
            Path topologyFile,
            Optional<InventoryReading> inventories,
            Vault vault,
            SecretNeed need,
            Terminal terminal) {
        List<Problem> problems = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        inventories.ifPresent(reading -> {
            problems.addAll(reading.problems());
            complaints.addAll(reading.complaints());
        });
        Optional<Inventory> inventory = inventories.flatMap(InventoryReading::inventory);
        Hosts hosts = inventories.isEmpty()
                ? Hosts.unknown()
                : inventory
                        .map(known -> Hosts.of(known.names(), known::localAddress))
                        .orElse(Hosts.unread());
        Optional<Sources> sources = sources(topologyFile, complaints);
        SecretPlaces secrets = new SecretPlaces(need, terminal.variables(), topologyFile, vault);
        Optional<TopologyReading> reading = topology(sources, hosts, secrets);
        reading.ifPresent(read -> problems.addAll(read.problems()));
        boolean sound = complaints.isEmpty() && problems.stream().noneMatch(Problem::isError);
        return new Input(
                reading.filter(read -> sound).flatMap(TopologyReading::topology),
                reading.filter(read -> sound)
                        .flatMap(TopologyReading::allocation)
                        .map(allocation -> new LockState(LockFiles.of(topologyFile), allocation, false)),
                sources.filter(read -> sound),
                inventory,
                problems,
                complaints,
                secrets.unseen());
    }

    private static Optional<Sources> sources(Path file, List<String> complaints) {
        Optional<byte[]> content = content(file, "topology", complaints);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        Path lockFile = LockFiles.of(file);
        Optional<byte[]> lock = Files.exists(lockFile) ? content(lockFile, "lock", complaints) : Optional.empty();
        return Optional.of(new Sources(
                SourceText.of(file.toString(), content.get()),
                lock.map(octets -> SourceText.of(lockFile.toString(), octets))));
    }

    private static Optional<TopologyReading> topology(Optional<Sources> sources, Hosts hosts, SecretPlaces secrets) {
        return sources.map(read -> TopologyReader.read(read.topology(), read.lock(), hosts, secrets));
    }

    private static Optional<byte[]> content(Path file, String what, List<String> complaints) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            complaints.add("no such " + what + " file: " + file);
        } catch (IOException e) {
            complaints.add("cannot read the " + what + " file " + file + ": "
                    + (Files.isDirectory(file) ? "it is a directory" : e.toString()));
        }
        return Optional.empty();
    }
}
