package io.pairwire.lab;

import io.pairwire.agent.InProcessAgent;
import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The agent's jar, running on a host of the lab by itself: what a controller would say, the test says. */
final class LabAgent implements AutoCloseable {
    private static final Path MODULE = Path.of(System.getProperty("pairwire.lab.module", ""));
    private static final Path JAR = MODULE.resolveSibling("core/target/pairwire-agent.jar");

    /** What a host keeps for faster starts, which count for much in an emulated machine. */
    private static final Path FAST = MODULE.resolve("target/lab");

    /** How the command line of a running agent ends. */
    private static final String RUNNING = "pairwire-agent.jar agent$";

    private final String host;
    private final Optional<Process> process;
    private final OutputStream input;
    private final Messages messages;

    private LabAgent(String host, Optional<Process> process, InputStream output, OutputStream input) {
        this.host = host;
        this.process = process;
        this.input = input;
        this.messages = new Messages(new Frames(output, input));
        hear(Reply.Hello.class);
    }

    /** Starts an agent on a host in this process, which is quicker where nothing befalls it. */
    static LabAgent within(String host) {
        InProcessAgent agent = LabAgents.on(host);
        return new LabAgent(host, Optional.empty(), agent.fromAgent(), agent.toAgent());
    }

    /** Starts the agent on a host, as bootstrap.sh does; the variables are words of {@code env}. */
    static LabAgent start(String host, String... variables) {
        List<String> command = new ArrayList<>(List.of(
                "nsenter",
                "--target",
                String.valueOf(LabHosts.process(host).getFileName()),
                "--net",
                "--mount",
                "--uts",
                "--pid",
                "env"));
        command.addAll(List.of(variables));
        command.addAll(java("-XX:SharedArchiveFile=" + FAST.resolve("agent.jsa"), "-Djffi.boot.library.path=" + FAST));
        command.addAll(List.of("-jar", JAR.toString(), "agent"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new LabAgent(host, Optional.of(process), process.getInputStream(), process.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps what later starts load, as a host does after its first run. */
    static void rehearse() {
        List<String> command = new ArrayList<>(java(
                "-XX:ArchiveClassesAtExit=" + FAST.resolve("agent.jsa"),
                "-Djffi.extract.dir=" + FAST,
                "-Djffi.extract.name=libjffi-1.2.so"));
        command.addAll(List.of("-jar", JAR.toString(), "rehearse"));
        LabHosts.run(command).orThrow();
    }

    private static List<String> java(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m"));
        command.addAll(List.of(more));
        return command;
    }

    <T extends Reply> T ask(Request request, Class<T> kind) {
        say(request);
        return hear(kind);
    }

    void say(Request request) {
        try {
            messages.send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends Reply> T hear(Class<T> kind) {
        try {
            Optional<Reply> reply = messages.nextReply();
            if (reply.isEmpty() || !kind.isInstance(reply.get())) {
                throw new AssertionError("expected " + kind.getSimpleName() + ", heard " + reply);
            }
            return kind.cast(reply.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all agents of the host a signal. */
    void signal(String signal) {
        LabHosts.exec(host, "pkill", "-" + signal, "-f", RUNNING).orThrow();
    }

    /** Returns whether an agent of the host is there, running or stopped. */
    static boolean isOn(String host) {
        return LabHosts.exec(host, "pgrep", "-f", RUNNING).status() == 0;
    }

    /**
     * Returns whether it ends within so much time. What entered the host's namespaces for it stops with it, and sees only when it is
     * woken that it was killed meanwhile.
     */
    boolean endsWithin(Duration time) throws InterruptedException {
        Process alive = process.orElseThrow();
        LabHosts.run(List.of("kill", "-CONT", Long.toString(alive.pid())));
        return alive.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends its input. */
    void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends its input, and waits until it has ended. */
    @Override
    public void close() {
        endInput();
        try {
            // What it says last is the end of its output, also where it is no process of its own.
            if (messages.nextReply().isPresent()) {
                throw new AssertionError("it said something that nobody has asked for");
            }
            if (process.isPresent()) {
                process.get().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
