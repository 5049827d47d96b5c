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

    /** How many pseudowires are sent to at once. */
    private static final int BURST = 64;

    /** After so long without a frame no more is awaited before the next are sent; and never longer than the other. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long LONGEST_NOISE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

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
    private volatile long lastArrival;
    private volatile boolean closed;
    private volatile @Nullable NetlinkException broken;

    private Prober(ProbeSocket socket, TopologyName topology, Nonce nonce, LongSupplier clock) {
        this.socket = socket;
        this.topology = topology;
        this.nonce = nonce;
        this.clock = clock;
        this.lastArrival = clock.getAsLong();
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
     * @return for each of them that was sent to before the time was up, what came back now, and what was heard since it is listened to
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
        long next = clock.getAsLong();
        long deadline = next + budget.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (!open.isEmpty() && clock.getAsLong() < deadline && broken == null) {
            send(open, deadline);
            next = Math.max(next + pause, clock.getAsLong());
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            await(open, Math.min(next, deadline));
            // What is only late must not be sent again on top of it.
            awaitQuiet(open, deadline);
            open.removeIf(Correspondent::isDone);
        }
        Map<PseudowireName, Evidence> evidence = new HashMap<>();
        NetlinkException failure = broken;
        for (Correspondent correspondent : all) {
            if (failure != null) {
                correspondent.noteTrouble(failure.errno().name());
            }
            if (correspondent.isTried()) {
                evidence.put(correspondent.target().pseudowire(), correspondent.evidence());
            }
        }
        return evidence;
    }

    /** Sends to all, a few at once: thousands together would only wait for each other, and be lost where there is no room for them. */
    private void send(List<Correspondent> open, long deadline) throws InterruptedException {
        for (int from = 0; from < open.size() && clock.getAsLong() < deadline; from += BURST) {
            List<Correspondent> burst = open.subList(from, Math.min(open.size(), from + BURST));
            for (Correspondent correspondent : burst) {
                for (FrameSize size : FrameSize.values()) {
                    if (!correspondent.isEchoed(size)) {
                        send(correspondent, correspondent.probe(size, clock.getAsLong()));
                    }
                }
            }
            if (from + BURST < open.size()) {
                awaitQuiet(burst, deadline);
            }
        }
    }

    /** Waits until all are done or the time has come. */
    private void await(List<Correspondent> open, long until) throws InterruptedException {
        List<Correspondent> waiting = new ArrayList<>(open);
        synchronized (progress) {
            long left = until - clock.getAsLong();
            while (!dropDoneFromTheEnd(waiting).isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(progress, left);
                left = until - clock.getAsLong();
            }
        }
    }

    /** Waits until all are done, or nothing has arrived for a while: what is to come has come. */
    private void awaitQuiet(List<Correspondent> sent, long deadline) throws InterruptedException {
        List<Correspondent> waiting = new ArrayList<>(sent);
        long start = clock.getAsLong();
        long latest = Math.min(deadline, start + LONGEST_NOISE_NANOS);
        synchronized (progress) {
            while (!dropDoneFromTheEnd(waiting).isEmpty()) {
                long quiet = Math.max(start, lastArrival) + QUIET_NANOS;
                long left = Math.min(quiet, latest) - clock.getAsLong();
                if (left <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(progress, left);
            }
        }
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
        long now = clock.getAsLong();
        lastArrival = now;
        at.take(frame.get(), now).ifPresent(echo -> send(at, echo));
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
