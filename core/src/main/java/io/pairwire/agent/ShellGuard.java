package io.pairwire.agent;

import io.pairwire.model.TopologyName;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shell, in a session of its own, that looks once a second whether the agent lives, and starts another Java that settles the journal
 * when it does not, or hangs: its script is {@code guard.sh}.
 */
final class ShellGuard implements Guard {
    private static final String SCRIPT = "guard.sh";

    private final AgentPaths paths;
    private final Disk disk;
    private final Processes processes;
    private @Nullable Deadline deadline;
    private String process = "";
    private long moment;

    ShellGuard(AgentPaths paths, Disk disk) {
        this.paths = paths;
        this.disk = disk;
        this.processes = new Processes(disk, paths);
    }

    @Override
    public void start(TopologyName topology, Duration left) throws IOException {
        process = processes.self();
        moment = processes.uptime() + left.toMillis() / 10;
        Deadline file = new Deadline(disk, processes, paths.deadline(topology));
        file.create(moment, process);
        List<String> own = processes.command();
        // Words of this very process, but for the last, which says what it does.
        List<String> settle = new ArrayList<>(own.subList(0, own.size() - 1));
        settle.addAll(List.of(Main.SETTLE, topology.text()));
        try {
            start(paths.journal(topology), paths.deadline(topology), settle);
        } catch (IOException e) {
            file.delete();
            throw e;
        }
        deadline = file;
    }

    /** Starts a guard over a journal, with what settles it. */
    static void start(Path journal, Path deadline, List<String> settle) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("setsid", "sh", "-c", script(), "pairwire-guard", journal.toString(), deadline.toString()));
        command.addAll(settle);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.start();
    }

    private static String script() throws IOException {
        try (InputStream script = ShellGuard.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IOException("the agent jar lacks " + SCRIPT);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void deadlineIn(Duration left) {
        try {
            moment = processes.uptime() + left.toMillis() / 10;
            move();
        } catch (IOException e) {
            complain(e);
        }
    }

    @Override
    public void handTo(String successor) {
        process = successor;
        try {
            move();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void move() throws IOException {
        Deadline file = deadline;
        if (file != null) {
            file.move(moment, process);
        }
    }

    @Override
    public void end() {
        Deadline file = deadline;
        deadline = null;
        try {
            if (file != null) {
                file.delete();
            }
        } catch (IOException e) {
            complain(e);
        }
    }

    /** The agent itself goes back in time all the same. */
    private static void complain(IOException e) {
        System.err.println("pairwire agent: cannot tell the guard: " + e);
    }
}
