package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Conflict;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run over the hosts of a topology: observe all, then bring each pseudowire to both its ends or to neither.
 *
 * <p>One agent a host, all hosts at once as far as {@code forks} allows. Closing the run ends every agent; one that has
 * applied and was not told to keep it goes back by itself.
 */
public final class Run implements AutoCloseable {
    private static final String INTERRUPTED = "interrupted";

    private final TopologyName topology;
    private final Map<HostName, HostPlan> plans;
    private final Agents agents;
    private final Request.Purpose purpose;
    private final Optional<Conduct> conduct;
    private final Chosen chosen;
    private final Optional<OpenLines> lines;
    private final Set<HostName> unfit = Collections.synchronizedSet(new HashSet<>());
    private final ExecutorService threads;
    private final Map<HostName, HostConversation> conversations = new LinkedHashMap<>();
    private final Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
    private final Map<HostName, HostFailure> failures = new LinkedHashMap<>();
    private final Map<HostName, Map<PseudowireName, Reason>> remakes = new LinkedHashMap<>();
    private final List<Fate> fates = new ArrayList<>();
    private final AtomicReference<@Nullable Driver> driver = new AtomicReference<>();
    private @Nullable Heartbeats heartbeats;
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /**
     * Prepares a run; contacts nobody yet.
     *
     * @param conduct how it goes about an apply, if one may follow
     * @param forks how many hosts are spoken to at once
     */
    public Run(
            TopologyName topology, Map<HostName, HostPlan> plans, Agents agents, Optional<Conduct> conduct, int forks) {
        this(topology, plans, agents, Request.Purpose.BRING, conduct, forks);
    }

    /** Prepares a run for another purpose than to bring the hosts to their plans. */
    public Run(
            TopologyName topology,
            Map<HostName, HostPlan> plans,
            Agents agents,
            Request.Purpose purpose,
            Optional<Conduct> conduct,
            int forks) {
        this(topology, plans, agents, purpose, conduct, Chosen.ALL, forks);
    }

    /**
     * Prepares a run about some of the pseudowires.
     *
     * @param plans what each host should carry that has to do with one of them, whole
     */
    public Run(
            TopologyName topology,
            Map<HostName, HostPlan> plans,
            Agents agents,
            Request.Purpose purpose,
            Optional<Conduct> conduct,
            Chosen chosen,
            int forks) {
        this(topology, plans, agents, purpose, conduct, chosen, Optional.empty(), forks);
    }

    /**
     * Prepares a run of several over the same hosts, one after the other.
     *
     * @param lines the talks with them that are open already, and stay open
     */
    public Run(
            TopologyName topology,
            Map<HostName, HostPlan> plans,
            Request.Purpose purpose,
            Optional<Conduct> conduct,
            Chosen chosen,
            OpenLines lines,
            int forks) {
        this(topology, plans, lines.agents(), purpose, conduct, chosen, Optional.of(lines), forks);
    }

    private Run(
            TopologyName topology,
            Map<HostName, HostPlan> plans,
            Agents agents,
            Request.Purpose purpose,
            Optional<Conduct> conduct,
            Chosen chosen,
            Optional<OpenLines> lines,
            int forks) {
        this.topology = topology;
        this.plans = new LinkedHashMap<>(plans);
        this.agents = agents;
        this.purpose = purpose;
        this.conduct = conduct;
        this.chosen = chosen;
        this.lines = lines;
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
            return Adopting.of(PairPlan.of(plans, observed, failures, chosen), observed);
        }
        remakes.putAll(Remakes.of(plans, observed));
        reconsider();
        return PairPlan.of(plans, observed, failures, chosen);
    }

    /**
     * Asks the same, and has those hosts whose pseudowires are as they should be, and have cookies that are made, say what it takes to make
     * these anew. Whatever else differs stays as it is.
     */
    public PairPlan observeToRotate() throws InterruptedException {
        return observeToRemake(session -> session.made().any(), Reason.ROTATED);
    }

    /** Asks the same, and has those hosts whose pseudowires are as they should be say what it takes to make these anew, whatever their cookies. */
    public PairPlan observeToRestart() throws InterruptedException {
        return observeToRemake(session -> true, Reason.RESTARTED);
    }

    private PairPlan observeToRemake(Predicate<PlannedSession> concerns, Reason reason) throws InterruptedException {
        look();
        Rotation rotation =
                Rotation.of(PairPlan.of(plans, observed, failures, chosen), plans, observed, concerns, reason);
        remakes.putAll(rotation.remakes());
        reconsider();
        return rotation.only(PairPlan.of(plans, observed, failures, chosen));
    }

    /** Asks the same, and judges what the hosts said as it is: nothing is decided about it. For a run that ends with this. */
    public Drift drift() throws InterruptedException {
        look();
        return Drift.of(plans, observed, chosen);
    }

    /**
     * Asks the same, sends frames over each pseudowire that has both its ends, and judges what came of it. Changes nothing. For a run that
     * ends with this.
     *
     * @param budget how long frames may take to pass, once all hosts listen
     */
    public List<Verified> verify(Duration budget) throws InterruptedException {
        look();
        Verification verification = Verification.of(plans, observed, chosen);
        String nonce = Conduct.Frames.within(budget).nonce();
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
        Map<HostName, Answer<Reply.Observed>> answers = each(
                remakes.keySet(),
                host -> withoutSelfCuts(conversation(host).reconsider(remakes.getOrDefault(host, Map.of()))));
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

    /** Returns what the agents said of themselves that were asked. */
    public Map<HostName, Reply.Hello> hellos() {
        Map<HostName, Reply.Hello> hellos = new LinkedHashMap<>();
        synchronized (conversations) {
            conversations.forEach((host, conversation) -> hellos.put(host, conversation.hello()));
        }
        return hellos;
    }

    /** Returns whether an apply of this plan would do anything at all. */
    public boolean hasWork(PairPlan plan) {
        return !plan.changes().isEmpty() || observed.values().stream().anyMatch(Reply.Observed::manifestStale);
    }

    /** Returns the topology that it is about. */
    public TopologyName topology() {
        return topology;
    }

    /** Returns by what the hosts know this run, one that changes them. */
    public Request.Claim claim() {
        return conduct.orElseThrow(() -> new IllegalStateException("a run that only looks"))
                .claim();
    }

    /** Returns why hosts could not do their part, so far. */
    public Collection<HostFailure> failures() {
        return List.copyOf(failures.values());
    }

    /**
     * Brings every pseudowire of a plan, each by itself, to both its ends or to neither.
     *
     * @param observeAgain whether time has passed since the plan was made
     * @param decisions where to write down what is about to be confirmed
     * @param lastWord who is asked before anything is, where the run's conduct says so
     * @param watch who looks on
     */
    public Applied apply(PairPlan plan, boolean observeAgain, Decisions decisions, LastWord lastWord, Watch watch)
            throws InterruptedException {
        Conduct how = conduct.orElseThrow(() -> new IllegalStateException("a run that only looks"));
        List<Bundle> bundles = new ArrayList<>(Bundle.of(plan, observed));
        observed.forEach((host, seen) -> {
            if (seen.manifestStale()) {
                bundles.add(Bundle.ofNotes(host));
            }
        });
        Map<PseudowireName, EndCookies> cookies = cookies(plan);
        Map<HostName, Request.Prepare> preparations = new LinkedHashMap<>();
        bundles.forEach(bundle -> bundle.work()
                .keySet()
                .forEach(host -> preparations.computeIfAbsent(
                        host, name -> preparation(name, plan, cookies, observeAgain, how))));
        Coordinator coordinator = new Coordinator(bundles, preparations, how.manual(), how.frames());
        Map<HostName, HostConversation> concerned = new LinkedHashMap<>();
        coordinator.hosts().forEach(host -> concerned.put(host, conversation(host)));
        try (Driver next = new Driver(
                topology, coordinator, concerned, agents, heartbeats(how), how, decisions, lastWord, watch)) {
            driver.set(next);
            if (interrupted.get()) {
                next.stop(INTERRUPTED);
            }
            next.run();
        } finally {
            Set<HostName> idle = coordinator.isEnded() ? coordinator.idle() : Set.of();
            concerned.keySet().stream().filter(host -> !idle.contains(host)).forEach(unfit::add);
        }
        fates.addAll(coordinator.fates());
        return new Applied(coordinator.fates(), coordinator.writes());
    }

    /** Applies with nobody to ask, nor to tell. */
    public Applied apply(PairPlan plan, boolean observeAgain) throws InterruptedException {
        return apply(plan, observeAgain, Decisions.NONE, within -> false, Watch.NONE);
    }

    /** Takes back, from any thread and as soon as may be, whatever an apply is not yet confirming. */
    public void interrupt() {
        interrupted.set(true);
        Driver running = driver.get();
        if (running != null) {
            running.stop(INTERRUPTED);
        }
    }

    /** Returns what became of the pseudowires that were to change. */
    public List<Fate> fates() {
        return List.copyOf(fates);
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

    private Request.Prepare preparation(
            HostName host, PairPlan plan, Map<PseudowireName, EndCookies> cookies, boolean observeAgain, Conduct how) {
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
        return new Request.Prepare(
                new Orders(held, remade),
                own,
                observeAgain,
                how.confirmTimeout(),
                how.provenance().get());
    }

    /**
     * What an apply came to.
     *
     * @param fates what became of each bundle of pseudowires
     * @param writes how many netlink requests that change something were sent, on each host that had a part in it
     */
    public record Applied(List<Fate> fates, Map<HostName, Integer> writes) {
        public Applied {
            fates = List.copyOf(fates);
            writes = Map.copyOf(writes);
        }

        /** Returns how many netlink requests that change something were sent, on all hosts. */
        public int netlinkWrites() {
            return writes.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Returns whether every change was kept. */
        public boolean kept() {
            return fates.stream().allMatch(fate -> fate.kind() == Fate.Kind.KEPT);
        }

        /** Returns the pseudowires whose change was kept. */
        public Set<PseudowireName> keptNames() {
            return names(Fate.Kind.KEPT);
        }

        /** Returns the pseudowires of which one end may be kept and the other not. */
        public Set<PseudowireName> splitNames() {
            return names(Fate.Kind.SPLIT);
        }

        private Set<PseudowireName> names(Fate.Kind kind) {
            Set<PseudowireName> names = new HashSet<>();
            fates.stream().filter(fate -> fate.kind() == kind).forEach(fate -> names.addAll(fate.pseudowires()));
            return names;
        }
    }

    private synchronized Heartbeats heartbeats(Conduct how) {
        Heartbeats beating = heartbeats;
        if (beating == null) {
            beating = Heartbeats.forHostsThatWait(how.confirmTimeout());
            heartbeats = beating;
        }
        return beating;
    }

    @Override
    public synchronized void close() {
        if (heartbeats != null) {
            heartbeats.close();
        }
        conversations.forEach((host, conversation) -> {
            if (lines.isPresent() && !unfit.contains(host)) {
                lines.get().keep(conversation);
            } else {
                conversation.close();
            }
        });
        conversations.clear();
        threads.shutdownNow();
    }

    private Reply.Observed observe(HostName host) throws HostConversation.Failed {
        HostPlan plan = plans.getOrDefault(host, HostPlan.nothing(topology, host));
        Request.Observe question = new Request.Observe(plan, purpose, conduct.map(Conduct::claim));
        Optional<OpenLines.Answered> again = lines.flatMap(open -> open.ask(host, question));
        HostConversation conversation =
                again.isPresent() ? again.get().conversation() : HostConversation.start(host, agents, question);
        conduct.ifPresent(how -> heartbeats(how).to(host, conversation));
        synchronized (conversations) {
            conversations.put(host, conversation);
        }
        return withoutSelfCuts(
                again.isPresent()
                        ? conversation.as(Reply.Observed.class, again.get().reply())
                        : conversation.expect(Reply.Observed.class));
    }

    /** What would cut our own path is in its own way, unless that is allowed. */
    private Reply.Observed withoutSelfCuts(Reply.Observed seen) {
        if (seen.selfCut().isEmpty() || conduct.map(Conduct::allowsSelfCut).orElse(false)) {
            return seen;
        }
        List<Conflict> conflicts = new ArrayList<>(seen.conflicts());
        seen.selfCut().stream()
                .sorted()
                .forEach(pseudowire -> conflicts.add(new Conflict(
                        pseudowire,
                        "the change would cut the path that this very connection takes; with --allow-self-cut it is made,"
                                + " and goes back by itself if contact is lost for good")));
        return seen.with(conflicts);
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
                    unfit.add(host);
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
