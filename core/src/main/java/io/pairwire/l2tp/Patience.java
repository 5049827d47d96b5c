package io.pairwire.l2tp;

import io.pairwire.netlink.NetlinkException;
import java.time.Duration;

/**
 * Waiting for what the kernel does after it has said yes: a deleted tunnel, session or interface is gone only some 1 to 100 ms later,
 * and no message tells when.
 */
public final class Patience {
    /** Time, and its passing. */
    public interface Clock {
        /** Returns nanoseconds from some fixed moment on. */
        long nanos();

        /** Lets so much time pass. */
        void sleep(Duration pause) throws InterruptedException;
    }

    /** What is waited for. */
    public interface Condition {
        boolean holds() throws NetlinkException;
    }

    /** The system's monotonic clock. */
    public static final Clock SYSTEM_CLOCK = SystemClock.INSTANCE;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Clock clock;
    private final Duration limit;

    /** Waits so long by that clock. */
    public Patience(Clock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Returns one that waits so long by the system's monotonic clock. */
    public static Patience ofSystem(Duration limit) {
        return new Patience(SYSTEM_CLOCK, limit);
    }

    /** Looks, again and again with growing pauses, until the condition holds or the time is up; returns whether it holds. */
    public boolean until(Condition condition) throws NetlinkException, InterruptedException {
        long start = clock.nanos();
        Duration pause = FIRST_PAUSE;
        while (!condition.holds()) {
            Duration left = limit.minusNanos(clock.nanos() - start);
            if (left.isNegative() || left.isZero()) {
                return false;
            }
            clock.sleep(pause.compareTo(left) < 0 ? pause : left);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
        return true;
    }

    private enum SystemClock implements Clock {
        INSTANCE;

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
            Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
        }
    }
}
