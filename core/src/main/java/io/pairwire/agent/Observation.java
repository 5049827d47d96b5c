package io.pairwire.agent;

import io.pairwire.exchange.Author;
import io.pairwire.exchange.JournalEntry;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Adoption;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Entanglement;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was seen of a host, and all that it was compared with; what came of comparing is kept, for the same is asked again. */
final class Observation {
    private final HostPlan plan;
    private final Request.Purpose purpose;
    private final List<HostState> states;
    private final Optional<HostPlan> manifest;
    private final Optional<HostPlan> pending;
    private final Optional<Reply.Unconfirmed> unconfirmed;
    private final Map<Orders, HostReconciliation> compared = new HashMap<>();

    /**
     * What was seen of a host.
     *
     * @param manifest as it is, if there is one
     * @param pending what a change that is not confirmed is to bring, if one is under way
     * @param unconfirmed whose change that is
     */
    Observation(
            HostPlan plan,
            Request.Purpose purpose,
            List<HostState> states,
            Optional<HostPlan> manifest,
            Optional<HostPlan> pending,
            Optional<Reply.Unconfirmed> unconfirmed) {
        this.plan = plan;
        this.purpose = purpose;
        this.states = List.copyOf(states);
        this.manifest = manifest;
        this.pending = pending;
        this.unconfirmed = unconfirmed;
    }

    HostPlan plan() {
        return plan;
    }

    Request.Purpose purpose() {
        return purpose;
    }

    List<HostState> states() {
        return states;
    }

    Optional<HostPlan> manifest() {
        return manifest;
    }

    /** Returns what is ours here by what is written: what the manifest says, and what is being made. */
    static Optional<HostPlan> left(Optional<HostPlan> manifest, Optional<HostPlan> pending) {
        return manifest.map(kept -> pending.map(meant -> new HostPlan(
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

    Optional<HostPlan> left() {
        return left(manifest, pending);
    }

    /** Returns this with cookies that were made since. */
    Observation with(Map<PseudowireName, EndCookies> cookies) {
        return cookies.isEmpty()
                ? this
                : new Observation(plan.with(cookies), purpose, states, manifest, pending, unconfirmed);
    }

    HostReconciliation reconcile(Orders orders) {
        return compared.computeIfAbsent(orders, given -> reconcile(states, left(), given));
    }

    /** Compares with what the host carries now, and what is ours by then. */
    HostReconciliation reconcile(List<HostState> now, Optional<HostPlan> kept, Orders orders) {
        return switch (purpose) {
            case BRING -> HostReconciliation.of(plan, now, kept, orders);
            case ADOPT -> Adoption.of(plan, now, kept, orders);
            // Nothing goes, so nothing needs protection from it.
            case SHOW -> HostReconciliation.of(plan, now, kept.map(HostPlan::unprotected), orders);
        };
    }

    /** Returns the answer to whoever asked for the comparison. */
    Reply.Observed answer(HostReconciliation reconciliation, Set<PseudowireName> selfCut) {
        Entanglement entanglement = Entanglement.of(reconciliation);
        return new Reply.Observed(
                reconciliation.differences(),
                reconciliation.conflicts(),
                isStale(reconciliation) || !entanglement.actionsOf(Set.of()).isEmpty(),
                CookieDigests.of(reconciliation.madeCookies()),
                entanglement.sets(),
                selfCut,
                unconfirmed);
    }

    /** Whether what differs will be changed is not known yet, so only the rest of the manifest counts. */
    private boolean isStale(HostReconciliation reconciliation) {
        Set<PseudowireName> open = new HashSet<>(blocked(reconciliation, Set.of()));
        for (Difference difference : reconciliation.differences()) {
            if (difference.verb() != Verb.NOTHING) {
                open.add(difference.pseudowire());
            }
        }
        Optional<HostPlan> after = manifestAfter(open);
        // Equal as they stand is the rule; hashing all of both is for what is merely in another order.
        return pending.isPresent()
                || (!manifest.equals(after) && !contents(manifest).equals(contents(after)));
    }

    private Optional<HostPlan> manifestAfter(Set<PseudowireName> blocked) {
        return purpose == Request.Purpose.ADOPT
                ? NextManifest.adopting(plan, left(), blocked)
                : NextManifest.of(plan, left(), blocked);
    }

    private static Set<Object> contents(Optional<HostPlan> manifest) {
        Set<Object> contents = new HashSet<>();
        manifest.ifPresent(plan -> {
            contents.addAll(plan.tunnels());
            contents.addAll(plan.sessions());
        });
        return contents;
    }

    /** Returns the pseudowires that stay as they are: those that are held, and those that something stands in the way of. */
    static Set<PseudowireName> blocked(HostReconciliation reconciliation, Set<PseudowireName> held) {
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

    /** Returns what is to be written down before a change: whose it is, how it goes back, and what stays. */
    JournalEntry.Prepared terms(
            Request.Claim claim,
            String boot,
            Request.Prepare request,
            HostReconciliation reconciliation,
            Entanglement entanglement,
            Author author) {
        List<JournalEntry.Part> parts = new ArrayList<>();
        entanglement.parts().forEach((pseudowires, actions) -> parts.add(new JournalEntry.Part(pseudowires, actions)));
        return new JournalEntry.Prepared(
                claim.run(),
                boot,
                plan,
                purpose,
                blocked(reconciliation, request.orders().held()),
                reconciliation.formerNames(),
                parts,
                request.confirmTimeout(),
                author);
    }
}
