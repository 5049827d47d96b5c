package io.pairwire.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command as users run it, in a process of its own, on the controller. */
final class LabCli {
    private static final Path MODULE = Path.of(System.getProperty("pairwire.lab.module", ""));

    private LabCli() {}

    /** Runs a command line over a topology and the inventory of the hosts that are up. */
    static LabHosts.Result run(Path topology, String command, String... options) {
        List<String> line = new ArrayList<>(List.of(
                MODULE.resolve("bin/pairwire").toString(),
                command,
                "-t",
                topology.toString(),
                "-i",
                LabHosts.inventory().toString()));
        line.addAll(List.of(options));
        return LabHosts.run(line);
    }

    /** Runs a command line that names its files itself. */
    static LabHosts.Result run(String... words) {
        List<String> line =
                new ArrayList<>(List.of(MODULE.resolve("bin/pairwire").toString()));
        line.addAll(List.of(words));
        return LabHosts.run(line);
    }

    /** Returns a topology file that ships with the project. */
    static Path example(String name) {
        Path file = MODULE.resolveSibling("inventory-examples").resolve(name).resolve("topology.yml");
        if (!Files.exists(file)) {
            throw new IllegalStateException("no example " + file);
        }
        return file;
    }
}
