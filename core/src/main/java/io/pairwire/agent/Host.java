package io.pairwire.agent;

import io.pairwire.exchange.Manifest;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Sockets;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.HostState;
import io.pairwire.reconcile.Outcome;
import io.pairwire.reconcile.Reconciler;
import io.pairwire.reconcile.Reconciliation;
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
import org.jspecify.annotations.Nullable;

/** This host, as one run sees it: observed once, changed at most once, and then kept or taken back. */
final class Host implements Request.Visitor<Reply>, Closeable {
    /** How long deleted tunnels and interfaces may take to go; thousands of them were seen to take seconds. */
    private static final Duration DELETION_PATIENCE = Duration.ofSeconds(60);

    private final Sockets sockets;
    private final AgentPaths paths;
    private final String holder;
    private final Patience patience;

    private @Nullable HostLock lock;
    private @Nullable Kernel kernel;
    private @Nullable Observed observed;
    private List<Action> begun = List.of();
    private boolean prepared;

    /**
     * The host over these sockets.
     *
     * @param holder who is shown to a run that finds this one at work
     */
    Host(Sockets sockets, AgentPaths paths, String holder) {
        this(sockets, paths, holder, Patience.ofSystem(DELETION_PATIENCE));
    }

    /** The host, with so much patience for what its kernel does after it has said yes. */
    Host(Sockets sockets, AgentPaths paths, String holder, Patience patience) {
        this.patience = patience;
        this.sockets = sockets;
        this.paths = paths;
        this.holder = holder;
    }

    /** What was seen, and all that it was compared with. */
    private record Observed(
            HostPlan plan,
            HostState state,
            ManifestStore store,
            Optional<HostPlan> manifest,
            Optional<HostPlan> interrupted,
            boolean exclusively) {
        Reconciliation reconcile(Set<PseudowireName> held) {
            return Reconciler.reconcile(plan, state, left(), held);
        }

        /** Returns what was left here: what the manifest says, and what a run that died meant it to say. */
        Optional<HostPlan> left() {
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
            Kernel opened = kernel();
            if (!plan.sessions().isEmpty()) {
                opened.requireLoadable();
            }
            ManifestStore store = new ManifestStore(paths.manifest(plan.topology()));
            Optional<HostPlan> manifest = store.read();
            Observed seen = new Observed(
                    plan, observe(opened, plan), store, manifest, store.interrupted(), request.exclusively());
            observed = seen;
            Reconciliation reconciliation = seen.reconcile(Set.of());
            return new Reply.Observed(
                    reconciliation.differences(), reconciliation.conflicts(), isStale(seen, reconciliation));
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        }
    }

    /** Whether what differs will be changed is not known yet, so only the rest of the manifest counts. */
    private static boolean isStale(Observed seen, Reconciliation reconciliation) {
        Set<PseudowireName> open = new HashSet<>(blocked(reconciliation, Set.of()));
        for (Difference difference : reconciliation.differences()) {
            if (difference.verb() != Verb.NOTHING) {
                open.add(difference.pseudowire());
            }
        }
        return seen.interrupted().isPresent() || !contents(seen.manifest()).equals(contents(manifestAfter(seen, open)));
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
            Kernel opened = kernel();
            if (request.observeAgain()) {
                Observed again = new Observed(
                        seen.plan(),
                        observe(opened, seen.plan()),
                        seen.store(),
                        seen.store().read(),
                        seen.store().interrupted(),
                        true);
                if (!again.reconcile(Set.of()).equals(seen.reconcile(Set.of()))) {
                    return new Reply.Refused(
                            Reply.Refused.Why.STALE,
                            "it has changed since the plan was made",
                            "run the command again to see the new plan");
                }
            }
            Reconciliation reconciliation = seen.reconcile(request.held());
            return apply(opened, seen, request.held(), reconciliation);
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

    private Reply apply(Kernel opened, Observed seen, Set<PseudowireName> held, Reconciliation reconciliation)
            throws IOException, RefusedException, InterruptedException {
        Set<PseudowireName> known = blocked(seen.reconcile(Set.of()), held);
        List<Reply.Failure> failures = unforeseen(reconciliation, known);
        if (!failures.isEmpty()) {
            return new Reply.Applied(failures, List.of(), 0);
        }
        Set<PseudowireName> blocked = blocked(reconciliation, held);
        Optional<HostPlan> manifest = manifestAfter(seen, blocked);
        seen.store().prepare(manifest.orElse(nothing(seen.plan())));
        prepared = true;
        if (reconciliation.actions().isEmpty()) {
            return new Reply.Applied(List.of(), List.of(), 0);
        }
        long before = opened.writes();
        List<Difference> left = List.of();
        Applier applier = new Applier(opened, patience);
        try {
            for (Outcome outcome : applier.apply(reconciliation.actions())) {
                if (outcome instanceof Outcome.Refused refused) {
                    failures.add(new Reply.Failure(refused.action().toString(), refused.errno(), refused.message()));
                }
            }
            if (failures.isEmpty()) {
                // What the kernel acknowledged is not always what it did. What was just made is ours although
                // no manifest says so yet, so what will be the manifest is asked.
                Reconciliation again = Reconciler.reconcile(seen.plan(), observe(opened, seen.plan()), manifest, held);
                failures.addAll(unforeseen(again, blocked));
                left = again.differences().stream()
                        .filter(difference -> difference.verb() != Verb.NOTHING)
                        .toList();
            }
        } catch (NetlinkException e) {
            // Something may have been done by now: not a host that is unfit, but one that is to be taken back.
            failures.add(new Reply.Failure("apply", e.errno().name(), String.valueOf(e.getMessage())));
        } finally {
            begun = applier.begun();
        }
        return new Reply.Applied(failures, left, (int) (opened.writes() - before));
    }

    /** Returns what stands in the way although nobody was told so before: a pseudowire that one end would change alone. */
    private static List<Reply.Failure> unforeseen(Reconciliation reconciliation, Set<PseudowireName> known) {
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
            begun = List.of();
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
            if (!begun.isEmpty()) {
                Applier applier = new Applier(kernel(), patience);
                List<Action> inverse = Rollback.of(begun, observe(kernel(), seen.plan()));
                for (Outcome outcome : applier.apply(inverse)) {
                    if (outcome instanceof Outcome.Refused refused) {
                        left.add(refused.action() + ": " + refused.message());
                    } else if (outcome instanceof Outcome.NotTried skipped) {
                        left.add(skipped.action() + ": not tried");
                    }
                }
            }
            if (left.isEmpty()) {
                begun = List.of();
                seen.store().abandon();
                prepared = false;
                observed = null;
            }
        } catch (IOException e) {
            left.add(String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            left.add(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            left.add("interrupted");
        }
        return left;
    }

    private Kernel kernel() throws NetlinkException {
        Kernel opened = kernel;
        if (opened == null) {
            opened = Kernel.open(sockets, new Modules(paths.modules(), paths.modprobe()));
            kernel = opened;
        }
        return opened;
    }

    private static HostState observe(Kernel kernel, HostPlan plan) throws NetlinkException {
        Set<InterfaceAddress> planned = new HashSet<>();
        plan.sessions().forEach(session -> planned.addAll(session.link().addresses()));
        return new Observer(kernel, planned).observe();
    }

    private static Set<PseudowireName> blocked(Reconciliation reconciliation, Set<PseudowireName> held) {
        Set<PseudowireName> blocked = new HashSet<>(held);
        for (Conflict conflict : reconciliation.conflicts()) {
            blocked.add(conflict.pseudowire());
        }
        return blocked;
    }

    /**
     * Returns the manifest as it will be: the plan, but what is blocked as the manifest has it now, if it does. Empty where it says
     * nothing.
     */
    private static Optional<HostPlan> manifestAfter(Observed seen, Set<PseudowireName> blocked) {
        HostPlan plan = Manifest.withoutCookies(seen.plan());
        HostPlan before = seen.left().orElse(nothing(seen.plan()));
        List<PlannedSession> sessions = new ArrayList<>();
        for (PlannedSession session : plan.sessions()) {
            if (!blocked.contains(session.pseudowire())) {
                sessions.add(session);
            }
        }
        for (PlannedSession session : before.sessions()) {
            if (blocked.contains(session.pseudowire())) {
                sessions.add(session);
            }
        }
        // What is blocked stands in its tunnel as that is, and not as it is planned.
        Map<TunnelId, TunnelSpec> tunnels = new LinkedHashMap<>();
        plan.tunnels().forEach(tunnel -> tunnels.put(tunnel.tunnelId(), tunnel));
        Set<TunnelId> used = new HashSet<>();
        Set<TunnelId> asBefore = new HashSet<>();
        for (PlannedSession session : sessions) {
            used.add(session.session().tunnelId());
            if (blocked.contains(session.pseudowire())) {
                asBefore.add(session.session().tunnelId());
            }
        }
        for (TunnelSpec tunnel : before.tunnels()) {
            if (asBefore.contains(tunnel.tunnelId())) {
                tunnels.put(tunnel.tunnelId(), tunnel);
            }
        }
        tunnels.keySet().retainAll(used);
        return sessions.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostPlan(plan.topology(), plan.host(), List.copyOf(tunnels.values()), sessions));
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
        Kernel opened = kernel;
        lock = null;
        kernel = null;
        if (opened != null) {
            opened.close();
        }
        if (held != null) {
            held.close();
        }
    }
}
