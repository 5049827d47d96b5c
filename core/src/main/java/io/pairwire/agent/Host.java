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
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Outcome;
import io.pairwire.reconcile.Verb;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
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
    private final String holder;
    private final Patience patience;
    private final Probing probing;

    private @Nullable HostLock lock;
    private @Nullable Observed observed;
    private final Map<Optional<NetnsName>, List<Action>> begun = new LinkedHashMap<>();
    private boolean prepared;

    /**
     * The host over these sockets.
     *
     * @param holder who is shown to a run that finds this one at work
     */
    Host(Sockets sockets, ProbeSockets probes, AgentPaths paths, String holder) {
        this(sockets, probes, paths, holder, Patience.ofSystem(DELETION_PATIENCE));
    }

    /** The host, with so much patience for what its kernel does after it has said yes. */
    Host(Sockets sockets, ProbeSockets probes, AgentPaths paths, String holder, Patience patience) {
        this.patience = patience;
        this.namespaces = new Namespaces(sockets, paths);
        this.probing = new Probing(namespaces, probes, paths);
        this.paths = paths;
        this.holder = holder;
    }

    /** What was seen, and all that it was compared with. */
    private record Observed(
            HostPlan plan,
            Request.Purpose purpose,
            List<HostState> states,
            ManifestStore store,
            Optional<HostPlan> manifest,
            Optional<HostPlan> interrupted,
            boolean exclusively) {
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
            return new Observed(plan.with(cookies), purpose, states, store, manifest, interrupted, exclusively);
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
        if (prepared) {
            return outOfTurn("observe", "kept or taken back what it applied");
        }
        try {
            HostPlan plan = request.plan();
            if (request.exclusively() && lock == null) {
                lock = HostLock.take(paths.lock(plan.topology()), holder);
            }
            Kernel own = namespaces.own();
            if (!plan.sessions().isEmpty()) {
                own.requireLoadable();
            }
            Observed seen = look(request, new ManifestStore(paths.manifest(plan.topology())));
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
        return seen == null || prepared
                ? outOfTurn("reconsider", "observed")
                : answer(seen, new Orders(Set.of(), request.remade()));
    }

    private static Reply.Observed answer(Observed seen, Orders orders) {
        HostReconciliation reconciliation = seen.reconcile(orders);
        return new Reply.Observed(
                reconciliation.differences(),
                reconciliation.conflicts(),
                isStale(seen, reconciliation),
                CookieDigests.of(reconciliation.madeCookies()));
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
                request.exclusively());
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
    public Reply visit(Request.Apply request) {
        Observed seen = observed;
        if (seen == null || !seen.exclusively() || prepared) {
            return outOfTurn("apply", "observed for it");
        }
        try {
            if (request.observeAgain()) {
                Observed again = look(new Request.Observe(seen.plan(), seen.purpose(), true), seen.store());
                if (!again.reconcile(Orders.NONE).equals(seen.reconcile(Orders.NONE))) {
                    return new Reply.Refused(
                            Reply.Refused.Why.STALE,
                            "it has changed since the plan was made",
                            "run the command again to see the new plan");
                }
            }
            return apply(seen.with(request.cookies()), request.orders());
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        } catch (IOException e) {
            return new Reply.Applied(
                    List.of(new Reply.Failure("prepare the manifest", "EIO", String.valueOf(e))), List.of(), 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Refused(Reply.Refused.Why.INTERNAL, "interrupted", "");
        }
    }

    private Reply apply(Observed seen, Orders orders) throws IOException, RefusedException, InterruptedException {
        Set<PseudowireName> held = orders.held();
        HostReconciliation reconciliation = seen.reconcile(orders);
        requireCookies(seen.plan(), reconciliation);
        Set<PseudowireName> known = blocked(seen.reconcile(Orders.NONE), held);
        List<Reply.Failure> failures = unforeseen(reconciliation, known);
        if (!failures.isEmpty()) {
            return new Reply.Applied(failures, List.of(), 0);
        }
        Set<PseudowireName> blocked = blocked(reconciliation, held);
        Optional<HostPlan> manifest = seen.manifestAfter(blocked);
        seen.store().prepare(manifest.orElse(nothing(seen.plan())));
        prepared = true;
        if (reconciliation.isSettled()) {
            return new Reply.Applied(List.of(), List.of(), 0);
        }
        long before = namespaces.writes();
        List<Difference> left = List.of();
        try {
            for (HostState state : seen.states()) {
                failures.addAll(apply(state.netns(), reconciliation.actions().getOrDefault(state.netns(), List.of())));
            }
            if (failures.isEmpty()) {
                // What the kernel acknowledged is not always what it did. What was just made is ours although
                // no manifest says so yet, so what will be the manifest is asked.
                HostReconciliation again =
                        seen.reconcile(observe(seen.plan(), seen.left()), manifest, Orders.holding(held));
                failures.addAll(unforeseen(again, blocked));
                left = again.differences().stream()
                        .filter(difference -> difference.verb() != Verb.NOTHING)
                        .toList();
            }
        } catch (RefusedException e) {
            if (begun.values().stream().allMatch(List::isEmpty)) {
                throw e;
            }
            failures.add(new Reply.Failure("apply", "ENODEV", String.valueOf(e.getMessage())));
        } catch (NetlinkException e) {
            // Something may have been done by now: not a host that is unfit, but one that is to be taken back.
            failures.add(new Reply.Failure("apply", e.errno().name(), String.valueOf(e.getMessage())));
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
    private List<Reply.Failure> apply(Optional<NetnsName> netns, List<Action> actions)
            throws NetlinkException, RefusedException, InterruptedException {
        Applier applier = new Applier(kernel(netns), patience);
        List<Reply.Failure> failures = new ArrayList<>();
        try {
            for (Outcome outcome : applier.apply(actions)) {
                if (outcome instanceof Outcome.Refused refused) {
                    failures.add(new Reply.Failure(refused.action().toString(), refused.errno(), refused.message()));
                }
            }
        } finally {
            begun.put(netns, applier.begun());
        }
        return failures;
    }

    /** Returns what stands in the way although nobody was told so before: a pseudowire that one end would change alone. */
    private static List<Reply.Failure> unforeseen(HostReconciliation reconciliation, Set<PseudowireName> known) {
        List<Reply.Failure> failures = new ArrayList<>();
        for (Conflict conflict : reconciliation.conflicts()) {
            if (!known.contains(conflict.pseudowire())) {
                failures.add(new Reply.Failure("change " + conflict.pseudowire(), "EBUSY", conflict.message()));
            }
        }
        return failures;
    }

    @Override
    public Reply visit(Request.Confirm request) {
        Observed seen = observed;
        if (seen == null || !prepared) {
            return outOfTurn("confirm", "applied anything");
        }
        try {
            seen.store().commit();
            begun.clear();
            prepared = false;
            observed = null;
            return new Reply.Confirmed();
        } catch (IOException e) {
            return new Reply.Refused(
                    Reply.Refused.Why.INTERNAL,
                    "cannot write the manifest: " + e,
                    "look at the disk below " + paths.state());
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
        return new Reply.RolledBack(takeBack());
    }

    /** Goes back to what was observed, and returns what could not be taken back. */
    List<String> takeBack() {
        Observed seen = observed;
        if (seen == null || !prepared) {
            return List.of();
        }
        List<String> left = new ArrayList<>();
        try {
            for (Map.Entry<Optional<NetnsName>, List<Action>> part : begun.entrySet()) {
                if (!part.getValue().isEmpty()) {
                    left.addAll(takeBack(part.getKey(), part.getValue(), seen.plan()));
                }
            }
            if (left.isEmpty()) {
                begun.clear();
                seen.store().abandon();
                prepared = false;
                observed = null;
            }
        } catch (IOException e) {
            left.add(String.valueOf(e.getMessage()));
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

    private static HostPlan nothing(HostPlan plan) {
        return HostPlan.nothing(plan.topology(), plan.host());
    }

    private static Reply outOfTurn(String what, String condition) {
        return new Reply.Refused(Reply.Refused.Why.INTERNAL, "asked to " + what + " without having " + condition, "");
    }

    @Override
    public void close() throws IOException {
        HostLock held = lock;
        lock = null;
        probing.close();
        namespaces.close();
        if (held != null) {
            held.close();
        }
    }
}
