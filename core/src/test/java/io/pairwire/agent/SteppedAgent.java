package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One agent process on a fake host, driven message by message: no thread, no stream, no real time. The host's kernel, disk and clock
 * outlive it.
 *
 * <p>Its life is counted in steps: a write to the disk, taking a lock, a datagram to the kernel. It can be told to die at any of them.
 */
public final class SteppedAgent {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sockets kernel;
    private final FakeDisk disk;
    private final FakeClock clock;
    private final FakeDisk.Life life;
    private final Switch armed;
    private final Host host;
    private final Agent agent;
    private boolean busy;

    /** Starts an agent on a host. */
    public SteppedAgent(Sockets kernel, FakeDisk disk, FakeClock clock) {
        this(kernel, disk, clock, Contact.UNKNOWN);
    }

    /** Starts one whose requests come by a connection that they may cut. */
    SteppedAgent(Sockets kernel, FakeDisk disk, FakeClock clock, Contact contact) {
        disk.timeIsOf(clock);
        this.kernel = kernel;
        this.disk = disk;
        this.clock = clock;
        this.life = disk.new Life();
        this.armed = new Switch(clock, new StandBy());
        this.host = new Host(
                new Mortal(kernel),
                new InProcessAgent.NoProbes(),
                disk.paths(),
                life,
                life,
                clock,
                new Patience(clock, PATIENCE),
                armed,
                contact,
                () -> Instant.EPOCH.plusNanos(clock.nanos()));
        this.agent = new Agent(host, armed);
        clock.watch(this::tick);
    }

    /** Remembers when somebody must step in. */
    private final class StandBy implements Guard {
        @Override
        public void start(TopologyName topology, Duration left) {
            life.step();
            deadlineIn(left);
        }

        @Override
        public void deadlineIn(Duration left) {
            disk.deadline(clock.nanos() + left.toNanos());
        }

        @Override
        public void handTo(String process) {}

        @Override
        public void end() {}
    }

    /** It dies when it takes so many more steps, 1 being the next; that step is not taken, or by half. */
    public void dieAfter(int steps) {
        life.dieAfter(steps);
    }

    /** It is killed, just now. */
    public void kill() {
        life.die();
    }

    /** Returns how many steps it has taken. */
    public int steps() {
        return life.steps();
    }

    /** Returns whether it runs no more: killed, or come to its end. */
    public boolean hasEnded() {
        return life.isDead() || agent.hasEnded();
    }

    /** Hears a request; empty where there is no reply to it, or nobody to reply any more. */
    public Optional<Reply> handle(Request request) {
        return living(() -> {
            agent.heard();
            return agent.handle(request);
        });
    }

    /** Its input ends: the controller, or the way from there, is no more. */
    public void inputEnds() {
        living(() -> {
            agent.inputEnds();
            return Optional.empty();
        });
    }

    /** Looks at the clock, and whether another agent of its run wants to take over, as it does whenever time passes. */
    public void tick() {
        living(() -> {
            agent.tick();
            return Optional.empty();
        });
    }

    /** Does what the host's guard does at this moment, and returns whether nothing is left to settle. */
    public boolean restart() {
        return restart(Integer.MAX_VALUE);
    }

    /**
     * Does what the host's guard does at this moment: where the agent is dead, and its deadline has passed, settles what it left.
     *
     * @param mostSteps when the process that does it dies itself, as with {@link #dieAfter}
     * @return whether nothing is left to settle
     */
    public boolean restart(int mostSteps) {
        for (TopologyName topology : disk.journals()) {
            if (hasEnded() && clock.nanos() - disk.deadline() >= 0) {
                SteppedAgent settling = new SteppedAgent(kernel, disk, clock);
                settling.life.dieAfter(mostSteps);
                settling.living(() -> {
                    try {
                        Request.Claim claim = new Request.Claim("settle", "the guard", Duration.ZERO);
                        settling.host.settle(topology, claim, () -> clock.nanos() - disk.deadline() >= 0);
                    } catch (RefusedException e) {
                        System.err.println(e.getMessage());
                    }
                    settling.agent.close();
                    return Optional.empty();
                });
            }
        }
        return disk.journals().isEmpty();
    }

    /** Does what an agent does while its first request is still being read. */
    void getReady() {
        living(() -> {
            agent.getReady();
            return Optional.empty();
        });
    }

    /** Does what the guard's process does while it waits. */
    void getReady(TopologyName topology) {
        host.getReady(topology);
    }

    private Optional<Reply> living(Work work) {
        if (busy || hasEnded()) {
            return Optional.empty();
        }
        busy = true;
        try {
            return work.done();
        } catch (FakeDisk.Death e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            busy = false;
        }
    }

    private interface Work {
        Optional<Reply> done() throws IOException;
    }

    /** A kernel that a dead process says nothing more to. */
    private final class Mortal implements Sockets {
        private final Sockets sockets;

        Mortal(Sockets sockets) {
            this.sockets = sockets;
        }

        @Override
        public Sockets within(Path namespace) {
            return new Mortal(sockets.within(namespace));
        }

        @Override
        public Socket open(Protocol protocol) throws NetlinkException {
            Socket socket = sockets.open(protocol);
            return new Socket() {
                @Override
                public int portId() {
                    return socket.portId();
                }

                @Override
                public void send(ByteBuffer datagram) throws NetlinkException {
                    life.step();
                    socket.send(datagram);
                }

                @Override
                public int receive(ByteBuffer into, int timeoutMillis) throws NetlinkException {
                    return socket.receive(into, timeoutMillis);
                }

                @Override
                public void join(int group) throws NetlinkException {
                    socket.join(group);
                }

                @Override
                public void close() throws NetlinkException {
                    socket.close();
                }
            };
        }
    }
}
