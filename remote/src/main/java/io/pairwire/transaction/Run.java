package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One run over the hosts of a topology: observe all, then apply to all or to none.
 *
 * <p>One agent a host, all hosts at once as far as {@code forks} allows. Closing the run ends every agent; one that has
 * applied and was not told to keep it goes back by itself.
 */
public final class Run implements AutoCloseable {
    private static final int NONCE_OCTETS = 16;

    private final TopologyName topology;
    private final Map<HostName, HostPlan> plans;
    private final Agents agents;
    private final Request.Purpose purpose;
    private final boolean exclusively;
    private final ExecutorService threads;
    private final Map<HostName, HostConversation> conversations = new LinkedHashMap<>();
    private final Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
    private final Map<HostName, HostFailure> failures = new LinkedHashMap<>();
    private final Map<HostName, Map<PseudowireName, Reason>> remakes = new LinkedHashMap<>();

    /**
     * Prepares a run; contacts nobody yet.
     *
     * @param exclusively whether an apply may follow
     * @param forks how many hosts are spoken to at once
     */
    public Run(TopologyName topology, Map<HostName, HostPlan> plans, Agents agents, boolean exclusively, int forks) {
        this(topology, plans, agents, Request.Purpose.BRING, exclusively, forks);
    }

    /** Prepares a run for another purpose than to bring the hosts to their plans. */
    public Run(
            TopologyName topology,
            Map<HostName, HostPlan> plans,
            Agents agents,
            Request.Purpose purpose,
            boolean exclusively,
            int forks) {
        this.topology = topology;
        this.plans = new LinkedHashMap<>(plans);
        this.agents = agents;
        this.purpose = purpose;
        this.exclusively = exclusively;
        this.threads = Executors.newFixedThreadPool(forks, task -> {
            Thread thread = new Thread(task, "host");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Asks every host how it differs from its plan, and then those hosts, no longer in the topology, that hold the other
     * end of something that must go.
     */
    public PairPlan observe() throws InterruptedException {
        look();
        if (purpose == Request.Purpose.ADOPT) {
            // Nothing is made anew, for whosever sake.
            return Adopting.of(PairPlan.of(plans, observed, failures), observed);
        }
        remakes.putAll(Remakes.of(plans, observed));
        reconsider();
        return PairPlan.of(plans, observed, failures);
    }

    /** Asks the same, and judges what the hosts said as it is: nothing is decided about it. For a run that ends with this. */
    public Drift drift() throws InterruptedException {
        look();
        return Drift.of(plans, observed);
    }

    /**
     * Asks the same, sends frames over each pseudowire that has both its ends, and judges what came of it. Changes nothing. For a run that
     * ends with this.
     *
     * @param budget how long frames may take to pass, once all hosts listen
     */
    public List<Verified> verify(Duration budget) throws InterruptedException {
        look();
        Verification verification = Verification.of(plans, observed);
        String nonce = nonce();
        Map<HostName, Reply.Listening> listening = new LinkedHashMap<>();
        Map<HostName, Set<PseudowireName>> toListen = verification.toListen();
        each(toListen.keySet(), host -> conversation(host).listen(toListen.getOrDefault(host, Set.of()), nonce))
                .forEach((host, answer) -> answer.sortInto(listening, failures));
        verification.listening(listening);
        Map<HostName, Reply.Probed> probed = new LinkedHashMap<>();
        Map<HostName, Boolean> begun = new LinkedHashMap<>();
        Map<HostName, Set<PseudowireName>> toProbe = verification.toProbe();
        each(toProbe.keySet(), host -> {
                    conversation(host).beginProbe(toProbe.getOrDefault(host, Set.of()), budget);
                    return true;
                })
                .forEach((host, answer) -> answer.sortInto(begun, failures));
        each(begun.keySet(), host -> conversation(host).probed())
                .forEach((host, answer) -> answer.sortInto(probed, failures));
        verification.probed(probed);
        return verification.verdicts();
    }

    private static String nonce() {
        byte[] octets = new byte[NONCE_OCTETS];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    private void look() throws InterruptedException {
        Set<HostName> unasked = new LinkedHashSet<>(plans.keySet());
        while (!unasked.isEmpty()) {
            Map<HostName, Answer<Reply.Observed>> answers = each(unasked, this::observe);
            answers.forEach((host, answer) -> answer.sortInto(observed, failures));
            unasked = farEndsOfWhatGoes();
            unasked.forEach(host -> plans.put(host, HostPlan.nothing(topology, host)));
        }
    }

    /** Asks the hosts that must make something anew for another's sake how they differ now. */
    private void reconsider() throws InterruptedException {
        Map<HostName, Answer<Reply.Observed>> answers =
                each(remakes.keySet(), host -> conversation(host).reconsider(remakes.getOrDefault(host, Map.of())));
        answers.forEach((host, answer) -> {
            observed.remove(host);
            answer.sortInto(observed, failures);
        });
    }

    /** Returns what of a plan goes because the topology has it no longer. */
    public Prune prune(PairPlan plan) {
        return Prune.of(plans, observed, plan);
    }

    /** Returns what each host should carry, those among them that were asked for the far ends of what goes. */
    public Map<HostName, HostPlan> plans() {
        return Collections.unmodifiableMap(plans);
    }

    /** Returns what each host said that answered. */
    public Map<HostName, Reply.Observed> observed() {
        return Collections.unmodifiableMap(observed);
    }

    /** Returns whether an apply of this plan would do anything at all. */
    public boolean hasWork(PairPlan plan) {
        return !plan.changes().isEmpty() || observed.values().stream().anyMatch(Reply.Observed::manifestStale);
    }

    /** Returns why hosts could not do their part, so far. */
    public Collection<HostFailure> failures() {
        return List.copyOf(failures.values());
    }

    /**
     * Applies a plan at every host that has a part in it, and keeps it where all went well; otherwise takes every host back.
     *
     * @param observeAgain whether time has passed since the plan was made
     */
    public Applied apply(PairPlan plan, boolean observeAgain) throws InterruptedException {
        Set<HostName> concerned = new LinkedHashSet<>();
        plan.changes()
                .forEach(change -> List.of(change.a(), change.b())
                        .forEach(end -> end.filter(there -> there.difference().verb() != Verb.NOTHING)
                                .ifPresent(there -> concerned.add(there.host()))));
        // A manifest may be out of date on a host with nothing else to change.
        observed.forEach((host, seen) -> {
            if (seen.manifestStale()) {
                concerned.add(host);
            }
        });
        Map<HostName, Reply.Applied> applied = new LinkedHashMap<>();
        Map<HostName, HostFailure> refusals = new LinkedHashMap<>();
        Map<PseudowireName, EndCookies> cookies = cookies(plan);
        each(concerned, host -> conversation(host).apply(request(host, plan, cookies, observeAgain)))
                .forEach((host, answer) -> answer.sortInto(applied, refusals));
        applied.forEach((host, reply) -> refusal(host, reply).ifPresent(failure -> refusals.put(host, failure)));
        if (!refusals.isEmpty()) {
            failures.putAll(refusals);
            takeBack(applied.keySet());
            return new Applied(applied, false);
        }
        Map<HostName, Boolean> kept = new LinkedHashMap<>();
        each(concerned, host -> {
                    conversation(host).confirm();
                    return true;
                })
                .forEach((host, answer) -> answer.sortInto(kept, failures));
        return new Applied(applied, kept.size() == concerned.size());
    }

    private Map<PseudowireName, EndCookies> cookies(PairPlan plan) {
        Set<PseudowireName> coming = new HashSet<>();
        for (PairChange change : plan.changes()) {
            if (change.verb() == Verb.CREATE || change.verb() == Verb.REPLACE) {
                coming.add(change.pseudowire());
            }
        }
        return new CookieMaker(SecureRandom::new).make(plans.values(), coming);
    }

    private Request.Apply request(
            HostName host, PairPlan plan, Map<PseudowireName, EndCookies> cookies, boolean observeAgain) {
        Set<PseudowireName> held = plan.heldNames();
        Map<PseudowireName, Reason> remade = new HashMap<>(remakes.getOrDefault(host, Map.of()));
        remade.keySet().removeAll(held);
        Map<PseudowireName, EndCookies> own = new HashMap<>();
        plans.getOrDefault(host, HostPlan.nothing(topology, host)).sessions().forEach(session -> {
            EndCookies made = cookies.get(session.pseudowire());
            if (made != null) {
                own.put(session.pseudowire(), made);
            }
        });
        return new Request.Apply(new Orders(held, remade), own, observeAgain);
    }

    /**
     * What an apply came to.
     *
     * @param hosts what each changed host said
     * @param kept whether every change was kept; otherwise the failures say what became of them
     */
    public record Applied(Map<HostName, Reply.Applied> hosts, boolean kept) {
        public Applied {
            hosts = Map.copyOf(hosts);
        }

        /** Returns how many netlink requests that change something were sent, on all hosts. */
        public int netlinkWrites() {
            return hosts.values().stream()
                    .mapToInt(Reply.Applied::netlinkWrites)
                    .sum();
        }
    }

    @Override
    public void close() {
        conversations.values().forEach(HostConversation::close);
        threads.shutdownNow();
    }

    private Reply.Observed observe(HostName host) throws HostConversation.Failed {
        HostPlan plan = plans.getOrDefault(host, HostPlan.nothing(topology, host));
        HostConversation conversation =
                HostConversation.start(host, agents, new Request.Observe(plan, purpose, exclusively));
        synchronized (conversations) {
            conversations.put(host, conversation);
        }
        return conversation.observed();
    }

    private HostConversation conversation(HostName host) {
        synchronized (conversations) {
            HostConversation conversation = conversations.get(host);
            if (conversation == null) {
                throw new IllegalStateException("no conversation with " + host);
            }
            return conversation;
        }
    }

    private Set<HostName> farEndsOfWhatGoes() {
        Set<HostName> farEnds = new LinkedHashSet<>();
        for (Reply.Observed seen : observed.values()) {
            for (Difference difference : seen.differences()) {
                Optional<HostName> left =
                        difference.verb() == Verb.REMOVE ? difference.peerHost() : difference.formerPeerHost();
                left.filter(peer -> !plans.containsKey(peer) && agents.knows(peer))
                        .ifPresent(farEnds::add);
            }
        }
        return farEnds;
    }

    private static Optional<HostFailure> refusal(HostName host, Reply.Applied reply) {
        if (reply.failures().isEmpty() && reply.left().isEmpty()) {
            return Optional.empty();
        }
        StringBuilder message = new StringBuilder(host + ": the kernel did not take every change");
        reply.failures()
                .forEach(failure -> message.append("\n  ")
                        .append(failure.action())
                        .append(": ")
                        .append(failure.message()));
        reply.left()
                .forEach(difference -> message.append("\n  still to ")
                        .append(difference.verb())
                        .append(": ")
                        .append(difference.pseudowire())
                        .append(difference.attributes().isEmpty() ? "" : " (" + names(difference) + ")"));
        return Optional.of(new HostFailure(
                host, HostFailure.Kind.REFUSED, message.toString(), "every change of this run was taken back"));
    }

    private static String names(Difference difference) {
        return String.join(
                ", ",
                difference.attributes().stream().map(change -> change.name()).toList());
    }

    private void takeBack(Set<HostName> hosts) throws InterruptedException {
        each(hosts, host -> conversation(host).rollBack()).forEach((host, answer) -> {
            Map<HostName, Reply.RolledBack> done = new LinkedHashMap<>();
            answer.sortInto(done, failures);
            done.values().stream()
                    .filter(reply -> !reply.left().isEmpty())
                    .forEach(reply -> failures.put(
                            host,
                            new HostFailure(
                                    host,
                                    HostFailure.Kind.LEFT_CHANGED,
                                    host + ": could not be taken back wholly\n  " + String.join("\n  ", reply.left()),
                                    "run plan to see what it carries, and apply again")));
        });
    }

    private interface Task<T> {
        T doFor(HostName host) throws HostConversation.Failed;
    }

    /** What a host answered, or why it did not. */
    private record Answer<T>(HostName host, List<T> answer, List<HostFailure> failure) {
        void sortInto(Map<HostName, T> answers, Map<HostName, HostFailure> failures) {
            answer.forEach(value -> answers.put(host, value));
            failure.forEach(value -> failures.put(host, value));
        }
    }

    /** Does a task for hosts, all at once, and waits for all. */
    private <T> Map<HostName, Answer<T>> each(Collection<HostName> hosts, Task<T> task) throws InterruptedException {
        List<Callable<Answer<T>>> calls = new ArrayList<>();
        for (HostName host : hosts) {
            calls.add(() -> {
                try {
                    return new Answer<>(host, List.of(task.doFor(host)), List.of());
                } catch (HostConversation.Failed e) {
                    return new Answer<>(host, List.of(), List.of(e.failure()));
                }
            });
        }
        Map<HostName, Answer<T>> answers = new LinkedHashMap<>();
        for (Future<Answer<T>> future : threads.invokeAll(calls)) {
            try {
                Answer<T> answer = future.get();
                answers.put(answer.host(), answer);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a host's thread failed", e.getCause());
            }
        }
        return answers;
    }
}
