package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.TopologyName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A run's hold on a host, for one topology: the lock, which another agent of the same run may be handed. */
final class Tenure implements Closeable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** How long an agent is waited for that is asked to hand over; it may be in the midst of a change. */
    private static final Duration HANDOVER_PATIENCE = Duration.ofSeconds(20);

    private final Locks.Held lock;
    private final Disk disk;
    private final Path handover;
    private final String run;

    private Tenure(Locks.Held lock, Disk disk, Path handover, String run) {
        this.lock = lock;
        this.disk = disk;
        this.handover = handover;
        this.run = run;
    }

    /** Takes hold, waiting as long as the claim says where another run has it. */
    static Tenure take(
            TopologyName topology, Request.Claim claim, AgentPaths paths, Disk disk, Locks locks, Patience.Clock clock)
            throws RefusedException {
        Locks.Held lock = take(paths.lock(topology), claim, claim.patience(), locks, clock);
        return new Tenure(lock, disk, paths.handover(topology), claim.run());
    }

    /**
     * Takes hold in place of an earlier agent of the same run, which may be waiting for just that.
     *
     * @param self what tells this process from all others
     */
    static Tenure takeOver(
            TopologyName topology,
            Request.Claim claim,
            AgentPaths paths,
            Disk disk,
            Locks locks,
            Patience.Clock clock,
            String self)
            throws RefusedException {
        Path handover = paths.handover(topology);
        try {
            disk.replace(handover, claim.run() + "\n" + self + "\n");
            try {
                Duration patience =
                        claim.patience().compareTo(HANDOVER_PATIENCE) > 0 ? claim.patience() : HANDOVER_PATIENCE;
                Locks.Held lock = take(paths.lock(topology), claim, patience, locks, clock);
                return new Tenure(lock, disk, handover, claim.run());
            } finally {
                disk.delete(handover);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    Reply.Refused.Why.UNFIT,
                    "cannot ask for the lock " + paths.lock(topology) + ": " + e,
                    "the agent must run as root, and be able to write below " + paths.runtime());
        }
    }

    private static Locks.Held take(Path file, Request.Claim claim, Duration patience, Locks locks, Patience.Clock clock)
            throws RefusedException {
        long start = clock.nanos();
        while (true) {
            try {
                return locks.take(file, holder(claim));
            } catch (RefusedException e) {
                if (e.reply().why() != Reply.Refused.Why.LOCKED
                        || clock.nanos() - start >= patience.toNanos()
                        || !hasSlept(clock)) {
                    throw e;
                }
            }
        }
    }

    private static boolean hasSlept(Patience.Clock clock) {
        try {
            clock.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String holder(Request.Claim claim) {
        return claim.holder() + ", run " + claim.run() + ", process "
                + ProcessHandle.current().pid() + ", since " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the process that wants to take over, where there is one of the same run. */
    Optional<String> successor() {
        try {
            return disk.read(handover)
                    .filter(text -> text.startsWith(run + "\n"))
                    .map(text -> text.substring(run.length()).strip());
        } catch (IOException e) {
            // It will ask again, or wait in vain.
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
