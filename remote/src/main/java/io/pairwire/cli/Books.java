package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryReading;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.playbook.Deed;
import io.pairwire.playbook.Play;
import io.pairwire.playbook.PlaybookReader;
import io.pairwire.playbook.PlaybookReading;
import io.pairwire.playbook.PlaybookRule;
import io.pairwire.playbook.Reading;
import io.pairwire.playbook.State;
import io.pairwire.secret.Vault;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A playbook with every file that it takes, read whole before anybody is contacted.
 *
 * @param inputs by the topology files that plays name; those that could be read
 * @param problems what is wrong within the files
 * @param complaints what is wrong with the files themselves
 */
record Books(
        List<Play> plays,
        Map<Path, Input> inputs,
        Optional<Inventory> inventory,
        List<Problem> problems,
        List<String> complaints) {
    boolean isSound() {
        return complaints.isEmpty() && problems.stream().noneMatch(Problem::isError);
    }

    /** Returns the topologies, where all is sound. */
    Map<Path, Topology> topologies() {
        Map<Path, Topology> topologies = new LinkedHashMap<>();
        inputs.forEach((file, input) -> input.topology().ifPresent(topology -> topologies.put(file, topology)));
        return topologies;
    }

    /** The files as they are. */
    private static final class OnDisk implements PlaybookReader.Files {
        @Override
        public Optional<SourceText> read(Path file) {
            try {
                return Optional.of(SourceText.of(file.toString(), Files.readAllBytes(file)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public boolean isThere(Path file) {
            return Files.exists(file);
        }
    }

    /**
     * Reads them.
     *
     * @param looksOnly whether nothing is done with them, so that no secret is needed
     */
    static Books read(
            Path file, List<String> inventories, Reading reading, Vault vault, boolean looksOnly, Terminal terminal)
            throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        Set<Problem> problems = new LinkedHashSet<>();
        Map<Path, Input> inputs = new LinkedHashMap<>();
        Optional<InventoryReading> inventory = Input.inventory(inventories, vault, terminal);
        List<Play> plays = List.of();
        Optional<SourceText> source = source(file, complaints);
        if (source.isPresent()) {
            PlaybookReading read = PlaybookReader.read(file, source.get(), new OnDisk(), reading);
            plays = read.plays();
            problems.addAll(read.problems());
            for (Play play : plays) {
                Path topology = play.topology().value();
                if (!inputs.containsKey(topology)) {
                    SecretNeed need = looksOnly ? SecretNeed.IF_AT_HAND : need(topology, plays);
                    inputs.put(topology, Input.read(topology, inventory, vault, need, terminal));
                }
            }
        }
        inventory.ifPresent(read -> {
            problems.addAll(read.problems());
            complaints.addAll(read.complaints());
        });
        inputs.values().forEach(input -> {
            problems.addAll(input.problems());
            input.complaints().stream().filter(one -> !complaints.contains(one)).forEach(complaints::add);
        });
        problems.addAll(twins(plays, inputs));
        return new Books(
                plays, inputs, inventory.flatMap(InventoryReading::inventory), List.copyOf(problems), complaints);
    }

    private static Optional<SourceText> source(Path file, List<String> complaints) {
        try {
            return Optional.of(SourceText.of(file.toString(), Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            complaints.add("no such playbook: " + file);
        } catch (IOException e) {
            complaints.add("cannot read the playbook " + file + ": "
                    + (Files.isDirectory(file) ? "it is a directory" : e.toString()));
        }
        return Optional.empty();
    }

    /** What is only taken away needs no secrets: who has lost a password must be able to take away what it was for. */
    private static SecretNeed need(Path topology, List<Play> plays) {
        boolean needed = plays.stream()
                .filter(play -> play.topology().value().equals(topology))
                .flatMap(play -> play.tasks().stream())
                .anyMatch(task -> !(task.deed() instanceof Deed.Pause)
                        && !(task.deed() instanceof Deed.Bring bring && bring.state() == State.ABSENT));
        return needed ? SecretNeed.ALL : SecretNeed.NONE;
    }

    private static List<Problem> twins(List<Play> plays, Map<Path, Input> inputs) {
        Map<TopologyName, Path> files = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Play play : plays) {
            Path file = play.topology().value();
            Optional<Topology> topology = Optional.ofNullable(inputs.get(file)).flatMap(Input::topology);
            topology.ifPresent(known -> {
                Path first = files.putIfAbsent(known.name(), file);
                if (first != null && !isSame(first, file)) {
                    Problems own = new Problems(play.source());
                    own.add(
                            PlaybookRule.SAME_TOPOLOGY,
                            play.topology().at(),
                            "this topology is called '" + known.name() + "', and so is that of " + first,
                            "hosts know by that name what is whose: rename one, or put both into one file");
                    problems.addAll(own.sorted());
                }
            });
        }
        return problems;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
