package io.pairwire.transaction;

import io.pairwire.model.HostName;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A word now and then to every host that waits for us: that we live. Hosts that do not hear it go back by themselves, or are claimed no
 * longer.
 */
final class Heartbeats implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Map<HostName, HostConversation> hosts = new ConcurrentHashMap<>();
    private final Set<HostName> saying = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private Heartbeats(Duration pause) {
        threads.execute(() -> beat(pause));
    }

    /** Begins, to hosts that wait so long for a word. */
    static Heartbeats forHostsThatWait(Duration timeout) {
        Duration quarter = timeout.dividedBy(4);
        return new Heartbeats(quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE);
    }

    /** Speaks to a host by this conversation from now on. */
    void to(HostName host, HostConversation conversation) {
        hosts.put(host, conversation);
    }

    /** Speaks to a host no more. */
    void no(HostName host) {
        hosts.remove(host);
    }

    private void beat(Duration pause) {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                // One that does not take it up must not keep it from the others.
                hosts.forEach((host, conversation) -> {
                    if (saying.add(host)) {
                        threads.execute(() -> {
                            conversation.heartbeat();
                            saying.remove(host);
                        });
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
