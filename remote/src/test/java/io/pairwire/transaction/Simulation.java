package io.pairwire.transaction;

import io.pairwire.agent.FakeClock;
import io.pairwire.agent.FakeDisk;
import io.pairwire.agent.SteppedAgent;
import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.kernel.FakeKernel;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run over fake hosts that goes as a schedule has it: which message arrives when, when time passes, and what breaks at which moment.
 * One thread, no real time; the same schedule always goes the same way.
 *
 * <p>The real coordinator and the real agents take part, over fake kernels, disks and clocks.
 */
final class Simulation {
    static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(60);

    /** What the second run is known by on hosts. */
    static final String SECOND_RUN = "run 2";

    /** How long the controller waits for a silent host before it counts it as lost. */
    private static final int SILENCE_SECONDS = 15;

    private static final int MOST_EVENTS = 5000;
    private static final Optional<Conduct.Frames> FRAMES =
            Optional.of(new Conduct.Frames("0".repeat(32), Duration.ofSeconds(5)));

    private static final EndProbe PASSED = new EndProbe(
            true,
            true,
            true,
            true,
            OptionalLong.of(1),
            1446,
            Optional.empty(),
            false,
            Optional.empty(),
            EndProbe.Growth.NONE);

    private final Random random;
    private final Map<HostName, FakeKernel> kernels = new TreeMap<>();
    private final Map<HostName, FakeDisk> disks = new TreeMap<>();
    private final Map<HostName, FakeClock> clocks = new TreeMap<>();
    private final List<String> story = new ArrayList<>();
    private int runs;

    Simulation(long seed) {
        this.random = new Random(seed);
    }

    /** Something that breaks. */
    enum Misfortune {
        NONE,
        CONTROLLER_DIES,
        CONTROLLER_STALLS,
        AGENT_DIES_NOW,
        AGENT_DIES_AT_A_STEP,
        CONNECTION_IS_CUT,
        NOTHING_PASSES,
        DISK_FILLS
    }

    /**
     * When what breaks.
     *
     * @param event before which event of the run it does
     * @param host where it is a host's
     * @param step after how many more steps an agent dies, where it does not die at once
     */
    record Fault(Misfortune what, int event, HostName host, int step) {}

    /** What came of a run. */
    record End(List<Fate> fates, Set<PseudowireName> decided, int events) {
        Set<PseudowireName> of(Fate.Kind kind) {
            Set<PseudowireName> names = new TreeSet<>();
            fates.stream().filter(fate -> fate.kind() == kind).forEach(fate -> names.addAll(fate.pseudowires()));
            return names;
        }
    }

    /** The way between the controller and one agent. */
    private static final class Channel {
        private final SteppedAgent agent;
        private final Deque<Request> down = new ArrayDeque<>();
        private final Deque<Reply> up = new ArrayDeque<>();
        private boolean broken;
        private boolean blocked;
        private int silentSeconds;

        Channel(SteppedAgent agent) {
            this.agent = agent;
        }

        boolean isLost() {
            return broken || (agent.hasEnded() && up.isEmpty());
        }
    }

    private static <T> T of(Map<HostName, T> all, HostName host) {
        return Objects.requireNonNull(all.get(host), () -> "no such host: " + host);
    }

    private FakeClock clock(HostName host) {
        return clocks.computeIfAbsent(host, name -> new FakeClock());
    }

    private SteppedAgent start(HostName host) {
        return new SteppedAgent(
                kernels.computeIfAbsent(host, name -> new FakeKernel()),
                disks.computeIfAbsent(host, name -> new FakeDisk()),
                clock(host));
    }

    /** Returns all that was done, for a person who wonders. */
    String story() {
        return String.join("\n", story);
    }

    Set<HostName> hosts() {
        return kernels.keySet();
    }

    FakeKernel kernel(HostName host) {
        return of(kernels, host);
    }

    FakeDisk disk(HostName host) {
        return of(disks, host);
    }

    /** Brings the hosts to a topology, under misfortunes, and lets time pass until every host has settled. */
    End run(Map<HostName, HostPlan> plans, List<Fault> faults) {
        Request.Claim claim = new Request.Claim("run " + ++runs, "a simulation", Duration.ZERO);
        Map<HostName, Channel> channels = new TreeMap<>();
        Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
        plans.forEach((host, plan) -> {
            SteppedAgent agent = start(host);
            channels.put(host, new Channel(agent));
            Reply reply = agent.handle(new Request.Observe(plan, Optional.of(claim)))
                    .orElseThrow(() -> new AssertionError(host + " does not answer"));
            if (!(reply instanceof Reply.Observed seen)) {
                throw new AssertionError(host + " refuses to observe: " + reply);
            }
            observed.put(host, seen);
        });
        PairPlan plan = PairPlan.of(plans, observed, Map.of());
        if (!plan.held().isEmpty()) {
            throw new AssertionError("held: " + plan.held());
        }
        List<Bundle> bundles = new ArrayList<>(Bundle.of(plan, observed));
        observed.forEach((host, seen) -> {
            if (seen.manifestStale()) {
                bundles.add(Bundle.ofNotes(host));
            }
        });
        Map<HostName, Request.Prepare> preparations = new LinkedHashMap<>();
        bundles.forEach(bundle -> bundle.work()
                .keySet()
                .forEach(host -> preparations.put(
                        host,
                        new Request.Prepare(Orders.NONE, Map.of(), false, CONFIRM_TIMEOUT, Provenance.of("apply")))));
        return new Going(plans, claim, channels, new Coordinator(bundles, preparations, false, FRAMES), faults).go();
    }

    /** One run as it goes. */
    private final class Going {
        private final Map<HostName, HostPlan> plans;
        private final Request.Claim claim;
        private final Map<HostName, Channel> channels;
        private final Coordinator coordinator;
        private final List<Fault> faults;
        private final Map<HostName, Boolean> comingBack = new TreeMap<>();
        private final Map<HostName, Integer> secondsTried = new TreeMap<>();
        private final Set<PseudowireName> decided = new TreeSet<>();
        private boolean alive = true;
        private int events;

        Going(
                Map<HostName, HostPlan> plans,
                Request.Claim claim,
                Map<HostName, Channel> channels,
                Coordinator coordinator,
                List<Fault> faults) {
            this.plans = plans;
            this.claim = claim;
            this.channels = channels;
            this.coordinator = coordinator;
            this.faults = faults;
        }

        End go() {
            perform(coordinator.start());
            while (alive && !coordinator.isEnded()) {
                events++;
                if (events > MOST_EVENTS) {
                    throw new AssertionError("it never ends");
                }
                for (Fault fault : faults) {
                    if (fault.event() == events) {
                        story.add(events + ": " + fault);
                        strike(fault);
                    }
                }
                if (alive) {
                    one();
                }
            }
            channels.values().forEach(channel -> {
                if (!channel.blocked) {
                    channel.agent.inputEnds();
                }
            });
            settle();
            return new End(coordinator.fates(), decided, events);
        }

        /** Lets one of all the things happen that may happen next. */
        private void one() {
            List<Runnable> possible = new ArrayList<>();
            channels.forEach((host, channel) -> {
                if (!channel.blocked && !channel.broken && !channel.down.isEmpty()) {
                    possible.add(() -> hear(host, channel));
                }
                if (!channel.blocked && !channel.broken && !channel.up.isEmpty()) {
                    possible.add(() -> {
                        Reply reply = channel.up.remove();
                        story.add(events + ": " + host + " says " + brief(reply));
                        perform(coordinator.answered(host, reply));
                    });
                }
                if (channel.isLost()
                        && coordinator.hosts().contains(host)
                        && !comingBack.containsKey(host)
                        && !channel.blocked) {
                    possible.add(() -> lose(host, channel));
                }
            });
            comingBack.keySet().forEach(host -> possible.add(() -> comeBack(host)));
            if (possible.isEmpty() || random.nextInt(20) == 0) {
                pass(1 + random.nextInt(5), true);
            } else {
                possible.get(random.nextInt(possible.size())).run();
            }
        }

        private void hear(HostName host, Channel channel) {
            Request request = channel.down.remove();
            story.add(events + ": " + host + " hears " + brief(request));
            // Frames go their own way, which is not this one's subject: they pass.
            if (request instanceof Request.Listen) {
                channel.up.add(new Reply.Listening(Map.of()));
            } else if (request instanceof Request.Probe probe) {
                Map<PseudowireName, EndProbe> ends = new TreeMap<>();
                probe.pseudowires().forEach(name -> ends.put(name, PASSED));
                channel.up.add(new Reply.Probed(ends));
            } else {
                channel.agent.handle(request).ifPresent(channel.up::add);
            }
        }

        private void lose(HostName host, Channel channel) {
            if (knownLost.add(channel)) {
                story.add(events + ": " + host + " is lost");
                perform(coordinator.lost(host, new HostFailure(host, HostFailure.Kind.LOST, host + ": lost", "")));
            } else {
                pass(1, true);
            }
        }

        private final Set<Channel> knownLost = new HashSet<>();

        private void comeBack(HostName host) {
            Channel old = of(channels, host);
            SteppedAgent agent = start(host);
            Optional<Reply> reply = old.blocked
                    ? Optional.empty()
                    : agent.handle(new Request.Resume(of(plans, host).topology(), claim));
            if (reply.isPresent() && reply.get() instanceof Reply.Resumed resumed) {
                story.add(events + ": " + host + " is back: " + resumed);
                comingBack.remove(host);
                channels.put(host, new Channel(agent));
                perform(coordinator.cameBack(host, resumed));
                return;
            }
            agent.kill();
            story.add(events + ": " + host + " does not come back: " + reply);
            int tried = secondsTried.merge(host, 2, Integer::sum);
            pass(2, true);
            if (!comingBack.getOrDefault(host, false) || tried > CONFIRM_TIMEOUT.toSeconds()) {
                comingBack.remove(host);
                perform(coordinator.stayedAway(host, "no answer"));
            }
        }

        private void perform(List<Step> steps) {
            for (Step step : steps) {
                if (step instanceof Step.Ask ask) {
                    of(channels, ask.host()).down.add(ask.request());
                } else if (step instanceof Step.ComeBack back) {
                    comingBack.merge(back.host(), back.patiently(), Boolean::logicalOr);
                } else if (step instanceof Step.Decide decide) {
                    decided.addAll(decide.pseudowires());
                } else if (step instanceof Step.Settle settle) {
                    decided.removeAll(settle.pseudowires());
                }
            }
        }

        private void strike(Fault fault) {
            Channel channel = of(channels, fault.host());
            switch (fault.what()) {
                case NONE -> {}
                case CONTROLLER_DIES -> alive = false;
                case CONTROLLER_STALLS -> pass((int) CONFIRM_TIMEOUT.toSeconds() + 10, false);
                case AGENT_DIES_NOW -> channel.agent.kill();
                case AGENT_DIES_AT_A_STEP -> channel.agent.dieAfter(fault.step());
                case CONNECTION_IS_CUT -> {
                    channel.broken = true;
                    if (random.nextBoolean()) {
                        channel.agent.inputEnds();
                    }
                }
                case NOTHING_PASSES -> channel.blocked = true;
                case DISK_FILLS -> of(disks, fault.host()).full(true);
            }
        }

        /** Lets time pass everywhere; a controller that is awake says meanwhile that it lives, and notices who is silent. */
        private void pass(int seconds, boolean awake) {
            for (int i = 0; i < seconds; i++) {
                clocks.values().forEach(clock -> clock.advance(Duration.ofSeconds(1)));
                guard();
                if (!awake || !alive) {
                    continue;
                }
                channels.forEach((host, channel) -> {
                    if (channel.blocked) {
                        if (++channel.silentSeconds == SILENCE_SECONDS
                                && coordinator.hosts().contains(host)) {
                            story.add(events + ": " + host + " is silent");
                            perform(coordinator.lost(
                                    host, new HostFailure(host, HostFailure.Kind.LOST, host + ": silent", "")));
                        } else if (channel.silentSeconds > 2 * SILENCE_SECONDS && random.nextInt(20) == 0) {
                            // The way is free again, for whoever tries it anew.
                            channel.blocked = false;
                            channel.broken = true;
                            knownLost.add(channel);
                        }
                    } else if (!channel.broken) {
                        channel.agent.handle(new Request.Heartbeat());
                    }
                });
            }
        }

        private void guard() {
            channels.values().forEach(channel -> {
                if (channel.agent.hasEnded()) {
                    channel.agent.restart(Integer.MAX_VALUE);
                }
            });
        }

        private void settle() {
            disks.values().forEach(disk -> disk.full(false));
            alive = false;
            pass((int) CONFIRM_TIMEOUT.toSeconds() + 3, false);
        }
    }

    private static String brief(Object message) {
        String text = message.toString();
        return text.substring(0, Math.min(text.length(), 300));
    }

    /** Returns whether a host carries a pseudowire as a plan has it, or does not where the plan does not. */
    boolean isAsIn(HostPlan plan, PseudowireName pseudowire) {
        SteppedAgent agent = start(plan.host());
        Reply reply = agent.handle(new Request.Observe(plan, Optional.empty())).orElseThrow();
        agent.inputEnds();
        if (!(reply instanceof Reply.Observed seen)) {
            throw new AssertionError(plan.host() + ": " + reply);
        }
        for (Difference difference : seen.differences()) {
            if (difference.pseudowire().equals(pseudowire) && difference.verb() != Verb.NOTHING) {
                return false;
            }
        }
        return seen.conflicts().stream()
                .noneMatch(conflict -> conflict.pseudowire().equals(pseudowire));
    }

    /** Returns the plans of a topology for these hosts, of those too that it does not name. */
    static Map<HostName, HostPlan> plans(Topology topology, Set<HostName> hosts) {
        Map<HostName, HostPlan> plans = new TreeMap<>();
        hosts.forEach(host -> plans.put(host, HostPlan.nothing(topology.name(), host)));
        plans.putAll(Mirror.hostPlans(topology));
        return plans;
    }
}
