package io.pairwire.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The local utility as users run it, on a host of the lab. */
final class LabUtility {
    private static final Path MODULE = Path.of(System.getProperty("pairwire.lab.module", ""));

    private LabUtility() {}

    /** Returns the command line of the utility with these words. */
    static List<String> command(String words) {
        List<String> command =
                new ArrayList<>(List.of(MODULE.resolve("bin/pairwire").toString(), "l2tpv3tun"));
        command.addAll(List.of(words.split(" ", -1)));
        return command;
    }

    /** Runs one command on a host. */
    static LabHosts.Result run(String host, String words) {
        return LabHosts.exec(host, command(words).toArray(String[]::new));
    }

    /** Runs commands on a host by one start of the program, and goes on after those that fail. */
    static LabHosts.Result batch(String host, String commands) {
        return LabHosts.exec(host, batchCommand(commands, "--force ").toArray(String[]::new));
    }

    /** Returns the command line that carries out commands and stops at the first that fails. */
    static List<String> batchCommand(String commands) {
        return batchCommand(commands, "");
    }

    private static List<String> batchCommand(String commands, String options) {
        return List.of(
                "sh", "-c", "printf '%s\\n' \"$1\" | " + String.join(" ", command(options + "-b -")), "sh", commands);
    }

    /** Runs the same by the agent's jar, as a host has it that has nothing else of ours. */
    static LabHosts.Result byAgentJar(String host, String words) {
        return byJar(host, MODULE.resolveSibling("core/target/pairwire-agent.jar"), words);
    }

    /** Runs the same by the jar of the whole command, outside a checkout. */
    static LabHosts.Result byCommandJar(String host, String words) {
        return byJar(host, MODULE.resolve("target/pairwire.jar"), words);
    }

    private static LabHosts.Result byJar(String host, Path jar, String words) {
        List<String> command = new ArrayList<>(List.of("java", "-jar", jar.toString(), "l2tpv3tun"));
        command.addAll(List.of(words.split(" ", -1)));
        return LabHosts.exec(host, command.toArray(String[]::new));
    }
}
