package io.pairwire.lab;

import io.pairwire.cli.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command, on the controller: in this process, which is warm, or as users start it, which takes some seconds more. Its agents are started
 * over OpenSSH, unless a test says otherwise.
 */
final class LabCli {
    private static final Path MODULE = Path.of(System.getProperty("pairwire.lab.module", ""));

    private LabCli() {}

    /** Runs a command line over a topology and the inventory of the hosts that are up. */
    static LabHosts.Result run(Path topology, String command, String... options) {
        return run(over(topology, command, options));
    }

    /** Runs one likewise, but with agents in this process: see {@link LabAgents}. */
    static LabHosts.Result within(Path topology, String command, String... options) {
        String[] words = over(topology, command, options);
        return result(Console.over(new LabAgents(), words), words);
    }

    /** Runs a command line that names its files itself. */
    static LabHosts.Result run(String... words) {
        return result(Console.overSsh(words), words);
    }

    private static LabHosts.Result result(Console said, String... words) {
        List<String> line = new ArrayList<>(List.of("pairwire"));
        line.addAll(List.of(words));
        return new LabHosts.Result(line, said.exitCode(), said.out(), said.err());
    }

    /** Runs a command line over a topology and the inventory of the hosts that are up, in a process of its own. */
    static LabHosts.Result start(Path topology, String command, String... options) {
        List<String> line = new ArrayList<>(List.of(program()));
        line.addAll(Arrays.asList(over(topology, command, options)));
        return LabHosts.run(line);
    }

    /** Returns the program that users start. */
    static String program() {
        return MODULE.resolve("bin/pairwire").toString();
    }

    private static String[] over(Path topology, String command, String... options) {
        List<String> words = new ArrayList<>(List.of(
                command, "-t", topology.toString(), "-i", LabHosts.inventory().toString()));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
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
