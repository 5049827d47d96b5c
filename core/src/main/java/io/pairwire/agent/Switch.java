package io.pairwire.agent;

import io.pairwire.l2tp.Patience;
import io.pairwire.model.TopologyName;
import java.io.IOException;
import java.time.Duration;

/**
 * The dead-man's switch: armed before anything is changed, it goes off when the controller has not been heard for so long. Its clock is
 * monotonic.
 *
 * <p>Once it has gone off, no word that comes late counts: what is taken back may be seen by others already.
 */
final class Switch {
    /** By how much the guard is put off while this process is at work past the deadline, and for how long that may go on. */
    private static final Duration STRETCH = Duration.ofSeconds(2);

    private static final Duration LONGEST_STRETCH = Duration.ofMinutes(2);

    /** How long a host stays claimed for a controller that says nothing. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Patience.Clock clock;
    private final Guard guard;
    private Duration timeout = Duration.ZERO;
    private long deadline;
    private boolean armed;
    private boolean leased;
    private boolean hasGoneOff;
    private boolean busy;

    Switch(Patience.Clock clock, Guard guard) {
        this.clock = clock;
        this.guard = guard;
    }

    /**
     * Goes off, too, where nobody is heard who has only claimed the host: there is nothing to go back to then, but a host must not stay
     * locked for one who will not come again.
     */
    synchronized void lease() {
        if (!armed) {
            leased = true;
            timeout = LEASE;
            deadline = clock.nanos() + LEASE.toNanos();
        }
    }

    /** Arms it, for a change of a topology. */
    synchronized void arm(TopologyName topology, Duration after) throws IOException {
        guard.start(topology, after);
        timeout = after;
        deadline = clock.nanos() + after.toNanos();
        hasGoneOff = false;
        armed = true;
    }

    /** The controller lives. */
    synchronized void heard() {
        if ((armed || leased) && !hasGoneOff()) {
            deadline = clock.nanos() + timeout.toNanos();
            if (armed) {
                guard.deadlineIn(timeout);
            }
        }
    }

    /** Returns whether the controller was not heard for too long. */
    synchronized boolean hasGoneOff() {
        hasGoneOff |= (armed || leased) && clock.nanos() - deadline >= 0;
        return hasGoneOff;
    }

    /** This process is at work, or has done it: whoever works is not dead, even where it takes longer than the controller may be silent. */
    synchronized void busy(boolean is) {
        busy = is;
    }

    /** Puts the guard off where this process is at work past the deadline. */
    synchronized void stretch() {
        long over = clock.nanos() + STRETCH.toNanos() / 2 - deadline;
        if (armed && busy && over >= 0 && over < LONGEST_STRETCH.toNanos()) {
            guard.deadlineIn(STRETCH);
        }
    }

    /** Leaves it to another process that takes over. */
    synchronized void handTo(String process) {
        if (armed) {
            guard.handTo(process);
            armed = false;
            leased = false;
        }
    }

    /** Nothing is open any more. */
    synchronized void disarm() {
        if (armed) {
            guard.end();
            armed = false;
            lease();
        }
    }
}
