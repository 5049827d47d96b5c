package io.pairwire.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} tells of processes, and of how long the kernel has run, by which no wall clock's jump is felt. */
final class Processes {
    private static final int START_TIME = 19;

    private final Disk disk;
    private final AgentPaths paths;

    Processes(Disk disk, AgentPaths paths) {
        this.disk = disk;
        this.paths = paths;
    }

    /** Returns what tells this process from all others, before and after: its number and when it started. */
    String self() throws IOException {
        long pid = ProcessHandle.current().pid();
        return pid + " " + start(Long.toString(pid)).orElse("0");
    }

    /** Returns whether a process that was told by {@link #self} is alive, stopped or not. */
    boolean lives(String process) throws IOException {
        int space = process.indexOf(' ');
        return space > 0 && start(process.substring(0, space)).equals(Optional.of(process.substring(space + 1)));
    }

    private Optional<String> start(String pid) throws IOException {
        Optional<String> stat = disk.read(paths.processes().resolve(pid).resolve("stat"));
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        // The name, in parentheses, may hold anything.
        String[] fields =
                stat.get().substring(stat.get().lastIndexOf(')') + 1).strip().split(" ", -1);
        boolean dead = fields[0].equals("Z") || fields[0].equals("X");
        return dead || fields.length <= START_TIME ? Optional.empty() : Optional.of(fields[START_TIME]);
    }

    /** Returns hundredths of a second since the kernel started, suspended ones too. */
    long uptime() throws IOException {
        String text = disk.read(paths.uptime()).orElse("0.00");
        return Long.parseLong(text.substring(0, text.indexOf(' ') < 0 ? text.length() : text.indexOf(' '))
                .strip()
                .replace(".", ""));
    }

    /** Returns the words of this process's own command line. */
    List<String> command() throws IOException {
        String words =
                disk.read(paths.processes().resolve("self").resolve("cmdline")).orElse("");
        List<String> command = new ArrayList<>(List.of(words.split("\0", -1)));
        command.remove(command.size() - 1);
        ProcessHandle.current().info().command().ifPresent(program -> command.set(0, program));
        return command;
    }

    /** Returns what tells the kernel that runs now from those before and after. */
    String boot() throws IOException {
        return disk.read(paths.bootId()).orElse("").strip();
    }
}
