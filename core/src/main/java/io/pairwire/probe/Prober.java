package io.pairwire.probe;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends probes over the pseudowires of one network namespace, and answers those of their far ends.
 *
 * <p>One socket for all of them. A thread of its own answers from {@link #listen} on until the prober is closed, whether this end probes
 * itself or not: the far end may be later.
 */
public final class Prober implements Closeable {
    /** How long the answering thread waits at once, and so how long it may take to close. */
    private static final int WAIT_MILLIS = 50;

    /** Between the first two rounds; it doubles from round to round, up to the longest. */
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    private final ProbeSocket socket;
    private final TopologyName topology;
    private final Nonce nonce;
    private final LongSupplier clock;
    private final Map<Integer, Correspondent> byIndex = new ConcurrentHashMap<>();
    private final Map<PseudowireName, Correspondent> byName = new ConcurrentHashMap<>();
    private final Map<Long, PseudowireName> names = new ConcurrentHashMap<>();
    private final Object progress = new Object();
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(1 << 17);
    private final Thread answering;
    private volatile boolean closed;
    private volatile @Nullable NetlinkException broken;

    private Prober(ProbeSocket socket, TopologyName topology, Nonce nonce, LongSupplier clock) {
        this.socket = socket;
        this.topology = topology;
        this.nonce = nonce;
        this.clock = clock;
        this.answering = new Thread(this::answer, "probes");
        this.answering.setDaemon(true);
    }

    /**
     * Returns a prober over a socket, which is closed with it.
     *
     * @param clock nanoseconds since whenever, never going back
     */
    public static Prober over(ProbeSocket socket, TopologyName topology, Nonce nonce, LongSupplier clock) {
        Prober prober = new Prober(socket, topology, nonce, clock);
        prober.answering.start();
        return prober;
    }

    /** Answers the far ends of these pseudowires from now on. */
    public void listen(Collection<Target> targets) {
        for (Target target : targets) {
            long digest = PseudowireDigest.of(topology, target.pseudowire());
            Correspondent correspondent = new Correspondent(target, nonce, digest);
            names.put(digest, target.pseudowire());
            byName.put(target.pseudowire(), correspondent);
            byIndex.put(target.index(), correspondent);
        }
    }

    /**
     * Sends probes over pseudowires that are listened to, all at once, until each one's came back or the time is up; and goes on
     * listening.
     *
     * @return for each of them what came back now, and what was heard since it is listened to
     */
    public Map<PseudowireName, Evidence> probe(Collection<PseudowireName> pseudowires, Duration budget)
            throws InterruptedException {
        List<Correspondent> open = new ArrayList<>();
        for (PseudowireName name : pseudowires) {
            Correspondent correspondent = byName.get(name);
            if (correspondent != null) {
                correspondent.begin();
                open.add(correspondent);
            }
        }
        List<Correspondent> all = List.copyOf(open);
        long start = clock.getAsLong();
        long next = 0;
        long pause = FIRST_PAUSE_NANOS;
        while (!open.isEmpty() && next < budget.toNanos() && broken == null) {
            for (FrameSize size : FrameSize.values()) {
                send(open, size);
            }
            next += pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            await(open, start + Math.min(next, budget.toNanos()));
        }
        Map<PseudowireName, Evidence> evidence = new HashMap<>();
        NetlinkException failure = broken;
        for (Correspondent correspondent : all) {
            if (failure != null) {
                correspondent.noteTrouble(failure.errno().name());
            }
            evidence.put(correspondent.target().pseudowire(), correspondent.evidence());
        }
        return evidence;
    }

    private void send(List<Correspondent> open, FrameSize size) {
        for (Correspondent correspondent : open) {
            if (!correspondent.isEchoed(size)) {
                send(correspondent, correspondent.probe(size, clock.getAsLong()));
            }
        }
    }

    /** Waits until all are done or the time has come, and takes out those that are. */
    private void await(List<Correspondent> open, long until) throws InterruptedException {
        synchronized (progress) {
            long left = until - clock.getAsLong();
            while (!dropDoneFromTheEnd(open).isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(progress, left);
                left = until - clock.getAsLong();
            }
        }
        open.removeIf(Correspondent::isDone);
    }

    /** Each one that gets done wakes who waits: to look at all of many each time would take long. */
    private static List<Correspondent> dropDoneFromTheEnd(List<Correspondent> open) {
        while (!open.isEmpty() && open.get(open.size() - 1).isDone()) {
            open.remove(open.size() - 1);
        }
        return open;
    }

    private void send(Correspondent from, ProbeFrame frame) {
        synchronized (outgoing) {
            frame.writeTo(outgoing, from.target().mac());
            try {
                socket.send(from.target().index(), outgoing);
            } catch (NetlinkException e) {
                // Where there is no room now there will be in the next round.
                if (e.errno() != Errno.EAGAIN && e.errno() != Errno.ENOBUFS) {
                    from.noteTrouble(e.errno().name());
                }
            }
        }
    }

    private void answer() {
        ByteBuffer incoming = ByteBuffer.allocateDirect(ProbeFrame.HEADER_OCTETS);
        while (!closed) {
            try {
                Optional<Arrival> arrival = socket.receive(incoming, WAIT_MILLIS);
                if (arrival.isPresent()) {
                    take(arrival.get(), incoming);
                }
            } catch (NetlinkException e) {
                broken = e;
                return;
            }
        }
    }

    private void take(Arrival arrival, ByteBuffer octets) {
        Correspondent at = byIndex.get(arrival.index());
        Optional<ProbeFrame> frame = at == null ? Optional.empty() : ProbeFrame.read(octets, arrival.length());
        if (at == null || frame.isEmpty() || !frame.get().nonce().equals(nonce)) {
            return;
        }
        if (frame.get().digest() != at.digest()) {
            at.noteStray(Optional.ofNullable(names.get(frame.get().digest())));
            return;
        }
        at.take(frame.get(), clock.getAsLong()).ifPresent(echo -> send(at, echo));
        if (at.isDone()) {
            synchronized (progress) {
                progress.notifyAll();
            }
        }
    }

    /** Ends the answering, and closes the socket. */
    @Override
    public void close() throws NetlinkException {
        closed = true;
        boolean interrupted = false;
        while (answering.isAlive()) {
            try {
                answering.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }
}
