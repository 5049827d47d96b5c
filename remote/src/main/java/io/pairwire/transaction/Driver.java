package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Does what a {@link Coordinator} wants done, over real connections, and tells it what came of it: a thread for each host that is
 * spoken to, and the caller's own, on which alone decisions are made.
 */
final class Driver implements AutoCloseable {
    /** How much earlier than the host's own we think its time is up: to reach it just then would be of no use. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** How often who looks on is told at least. */
    private static final Duration TICK = Duration.ofMillis(250);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final TopologyName topology;
    private final Coordinator coordinator;
    private final Map<HostName, HostConversation> conversations;
    private final Agents agents;
    private final Heartbeats heartbeats;
    private final Conduct conduct;
    private final Decisions decisions;
    private final LastWord lastWord;
    private final Watch watch;

    private final BlockingQueue<Function<Coordinator, List<Step>>> events = new LinkedBlockingQueue<>();
    private final Map<HostName, Long> heardAt = new ConcurrentHashMap<>();
    private final Set<HostName> patient = ConcurrentHashMap.newKeySet();
    private final Set<HostName> trying = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(Driver::daemon);

    Driver(
            TopologyName topology,
            Coordinator coordinator,
            Map<HostName, HostConversation> conversations,
            Agents agents,
            Heartbeats heartbeats,
            Conduct conduct,
            Decisions decisions,
            LastWord lastWord,
            Watch watch) {
        this.topology = topology;
        this.coordinator = coordinator;
        this.conversations = new ConcurrentHashMap<>(conversations);
        this.agents = agents;
        this.heartbeats = heartbeats;
        this.conduct = conduct;
        this.decisions = decisions;
        this.lastWord = lastWord;
        this.watch = watch;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "transaction");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes back, from any thread and as soon as may be, whatever is not being confirmed. */
    void stop(String why) {
        events.add(now -> now.stop(why));
    }

    /** Goes on until it is known of every pseudowire what became of it. */
    void run() throws InterruptedException {
        perform(coordinator.start());
        boolean asked = false;
        while (!coordinator.isEnded()) {
            watch.look(coordinator::progress);
            Function<Coordinator, List<Step>> event = events.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                continue;
            }
            perform(event.apply(coordinator));
            if (coordinator.isWaitingToConfirm() && !asked) {
                asked = true;
                threads.execute(this::askForTheLastWord);
            }
        }
    }

    private void perform(List<Step> steps) {
        decide(steps);
        for (Step step : steps) {
            if (step instanceof Step.Ask ask) {
                threads.execute(() -> ask(ask.host(), ask.request()));
            } else if (step instanceof Step.ComeBack back) {
                comeBack(back.host(), back.patiently());
            }
        }
    }

    /** Writes down what is decided, all in one go, before anything is done about it. */
    private void decide(List<Step> steps) {
        Set<PseudowireName> confirming = new HashSet<>();
        Set<HostName> hosts = new HashSet<>();
        Set<PseudowireName> settled = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof Step.Decide decide) {
                confirming.addAll(decide.pseudowires());
                hosts.addAll(decide.hosts());
            } else if (step instanceof Step.Settle settle) {
                settled.addAll(settle.pseudowires());
            }
        }
        if (!confirming.isEmpty()) {
            decisions.confirming(confirming, hosts);
        }
        if (!settled.isEmpty()) {
            decisions.settled(settled);
        }
    }

    private void ask(HostName host, Request request) {
        try {
            Reply reply = conversation(host).ask(request);
            heardAt.put(host, System.nanoTime());
            events.add(now -> now.answered(host, reply));
        } catch (HostConversation.Failed e) {
            events.add(now -> now.lost(host, e.failure()));
        } catch (RuntimeException e) {
            // Whatever it is, the host is not to be waited for.
            HostFailure failure = new HostFailure(host, HostFailure.Kind.LOST, host + ": " + e, "");
            events.add(now -> now.lost(host, failure));
        }
    }

    private void comeBack(HostName host, boolean patiently) {
        if (patiently) {
            patient.add(host);
        }
        if (trying.add(host)) {
            threads.execute(() -> {
                conversation(host).close();
                tryToComeBack(host);
            });
        }
    }

    /** Tries until the host is reached or, by our clock, no longer waits for us. */
    private void tryToComeBack(HostName host) {
        long waitsUntil = heardAt.getOrDefault(host, System.nanoTime())
                + conduct.confirmTimeout().minus(MARGIN).toNanos();
        String why;
        do {
            try {
                HostConversation again =
                        HostConversation.start(host, agents, new Request.Resume(topology, conduct.claim()));
                Reply.Resumed state = again.expect(Reply.Resumed.class);
                conversations.put(host, again);
                heartbeats.to(host, again);
                heardAt.put(host, System.nanoTime());
                trying.remove(host);
                events.add(now -> now.cameBack(host, state));
                return;
            } catch (HostConversation.Failed e) {
                why = e.failure().message();
            }
            try {
                TimeUnit.NANOSECONDS.sleep(BETWEEN_ATTEMPTS.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        } while (patient.contains(host) && System.nanoTime() - waitsUntil < 0);
        String last = why;
        trying.remove(host);
        events.add(now -> now.stayedAway(host, last));
    }

    private void askForTheLastWord() {
        try {
            boolean keeps = lastWord.keeps(conduct.confirmTimeout());
            events.add(now -> keeps ? now.confirmAll() : now.stop("nobody said that it is to stay"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HostConversation conversation(HostName host) {
        HostConversation conversation = conversations.get(host);
        if (conversation == null) {
            throw new IllegalStateException("no conversation with " + host);
        }
        return conversation;
    }

    /** Ends every conversation but those that may go on: with the agents that were there from the start, and owe no answer. */
    @Override
    public void close() {
        threads.shutdownNow();
        Set<HostName> idle = coordinator.isEnded() ? coordinator.idle() : Set.of();
        new ArrayList<>(conversations.values())
                .stream()
                        .filter(conversation -> !idle.contains(conversation.host()))
                        .forEach(HostConversation::close);
    }
}
