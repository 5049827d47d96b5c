package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Sockets;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.probe.ProbeSockets;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.Adoption;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Entanglement;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Outcome;
import io.pairwire.reconcile.Verb;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** This host, as one run sees it: observed once, changed at most once, and then kept or taken back. */
final class Host implements Request.Visitor<Reply>, Closeable {
    /** How long deleted tunnels and interfaces may take to go; thousands of them were seen to take seconds. */
    private static final Duration DELETION_PATIENCE = Duration.ofSeconds(60);

    private final Namespaces namespaces;
    private final AgentPaths paths;
    private final Disk disk;
    private final Locks locks;
    private final Patience patience;
    private final Probing probing;

    private Locks.@Nullable Held lock;
    private @Nullable Observed observed;
    private @Nullable Prepared prepared;

    /** The host over these sockets. */
    Host(Sockets sockets, ProbeSockets probes, AgentPaths paths) {
        this(sockets, probes, paths, new FileDisk(), HostLock::take, Patience.ofSystem(DELETION_PATIENCE));
    }

    /** The host, with so much patience for what its kernel does after it has said yes. */
    Host(Sockets sockets, ProbeSockets probes, AgentPaths paths, Disk disk, Locks locks, Patience patience) {
        this.namespaces = new Namespaces(sockets, paths);
        this.probing = new Probing(namespaces, probes, paths);
        this.paths = paths;
        this.disk = disk;
        this.locks = locks;
        this.patience = patience;
    }

    /** What was seen, and all that it was compared with. */
    private record Observed(
            HostPlan plan,
            Request.Purpose purpose,
            List<HostState> states,
            ManifestStore store,
            Optional<HostPlan> manifest,
            Optional<HostPlan> interrupted,
            boolean claimed) {
        HostReconciliation reconcile(Orders orders) {
            return reconcile(states, left(), orders);
        }

        HostReconciliation reconcile(List<HostState> now, Optional<HostPlan> kept, Orders orders) {
            return switch (purpose) {
                case BRING -> HostReconciliation.of(plan, now, kept, orders);
                case ADOPT -> Adoption.of(plan, now, kept, orders);
                // Nothing goes, so nothing needs protection from it.
                case SHOW -> HostReconciliation.of(plan, now, kept.map(HostPlan::unprotected), orders);
            };
        }

        /** Returns this with cookies that were made since. */
        Observed with(Map<PseudowireName, EndCookies> cookies) {
            return new Observed(plan.with(cookies), purpose, states, store, manifest, interrupted, claimed);
        }

        Optional<HostPlan> left() {
            return Host.left(manifest, interrupted);
        }

        /** Returns the manifest as it will be, empty where it says nothing. */
        Optional<HostPlan> manifestAfter(Set<PseudowireName> blocked) {
            return purpose == Request.Purpose.ADOPT
                    ? NextManifest.adopting(plan, left(), blocked)
                    : NextManifest.of(plan, left(), blocked);
        }
    }

    /** What was found out before anything is changed, and how far it has come. */
    private static final class Prepared {
        private final Observed seen;
        private final Set<PseudowireName> held;
        private final Entanglement entanglement;
        private final Set<PseudowireName> blocked;

        /** With work to do, and not yet kept or taken back. */
        private final Set<PseudowireName> open = new HashSet<>();

        /** What was done of each set, by namespace and in order. */
        private final Map<Set<PseudowireName>, Map<Optional<NetnsName>, List<Action>>> begun = new LinkedHashMap<>();

        Prepared(
                Observed seen,
                Set<PseudowireName> held,
                HostReconciliation reconciliation,
                Set<PseudowireName> blocked) {
            this.seen = seen;
            this.held = held;
            this.entanglement = Entanglement.of(reconciliation);
            this.blocked = blocked;
            for (Difference difference : reconciliation.differences()) {
                if (difference.verb() != Verb.NOTHING && !blocked.contains(difference.pseudowire())) {
                    open.add(difference.pseudowire());
                }
            }
        }

        /** Returns the manifest as it is with some pseudowires as they were. */
        Optional<HostPlan> manifest(Set<PseudowireName> asTheyWere) {
            Set<PseudowireName> all = new HashSet<>(blocked);
            all.addAll(asTheyWere);
            return seen.manifestAfter(all);
        }
    }

    /** Returns what was left here: what the manifest says, and what a run that died meant it to say. */
    private static Optional<HostPlan> left(Optional<HostPlan> manifest, Optional<HostPlan> interrupted) {
        return manifest.map(kept -> interrupted
                .map(meant -> new HostPlan(
                        kept.topology(),
                        kept.host(),
                        union(kept.tunnels(), meant.tunnels()),
                        union(kept.sessions(), meant.sessions())))
                .orElse(kept));
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    @Override
    public Reply visit(Request.Observe request) {
        if (prepared != null) {
            return outOfTurn("observe", "kept or taken back what it applied");
        }
        try {
            HostPlan plan = request.plan();
            if (request.claim().isPresent() && lock == null) {
                lock = locks.take(
                        paths.lock(plan.topology()), holder(request.claim().get()));
            }
            Kernel own = namespaces.own();
            if (!plan.sessions().isEmpty()) {
                own.requireLoadable();
            }
            Observed seen = look(request, new ManifestStore(disk, paths.manifest(plan.topology())));
            observed = seen;
            return answer(seen, Orders.NONE);
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        }
    }

    @Override
    public Reply visit(Request.Reconsider request) {
        Observed seen = observed;
        return seen == null || prepared != null
                ? outOfTurn("reconsider", "observed")
                : answer(seen, new Orders(Set.of(), request.remade()));
    }

    private static Reply.Observed answer(Observed seen, Orders orders) {
        HostReconciliation reconciliation = seen.reconcile(orders);
        return new Reply.Observed(
                reconciliation.differences(),
                reconciliation.conflicts(),
                isStale(seen, reconciliation),
                CookieDigests.of(reconciliation.madeCookies()),
                Entanglement.of(reconciliation).sets(),
                Set.of());
    }

    private Observed look(Request.Observe request, ManifestStore store) throws NetlinkException, RefusedException {
        HostPlan plan = request.plan();
        Optional<HostPlan> manifest = store.read();
        Optional<HostPlan> interrupted = store.interrupted();
        return new Observed(
                plan,
                request.purpose(),
                observe(plan, left(manifest, interrupted)),
                store,
                manifest,
                interrupted,
                request.claim().isPresent());
    }

    /** Whether what differs will be changed is not known yet, so only the rest of the manifest counts. */
    private static boolean isStale(Observed seen, HostReconciliation reconciliation) {
        Set<PseudowireName> open = new HashSet<>(blocked(reconciliation, Set.of()));
        for (Difference difference : reconciliation.differences()) {
            if (difference.verb() != Verb.NOTHING) {
                open.add(difference.pseudowire());
            }
        }
        return seen.interrupted().isPresent() || !contents(seen.manifest()).equals(contents(seen.manifestAfter(open)));
    }

    private static Set<Object> contents(Optional<HostPlan> manifest) {
        Set<Object> contents = new HashSet<>();
        manifest.ifPresent(plan -> {
            contents.addAll(plan.tunnels());
            contents.addAll(plan.sessions());
        });
        return contents;
    }

    @Override
    public Reply visit(Request.Resume request) {
        return new Reply.Resumed(Set.of(), Set.of());
    }

    @Override
    public Reply visit(Request.Prepare request) {
        Observed seen = observed;
        if (seen == null || !seen.claimed() || prepared != null) {
            return outOfTurn("prepare", "observed for it");
        }
        try {
            if (request.observeAgain()) {
                Observed again = observedAgain(seen);
                if (!again.reconcile(Orders.NONE).equals(seen.reconcile(Orders.NONE))) {
                    return new Reply.Refused(
                            Reply.Refused.Why.STALE,
                            "it has changed since the plan was made",
                            "run the command again to see the new plan");
                }
            }
            return prepare(seen.with(request.cookies()), request.orders());
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        } catch (IOException e) {
            return new Reply.Refused(
                    Reply.Refused.Why.UNFIT,
                    "cannot prepare the manifest: " + e,
                    "look at the disk below " + paths.state());
        }
    }

    private Observed observedAgain(Observed seen) throws NetlinkException, RefusedException {
        Optional<HostPlan> manifest = seen.store().read();
        Optional<HostPlan> interrupted = seen.store().interrupted();
        return new Observed(
                seen.plan(),
                seen.purpose(),
                observe(seen.plan(), left(manifest, interrupted)),
                seen.store(),
                manifest,
                interrupted,
                seen.claimed());
    }

    private Reply prepare(Observed seen, Orders orders) throws IOException, RefusedException {
        HostReconciliation reconciliation = seen.reconcile(orders);
        requireCookies(seen.plan(), reconciliation);
        Set<PseudowireName> known = blocked(seen.reconcile(Orders.NONE), orders.held());
        Map<PseudowireName, String> unable = new LinkedHashMap<>();
        for (Conflict conflict : reconciliation.conflicts()) {
            if (!known.contains(conflict.pseudowire())) {
                unable.put(conflict.pseudowire(), conflict.message());
            }
        }
        Set<PseudowireName> blocked = blocked(reconciliation, orders.held());
        Prepared next = new Prepared(seen, orders.held(), reconciliation, blocked);
        seen.store().reserve(next.manifest(Set.of()));
        prepared = next;
        return new Reply.Prepared(unable);
    }

    @Override
    public Reply visit(Request.Apply request) {
        Prepared ready = prepared;
        if (ready == null || !ready.open.containsAll(request.pseudowires())) {
            return outOfTurn("apply", "prepared it");
        }
        try {
            return apply(ready, request.pseudowires());
        } catch (RefusedException e) {
            return e.reply();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Refused(Reply.Refused.Why.INTERNAL, "interrupted", "");
        }
    }

    private Reply apply(Prepared ready, Set<PseudowireName> pseudowires) throws RefusedException, InterruptedException {
        Map<Optional<NetnsName>, List<Action>> actions = ready.entanglement.actionsOf(pseudowires);
        if (actions.isEmpty()) {
            return new Reply.Applied(List.of(), List.of(), 0);
        }
        Map<Optional<NetnsName>, List<Action>> begun = new LinkedHashMap<>();
        ready.begun.put(pseudowires, begun);
        long before = namespaces.writes();
        List<Reply.Failure> failures = new ArrayList<>();
        List<Difference> left = List.of();
        try {
            for (Map.Entry<Optional<NetnsName>, List<Action>> part : actions.entrySet()) {
                failures.addAll(apply(part.getKey(), part.getValue(), begun, pseudowires));
            }
            // What the kernel acknowledged is not always what it did. What was just made is ours although
            // no manifest says so yet, so what will be the manifest is asked.
            Set<PseudowireName> others = new HashSet<>(ready.open);
            others.removeAll(pseudowires);
            Set<PseudowireName> held = new HashSet<>(ready.held);
            held.addAll(others);
            Observed seen = ready.seen;
            HostReconciliation again =
                    seen.reconcile(observe(seen.plan(), seen.left()), ready.manifest(others), Orders.holding(held));
            for (Conflict conflict : again.conflicts()) {
                if (pseudowires.contains(conflict.pseudowire())) {
                    failures.add(new Reply.Failure(
                            conflict.pseudowire(), "change " + conflict.pseudowire(), "EBUSY", conflict.message()));
                }
            }
            left = again.differences().stream()
                    .filter(difference ->
                            difference.verb() != Verb.NOTHING && pseudowires.contains(difference.pseudowire()))
                    .toList();
        } catch (RefusedException e) {
            if (begun.values().stream().allMatch(List::isEmpty)) {
                throw e;
            }
            pseudowires.forEach(pseudowire ->
                    failures.add(new Reply.Failure(pseudowire, "apply", "ENODEV", String.valueOf(e.getMessage()))));
        } catch (NetlinkException e) {
            // Something may have been done by now: not a host that is unfit, but one that is to be taken back.
            pseudowires.forEach(pseudowire -> failures.add(
                    new Reply.Failure(pseudowire, "apply", e.errno().name(), String.valueOf(e.getMessage()))));
        }
        return new Reply.Applied(failures, left, (int) (namespaces.writes() - before));
    }

    /** A session whose cookies are to be made must not come without them: anybody could guess those that stand in their place. */
    private static void requireCookies(HostPlan plan, HostReconciliation reconciliation) throws RefusedException {
        Set<PseudowireName> coming = new HashSet<>();
        reconciliation
                .actions()
                .values()
                .forEach(actions -> actions.forEach(action -> {
                    if (action instanceof Action.CreateSession create) {
                        coming.add(create.pseudowire());
                    }
                }));
        for (PlannedSession planned : plan.sessions()) {
            if (planned.made().any() && coming.contains(planned.pseudowire())) {
                throw new RefusedException(
                        Reply.Refused.Why.INTERNAL,
                        "told to make " + planned.pseudowire() + " without the cookies that were to be made for it",
                        "report this");
            }
        }
    }

    /** Does the actions of one network namespace, and returns those that were refused. */
    private List<Reply.Failure> apply(
            Optional<NetnsName> netns,
            List<Action> actions,
            Map<Optional<NetnsName>, List<Action>> begun,
            Set<PseudowireName> pseudowires)
            throws NetlinkException, RefusedException, InterruptedException {
        Applier applier = new Applier(kernel(netns), patience);
        List<Reply.Failure> failures = new ArrayList<>();
        try {
            for (Outcome outcome : applier.apply(actions)) {
                if (outcome instanceof Outcome.Refused refused) {
                    Set<PseudowireName> hurt =
                            refused.action().owner().map(Set::of).orElse(pseudowires);
                    hurt.forEach(pseudowire -> failures.add(new Reply.Failure(
                            pseudowire, refused.action().toString(), refused.errno(), refused.message())));
                }
            }
        } finally {
            begun.put(netns, applier.begun());
        }
        return failures;
    }

    @Override
    public Reply visit(Request.Confirm request) {
        Prepared ready = prepared;
        if (ready == null) {
            return outOfTurn("confirm", "applied anything");
        }
        try {
            ready.open.removeAll(request.pseudowires());
            ready.begun.keySet().removeIf(request.pseudowires()::containsAll);
            ready.seen.store().write(ready.manifest(ready.open));
            forgetIfSettled(ready);
            return new Reply.Confirmed(Optional.empty());
        } catch (IOException e) {
            return new Reply.Refused(
                    Reply.Refused.Why.INTERNAL,
                    "cannot write the manifest: " + e,
                    "look at the disk below " + paths.state());
        }
    }

    private void forgetIfSettled(Prepared ready) {
        if (ready.open.isEmpty() && ready.begun.isEmpty()) {
            prepared = null;
            observed = null;
        }
    }

    @Override
    public Reply visit(Request.Listen request) {
        Observed seen = observed;
        return seen == null ? outOfTurn("listen", "observed") : probing.listen(request, seen.plan(), seen.states());
    }

    @Override
    public Reply visit(Request.Probe request) {
        return probing.probe(request);
    }

    @Override
    public Reply visit(Request.RollBack request) {
        return new Reply.RolledBack(takeBack(request.pseudowires()));
    }

    @Override
    public Reply visit(Request.Heartbeat request) {
        return outOfTurn("answer a heartbeat", "a reason to");
    }

    /** Goes back to what was observed of all that is not confirmed, and returns what could not be taken back. */
    Map<PseudowireName, List<String>> takeBack() {
        Prepared ready = prepared;
        return ready == null ? Map.of() : takeBack(Set.copyOf(ready.open));
    }

    private Map<PseudowireName, List<String>> takeBack(Set<PseudowireName> pseudowires) {
        Prepared ready = prepared;
        if (ready == null) {
            return Map.of();
        }
        Map<PseudowireName, List<String>> left = new LinkedHashMap<>();
        for (Set<PseudowireName> set : List.copyOf(ready.begun.keySet())) {
            if (pseudowires.containsAll(set)) {
                List<String> words = takeBack(ready.begun.getOrDefault(set, Map.of()), ready.seen.plan());
                if (words.isEmpty()) {
                    ready.begun.remove(set);
                } else {
                    set.forEach(pseudowire -> left.put(pseudowire, words));
                }
            }
        }
        try {
            ready.open.removeAll(pseudowires);
            ready.open.addAll(left.keySet());
            if (ready.open.isEmpty() && ready.begun.isEmpty()) {
                ready.seen.store().release();
            }
            forgetIfSettled(ready);
        } catch (IOException e) {
            pseudowires.forEach(pseudowire -> left.put(pseudowire, List.of(String.valueOf(e.getMessage()))));
        }
        return left;
    }

    private List<String> takeBack(Map<Optional<NetnsName>, List<Action>> begun, HostPlan plan) {
        List<String> left = new ArrayList<>();
        try {
            for (Map.Entry<Optional<NetnsName>, List<Action>> part : begun.entrySet()) {
                if (!part.getValue().isEmpty()) {
                    left.addAll(takeBack(part.getKey(), part.getValue(), plan));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            left.add("interrupted");
        }
        return left;
    }

    /** Takes back what was done in one network namespace, and returns what could not be: the others must not suffer for it. */
    private List<String> takeBack(Optional<NetnsName> netns, List<Action> done, HostPlan plan)
            throws InterruptedException {
        List<String> left = new ArrayList<>();
        try {
            Kernel kernel = kernel(netns);
            List<Action> inverse = Rollback.of(done, new Observer(kernel, netns, addresses(plan)).observe());
            for (Outcome outcome : new Applier(kernel, patience).apply(inverse)) {
                if (outcome instanceof Outcome.Refused refused) {
                    left.add(refused.action() + ": " + refused.message());
                } else if (outcome instanceof Outcome.NotTried skipped) {
                    left.add(skipped.action() + ": not tried");
                }
            }
        } catch (NetlinkException | RefusedException e) {
            left.add(String.valueOf(e.getMessage()));
        }
        return left;
    }

    /** Returns the kernel in a network namespace that was observed. */
    private Kernel kernel(Optional<NetnsName> netns) throws NetlinkException, RefusedException {
        Optional<Kernel> kernel = namespaces.in(netns);
        if (kernel.isEmpty()) {
            throw new RefusedException(
                    Reply.Refused.Why.STALE,
                    "network namespace " + netns.map(NetnsName::text).orElse("") + " is gone",
                    "run the command again to see the new plan");
        }
        return kernel.get();
    }

    /**
     * Reads every network namespace in which something should be, or was left; the host's own first. Where no manifest says what was left,
     * it may be in any.
     */
    private List<HostState> observe(HostPlan plan, Optional<HostPlan> left) throws NetlinkException, RefusedException {
        Set<NetnsName> names = new TreeSet<>(plan.namedNamespaces());
        names.addAll(left.map(HostPlan::namedNamespaces).orElseGet(namespaces::names));
        Set<InterfaceAddress> planned = addresses(plan);
        List<HostState> states = new ArrayList<>();
        states.add(new Observer(namespaces.own(), Optional.empty(), planned).observe());
        for (NetnsName name : names) {
            Optional<Kernel> kernel = namespaces.in(Optional.of(name));
            states.add(
                    kernel.isPresent()
                            ? new Observer(kernel.get(), Optional.of(name), planned).observe()
                            : HostState.missing(name));
        }
        return states;
    }

    private static Set<InterfaceAddress> addresses(HostPlan plan) {
        Set<InterfaceAddress> planned = new HashSet<>();
        plan.sessions().forEach(session -> planned.addAll(session.link().addresses()));
        return planned;
    }

    private static Set<PseudowireName> blocked(HostReconciliation reconciliation, Set<PseudowireName> held) {
        Set<PseudowireName> blocked = new HashSet<>(held);
        for (Conflict conflict : reconciliation.conflicts()) {
            blocked.add(conflict.pseudowire());
        }
        // What stays as it is keeps the name that it has there.
        reconciliation.formerNames().forEach((present, former) -> {
            if (blocked.contains(present)) {
                blocked.add(former);
            }
        });
        return blocked;
    }

    private static String holder(Request.Claim claim) {
        return claim.holder() + ", run " + claim.run() + ", process "
                + ProcessHandle.current().pid() + ", since " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Reply outOfTurn(String what, String condition) {
        return new Reply.Refused(Reply.Refused.Why.INTERNAL, "asked to " + what + " without having " + condition, "");
    }

    @Override
    public void close() throws IOException {
        Locks.Held held = lock;
        lock = null;
        probing.close();
        namespaces.close();
        if (held != null) {
            held.close();
        }
    }
}
