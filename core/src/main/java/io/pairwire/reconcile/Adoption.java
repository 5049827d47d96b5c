package io.pairwire.reconcile;

import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mark;
import io.pairwire.plan.PlannedSession;
import io.pairwire.plan.PlannedTunnel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody made by hand just as a plan has it, so that only the marks are missing for it to be the topology's own.
 *
 * <p>It answers in the one diff's words: an end that fits is one that changes, by its alias alone; one that is not there is one to
 * be created, but by somebody else, for no action here does more than write an alias; one that is there and does not fit is a
 * conflict. What is owned already is as it should be, whatever differs.
 */
public final class Adoption {
    private final HostPlan plan;
    private final Optional<HostPlan> manifest;
    private final Set<PseudowireName> held;
    private final Set<PseudowireName> known = new HashSet<>();
    private final Optional<PseudowireName> stray;

    private final List<Difference> differences = new ArrayList<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final Map<Optional<NetnsName>, List<Action>> actions = new LinkedHashMap<>();
    private final Map<PseudowireName, EndCookies> madeCookies = new HashMap<>();

    /** An end made by hand that fits. */
    private record Fit(PlannedSession planned, TunnelSpec tunnel, EndState from, List<AttributeChange> differing) {}

    private Adoption(HostPlan plan, List<HostState> states, Optional<HostPlan> manifest, Set<PseudowireName> held) {
        this.plan = plan;
        this.manifest = manifest;
        this.held = held;
        manifest.ifPresent(left -> left.sessions().forEach(session -> known.add(session.pseudowire())));
        this.stray = manifest.isPresent() ? Optional.empty() : stray(states);
    }

    /**
     * Finds on a host what can be adopted.
     *
     * @param states {@code manifest} and {@code orders}: as for {@link HostReconciliation#of}; nothing is made anew, whatever is ordered
     */
    public static HostReconciliation of(
            HostPlan plan, List<HostState> states, Optional<HostPlan> manifest, Orders orders) {
        Adoption adoption = new Adoption(plan, states, manifest, orders.held());
        states.forEach(adoption::look);
        return new HostReconciliation(
                adoption.differences, adoption.conflicts, adoption.actions, adoption.madeCookies, Map.of());
    }

    /** Without a manifest the marks alone say what is ours; a manifest without it would take that from what the plan lacks. */
    private Optional<PseudowireName> stray(List<HostState> states) {
        Set<PseudowireName> owned = new LinkedHashSet<>();
        for (HostState state : states) {
            owned.addAll(Ownership.of(plan.topology(), state, Optional.empty()).pseudowires());
        }
        plan.sessions().forEach(session -> owned.remove(session.pseudowire()));
        return owned.stream().findFirst();
    }

    private void look(HostState state) {
        HostPlan part = plan.within(state.netns());
        Map<TunnelId, TunnelSpec> tunnels = new HashMap<>();
        for (PlannedTunnel planned : part.tunnels()) {
            tunnels.put(planned.tunnel().tunnelId(), planned.tunnel());
        }
        Ownership ownership = Ownership.of(plan.topology(), state, manifest.map(left -> left.within(state.netns())));
        Map<CarriedSession, Fit> fits = new LinkedHashMap<>();
        for (PlannedSession planned : part.sessions()) {
            if (held.contains(planned.pseudowire())) {
                continue;
            }
            TunnelSpec tunnel = tunnels.get(planned.session().tunnelId());
            Optional<CarriedSession> carried = carried(state, planned.session());
            if (!ownership.sessions(planned.pseudowire()).isEmpty()) {
                add(planned, Verb.NOTHING, Reason.AS_PLANNED, List.of());
            } else if (carried.isEmpty() || tunnel == null) {
                add(planned, Verb.CREATE, Reason.MISSING, List.of());
            } else {
                Fitting fitting = new Fitting(planned, tunnel, carried.get());
                Optional<String> obstacle = obstacle(planned).or(() -> fitting.obstacle(state));
                if (obstacle.isPresent()) {
                    conflicts.add(new Conflict(planned.pseudowire(), obstacle.get()));
                } else {
                    fits.put(carried.get(), new Fit(planned, tunnel, fitting.from(), fitting.differing()));
                }
            }
        }
        List<Action> marking = new ArrayList<>();
        fits.forEach((carried, fit) -> {
            Optional<CarriedSession> stranger = state.sessions().stream()
                    .filter(other -> other.tunnelId() == carried.tunnelId())
                    .filter(other -> !ownership.owns(other) && !fits.containsKey(other))
                    .findFirst();
            if (stranger.isPresent()) {
                conflicts.add(new Conflict(
                        fit.planned().pseudowire(),
                        "in its tunnel " + fit.planned().session().tunnelId() + " is "
                                + Obstacles.describe(stranger.get())
                                + "; have the topology name that session too, or have it removed by whoever made it"));
            } else {
                marking.add(adopt(fit));
            }
        });
        actions.put(state.netns(), marking);
    }

    private static Optional<CarriedSession> carried(HostState state, SessionSpec session) {
        return state.sessions().stream()
                .filter(carried -> carried.tunnelId() == session.tunnelId().bits()
                        && carried.sessionId() == session.sessionId().bits())
                .findFirst();
    }

    private Optional<String> obstacle(PlannedSession planned) {
        if (stray.isPresent()) {
            return Optional.of("this host has lost the topology's manifest, and " + stray.get()
                    + ", which is marked as the topology's, is not in it; run 'apply' first, which mends that");
        }
        return known.contains(planned.pseudowire())
                ? Optional.of(
                        "the manifest has it otherwise than the kernel; run 'apply', which says what is in the way")
                : Optional.empty();
    }

    private Action adopt(Fit fit) {
        PlannedSession planned = fit.planned();
        EndState from = fit.from();
        String mark = Mark.of(plan.topology(), fit.tunnel(), planned).toString();
        EndState to = new EndState(from.session(), true, from.link(), mark, from.up());
        if (planned.made().any()) {
            madeCookies.put(
                    planned.pseudowire(),
                    EndCookies.of(
                            planned.side(),
                            from.session().cookie(),
                            from.session().peerCookie()));
        }
        List<AttributeChange> shown = new ArrayList<>();
        shown.add(new AttributeChange(
                "l2spec_type",
                Optional.of("not told by the kernel"),
                Optional.of(planned.session().l2spec() + ", as the topology has it"),
                false));
        for (AttributeChange change : fit.differing()) {
            shown.add(new AttributeChange(
                    change.name(),
                    change.from(),
                    Optional.of(change.to().orElse("(none)") + ", by a later apply"),
                    false));
        }
        shown.add(new AttributeChange("alias", Optional.empty(), Optional.of(mark), false));
        add(planned, Verb.CHANGE, Reason.BY_HAND, shown);
        return new Action.ChangeSession(planned.pseudowire(), from, to);
    }

    private void add(PlannedSession planned, Verb verb, Reason reason, List<AttributeChange> attributes) {
        differences.add(new Difference(
                planned.pseudowire(),
                Optional.of(planned.side()),
                Optional.of(planned.peerHost()),
                Optional.empty(),
                verb,
                reason,
                attributes));
    }
}
