package io.pairwire.agent;

import io.pairwire.exchange.Frames;
import io.pairwire.exchange.JsonLines;
import io.pairwire.exchange.Messages;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.l2tpv3tun.L2tpv3tun;
import io.pairwire.l2tpv3tun.Streams;
import io.pairwire.libc.KernelSockets;
import io.pairwire.libc.PacketSockets;
import io.pairwire.model.TopologyName;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The agent's way in, {@code java -jar pairwire-agent.jar agent}, that of those who settle what a dead one left, {@code … settle TOPOLOGY},
 * and the local utility's, {@code … l2tpv3tun}.
 */
public final class Main {
    static final String SETTLE = "settle";

    private static final int USAGE = 5;
    private static final int FAILED = 1;
    private static final String UTILITY = "l2tpv3tun";

    /** How long deleted tunnels and interfaces may take to go; thousands of them were seen to take seconds. */
    private static final Duration DELETION_PATIENCE = Duration.ofSeconds(60);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration STRETCH_INTERVAL = Duration.ofMillis(500);

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals(UTILITY)) {
            System.exit(utility(List.of(arguments).subList(1, arguments.length)));
        }
        if (arguments.length == 2 && arguments[0].equals(SETTLE)) {
            System.exit(settle(new TopologyName(arguments[1])));
        }
        boolean rehearsal = arguments.length == 1 && arguments[0].equals("rehearse");
        if (!rehearsal && (arguments.length != 1 || !arguments[0].equals("agent"))) {
            System.err.println("usage: java -jar pairwire-agent.jar agent   (speaks frames on its standard streams;"
                    + " 'pairwire' starts it)\n"
                    + "       java -jar pairwire-agent.jar l2tpv3tun help");
            System.exit(USAGE);
        }
        // Frames alone go to standard output; whatever else is printed in this process goes where it does no harm.
        PrintStream out = System.out;
        System.setOut(System.err);
        Disk disk = new FileDisk();
        Switch armed = new Switch(Patience.SYSTEM_CLOCK, new ShellGuard(AgentPaths.OF_HOST, disk));
        try (Agent agent = new Agent(host(disk, armed), armed)) {
            if (rehearsal) {
                Rehearsal.run(agent, Path.of(System.getProperty("java.io.tmpdir")));
            } else {
                stretch(armed);
                serve(new Messages(new Frames(System.in, out)), agent, Patience.SYSTEM_CLOCK);
            }
        } catch (UnsatisfiedLinkError e) {
            // It is met before anything is changed: nothing can be without it.
            System.err.println("pairwire agent: its native library cannot be loaded: " + e.getMessage() + "\n"
                    + "It is unpacked in "
                    + System.getProperty("jffi.extract.dir", System.getProperty("java.io.tmpdir"))
                    + ": make room there, and mount that file system writable and without noexec, or name a directory"
                    + " elsewhere (pairwire_cache in the inventory).");
            System.exit(FAILED);
        }
    }

    private static Host host(Disk disk, Switch armed) {
        return new Host(
                new KernelSockets(),
                new PacketSockets(),
                AgentPaths.OF_HOST,
                disk,
                HostLock::take,
                Patience.SYSTEM_CLOCK,
                Patience.ofSystem(DELETION_PATIENCE),
                armed,
                Contact.of(System.getenv()),
                InstantSource.system());
    }

    private static int utility(List<String> arguments) throws IOException {
        Modules modules = new Modules(AgentPaths.OF_HOST.modules(), AgentPaths.OF_HOST.modprobe());
        try (UtilityKernel kernel = new UtilityKernel(new KernelSockets(), modules)) {
            Streams streams = new Streams(System.in, System.out, System.err);
            return new L2tpv3tun(kernel, streams, JsonLines::text).run(arguments);
        }
    }

    /** Answers requests, until the agent ends. That nobody hears the answers any more is no reason to end. */
    static void serve(Messages messages, Agent agent, Patience.Clock clock) throws IOException {
        // The first question came with the start, and takes a while to read.
        Inbox inbox = Inbox.of(messages, agent::heard);
        say(
                messages,
                new Reply.Hello(
                        Reply.PROTOCOL, System.getProperty("os.version", ""), System.getProperty("java.version", "")));
        agent.getReady();
        boolean more = true;
        while (!agent.hasEnded()) {
            if (more) {
                Optional<Inbox.Arrival> arrival = inbox.next(TICK);
                if (arrival.isPresent()) {
                    Optional<Request> request = arrival.get().request();
                    more = request.isPresent();
                    if (request.isPresent()) {
                        Optional<Reply> reply = agent.handle(request.get());
                        if (reply.isPresent()) {
                            say(messages, reply.get());
                        }
                    } else {
                        agent.inputEnds();
                    }
                }
            } else if (!hasSlept(clock)) {
                return;
            }
            agent.tick();
        }
    }

    private static void say(Messages messages, Reply reply) {
        try {
            messages.send(reply);
        } catch (IOException e) {
            System.err.println("pairwire agent: nobody hears it: " + e.getMessage());
        }
    }

    private static boolean hasSlept(Patience.Clock clock) {
        try {
            clock.sleep(TICK);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Has the guard know that this process lives while it is at work past its deadline. */
    private static void stretch(Switch armed) {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        armed.stretch();
                        try {
                            Patience.SYSTEM_CLOCK.sleep(STRETCH_INTERVAL);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "stretch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the deadline that a dead agent left, and settles its journal, unless another agent takes it up. */
    private static int settle(TopologyName topology) throws IOException {
        Disk disk = new FileDisk();
        AgentPaths paths = AgentPaths.OF_HOST;
        Deadline deadline = new Deadline(disk, new Processes(disk, paths), paths.deadline(topology));
        try (Host host = host(disk, new Switch(Patience.SYSTEM_CLOCK, Guard.NONE))) {
            if (deadline.left() > 0) {
                host.getReady(topology);
            }
            while (Files.exists(paths.journal(topology))) {
                if (deadline.isWatchedOver()) {
                    return 0;
                }
                if (deadline.left() <= 0) {
                    return settleNow(topology, host, deadline);
                }
                if (!hasSlept(Patience.SYSTEM_CLOCK)) {
                    return FAILED;
                }
            }
            return 0;
        }
    }

    private static int settleNow(TopologyName topology, Host host, Deadline deadline) throws IOException {
        Request.Claim claim = new Request.Claim(SETTLE, "the guard of " + topology, Duration.ofSeconds(5));
        try {
            return host.settle(topology, claim, () -> deadline.left() <= 0) ? 0 : FAILED;
        } catch (RefusedException e) {
            System.err.println("pairwire agent: " + e.getMessage());
            return FAILED;
        }
    }
}
