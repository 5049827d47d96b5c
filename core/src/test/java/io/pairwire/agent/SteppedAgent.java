package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import io.pairwire.netlink.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One agent process on a fake host, driven message by message: no thread, no stream, no real time. The host's kernel, disk and clock
 * outlive it.
 *
 * <p>Its life is counted in steps: a write to the disk, taking a lock, a datagram to the kernel. It can be told to die at any of them.
 */
public final class SteppedAgent {
    private final Sockets kernel;
    private final FakeDisk disk;
    private final FakeClock clock;
    private final FakeDisk.Life process;
    private final Host host;
    private boolean ended;
    private boolean busy;

    /** Starts an agent on a host. */
    public SteppedAgent(Sockets kernel, FakeDisk disk, FakeClock clock) {
        this.kernel = kernel;
        this.disk = disk;
        this.clock = clock;
        this.process = disk.new Life();
        this.host = new Host(
                new Mortal(kernel),
                new InProcessAgent.NoProbes(),
                FakeDisk.paths(),
                process,
                process,
                new Patience(clock, Duration.ofSeconds(60)));
        clock.watch(this::tick);
    }

    /** It dies when it takes so many more steps, 1 being the next; that step is not taken, or by half. */
    public void dieAfter(int steps) {
        process.dieAfter(steps);
    }

    /** It is killed, just now. */
    public void kill() {
        process.die();
        ended = true;
    }

    /** Returns how many steps it has taken. */
    public int steps() {
        return process.steps();
    }

    /** Returns whether it runs no more: killed, or come to its end. */
    public boolean hasEnded() {
        return ended || process.isDead();
    }

    /** Hears a request; empty where there is no reply to it, or nobody to reply any more. */
    public Optional<Reply> handle(Request request) {
        return living(() ->
                request instanceof Request.Heartbeat ? Optional.empty() : Optional.of(Main.answer(request, host)));
    }

    /** Its input ends: the controller, or the way from there, is no more. */
    public void inputEnds() {
        living(() -> {
            host.takeBack();
            end();
            return Optional.empty();
        });
    }

    /** Looks at the clock, as it does whenever time passes. */
    public void tick() {
        if (!busy) {
            living(Optional::empty);
        }
    }

    /**
     * Does what the host's guard does at this moment: where the agent is dead, and its deadline has passed, settles what it left.
     *
     * @param mostSteps when the process that does it dies itself, as with {@link #dieAfter}
     * @return whether that process lived to its end
     */
    public boolean restart(int mostSteps) {
        if (!hasEnded()) {
            return true;
        }
        SteppedAgent settling = new SteppedAgent(kernel, disk, clock);
        settling.dieAfter(mostSteps);
        settling.inputEnds();
        return !settling.process.isDead();
    }

    private Optional<Reply> living(Work work) {
        if (hasEnded()) {
            return Optional.empty();
        }
        busy = true;
        try {
            return work.done();
        } catch (FakeDisk.Death e) {
            ended = true;
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            busy = false;
        }
    }

    private void end() throws IOException {
        ended = true;
        host.close();
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
                    process.step();
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
