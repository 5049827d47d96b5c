package io.pairwire.agent;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.Messages;
import io.pairwire.l2tp.Patience;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Sockets;
import io.pairwire.probe.ProbeSocket;
import io.pairwire.probe.ProbeSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An agent that runs in this process, on a thread of its own, over any kernel: its two streams, and its end. */
public final class InProcessAgent implements AutoCloseable {
    private final Pipe requests = new Pipe();
    private final Pipe replies = new Pipe();
    private final Thread thread;

    /**
     * Starts an agent over a kernel whose deletions are done when it says so.
     *
     * @param directory where it keeps its manifests and locks, and finds its network namespaces in {@code netns}
     * @param modprobe what it loads modules with
     */
    public InProcessAgent(Sockets kernel, Path directory, String modprobe) {
        this(kernel, new NoProbes(), directory, modprobe, new QuickClock());
    }

    /** Starts an agent whose time passes by a clock. */
    public InProcessAgent(Sockets kernel, Path directory, String modprobe, Patience.Clock clock) {
        this(kernel, new NoProbes(), directory, modprobe, clock);
    }

    /** Starts an agent that probes over these sockets, and for which no time passes. */
    public InProcessAgent(Sockets kernel, ProbeSockets probes, Path directory, String modprobe) {
        this(kernel, probes, directory, modprobe, new QuickClock());
    }

    /** Starts an agent over what is given. */
    public InProcessAgent(Sockets kernel, ProbeSockets probes, Path directory, String modprobe, Patience.Clock clock) {
        this(agent(kernel, probes, AgentPaths.below(directory, modprobe), clock), clock);
    }

    private InProcessAgent(Agent agent, Patience.Clock clock) {
        thread = new Thread(() -> serve(agent, clock), "agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts an agent that finds its files below a directory as it does below the root of a host. */
    public static InProcessAgent below(Path root, Sockets kernel, ProbeSockets probes) {
        AgentPaths usual = AgentPaths.OF_HOST;
        UnaryOperator<Path> below = path -> root.resolve(Path.of("/").relativize(path));
        AgentPaths paths = new AgentPaths(
                below.apply(usual.state()),
                below.apply(usual.log()),
                below.apply(usual.runtime()),
                usual.modules(),
                below.apply(usual.namespaces()),
                usual.processes(),
                usual.modprobe());
        return new InProcessAgent(agent(kernel, probes, paths, Patience.SYSTEM_CLOCK), Patience.SYSTEM_CLOCK);
    }

    /**
     * Starts an agent that finds its files where it does on a host.
     *
     * @param modules where each module has a directory that is to be taken for loaded
     */
    public static InProcessAgent ofHost(Sockets kernel, ProbeSockets probes, Path modules) {
        AgentPaths usual = AgentPaths.OF_HOST;
        AgentPaths paths = new AgentPaths(
                usual.state(),
                usual.log(),
                usual.runtime(),
                modules,
                usual.namespaces(),
                usual.processes(),
                usual.modprobe());
        return new InProcessAgent(agent(kernel, probes, paths, Patience.SYSTEM_CLOCK), Patience.SYSTEM_CLOCK);
    }

    /** Has an agent over that kernel do what one does that is to start faster next time. */
    public static void rehearse(Sockets kernel, Path directory, String modprobe) throws IOException {
        try (Agent agent = idle(kernel, directory, modprobe)) {
            Rehearsal.run(agent, Path.of(System.getProperty("java.io.tmpdir")));
        }
    }

    /** Returns an agent over that kernel that nobody has asked anything, for which no time passes. */
    static Agent idle(Sockets kernel, Path directory, String modprobe) {
        return agent(kernel, new NoProbes(), AgentPaths.below(directory, modprobe), new QuickClock());
    }

    private static Agent agent(Sockets kernel, ProbeSockets probes, AgentPaths paths, Patience.Clock clock) {
        Switch armed = new Switch(clock, Guard.NONE);
        Host host = new Host(
                kernel,
                probes,
                paths,
                new FileDisk(),
                HostLock::take,
                clock,
                new Patience(clock, Duration.ofSeconds(60)),
                armed,
                Contact.UNKNOWN,
                InstantSource.system());
        return new Agent(host, armed);
    }

    private void serve(Agent agent, Patience.Clock clock) {
        try (agent;
                OutputStream out = replies.output()) {
            Main.serve(new Messages(new Frames(requests.input(), out)), agent, clock);
        } catch (IOException e) {
            // What the other end would see of it: the stream ends.
            return;
        }
    }

    /** Returns its standard output. */
    public InputStream fromAgent() {
        return replies.input();
    }

    /** Returns its standard input. */
    public OutputStream toAgent() {
        return requests.output();
    }

    /** Ends its input, and waits until it has ended. */
    @Override
    public void close() {
        requests.end();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing to send probes over. */
    static final class NoProbes implements ProbeSockets {
        @Override
        public ProbeSocket open() throws NetlinkException {
            throw NetlinkException.ofCall("socket", Errno.EAFNOSUPPORT);
        }

        @Override
        public ProbeSockets within(Path namespace) {
            return this;
        }
    }

    /** A clock by which every pause is over at once. */
    private static final class QuickClock implements Patience.Clock {
        private final AtomicLong now = new AtomicLong();

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleep(Duration pause) {
            now.addAndGet(pause.toNanos());
        }
    }
}
