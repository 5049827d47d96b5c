package io.pairwire.agent;

import io.pairwire.l2tp.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time on one host, which passes when somebody lets it, or waits; whatever runs there sees it pass. */
public final class FakeClock implements Patience.Clock {
    private long now;
    private final List<Runnable> watchers = new ArrayList<>();

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleep(Duration pause) {
        advance(pause);
    }

    /** Lets time pass. */
    public void advance(Duration by) {
        now += by.toNanos();
        List.copyOf(watchers).forEach(Runnable::run);
    }

    /** Has something done whenever time has passed. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }
}
