package io.pairwire.playbook;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryReader;
import io.pairwire.inventory.Value;
import io.pairwire.model.Topology;
import io.pairwire.secret.Vault;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import io.pairwire.transaction.Chosen;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Playbooks as tests read them: beside a topology {@code metro.yml}, over an inventory of three hosts; nobody sits there. */
final class Bookshelf {
    static final Path BAD = Path.of("src/test/resources/io/pairwire/playbook/bad");

    private static final String TOPOLOGY = """
            topology: metro
            pseudowires:
              blue: {hosts: [lon1, par1], tags: canary, address: [10.0.0.1/30, 10.0.0.2/30]}
              green: {hosts: [lon1, ams1], encap: ip, cookie: none, protect: true}
              red: {hosts: [par1, ams1], mtu: 1300, bridge: br0}
            """;
    private static final String INVENTORY = """
            all:
              hosts:
                lon1: {ansible_host: 192.0.2.1, site: london, rack: seven}
                par1: {ansible_host: 192.0.2.5, site: paris, floor: 2}
                ams1: {ansible_host: 192.0.2.9, site: amsterdam, up: true}
              children:
                england: {hosts: {lon1: {}}}
                france: {hosts: {par1: {}, ams1: {}}}
            """;

    /** What became of a book. */
    record Read(List<Scene> scenes, List<Problem> problems) {
        String text() {
            return problems.stream().map(Problem::toString).collect(Collectors.joining("\n")) + "\n";
        }

        /** Returns the names of the pseudowires that the only task of the only play is for. */
        Set<String> meant() {
            if (!problems.isEmpty()) {
                throw new AssertionError(text());
            }
            return scenes.get(0).acts().get(0).pseudowires().stream()
                    .map(name -> name.text())
                    .collect(Collectors.toSet());
        }
    }

    /** The files of a directory, and a topology. */
    private record Shelf(Path directory) implements PlaybookReader.Files {
        @Override
        public Optional<SourceText> read(Path file) {
            try {
                return Files.isRegularFile(directory.resolve(file))
                        ? Optional.of(SourceText.of(file.toString(), Files.readAllBytes(directory.resolve(file))))
                        : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isThere(Path file) {
            return file.toString().equals("metro.yml");
        }
    }

    private Bookshelf() {}

    /** Returns the names of the bad books. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    /** Reads a bad book. */
    static Read read(String name) throws IOException {
        return read(name + ".yml", Files.readString(BAD.resolve(name + ".yml"), StandardCharsets.UTF_8), Map.of());
    }

    /** Reads a text, with variables of the command line. */
    static Read read(String name, String text, Map<String, Value> extra) {
        PlaybookReading reading = PlaybookReader.read(
                Path.of(name),
                SourceText.of(name, text.getBytes(StandardCharsets.UTF_8)),
                new Shelf(BAD),
                new Reading(extra, 10));
        List<Problem> problems = new ArrayList<>(reading.problems());
        List<Scene> scenes = new ArrayList<>();
        if (problems.isEmpty()) {
            Staging staging = new Staging(
                    Map.of(Path.of("metro.yml"), topology()),
                    Optional.of(inventory()),
                    any -> Chosen.ALL,
                    false,
                    new Random(1));
            for (Play play : reading.plays()) {
                staging.stage(play, scenes.size() + 1, new TagChoice(Set.of(), Set.of()), true)
                        .ifPresent(scenes::add);
            }
            problems.addAll(staging.problems());
        }
        return new Read(scenes, problems);
    }

    /** Reads a book of one play with one task that has this condition. */
    static Read when(String condition, Map<String, Value> extra) {
        return read(
                "when.yml",
                "- topology: metro.yml\n  pseudowires: all\n  vars: {stage: test, number: 7, list: [lon1, 7], yes_is: true}\n"
                        + "  tasks:\n    - verify:\n      when: " + condition + "\n",
                extra);
    }

    private static Inventory inventory() {
        try {
            Path file = Files.createTempFile("inventory", ".yml");
            try {
                Files.writeString(file, INVENTORY);
                return InventoryReader.ofThisProcess(Vault.LOCKED)
                        .read(List.of(file.toString()), InputStream.nullInputStream())
                        .inventory()
                        .orElseThrow();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Topology topology() {
        Inventory known = inventory();
        return TopologyReader.read("metro.yml", TOPOLOGY, Hosts.of(known.names(), known::localAddress))
                .topology()
                .orElseThrow();
    }
}
