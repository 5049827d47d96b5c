package io.pairwire.agent;

import io.pairwire.exchange.Manifest;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TunnelId;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.plan.PlannedTunnel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The manifest as it will be after a plan: the plan, but what is blocked as it was left. */
final class NextManifest {
    /** What tells a host's tunnels apart. */
    private record Place(Optional<NetnsName> netns, TunnelId id) {
        static Place of(PlannedTunnel planned) {
            return new Place(planned.netns(), planned.tunnel().tunnelId());
        }

        static Place of(PlannedSession planned) {
            return new Place(planned.netns(), planned.session().tunnelId());
        }
    }

    private NextManifest() {}

    /**
     * Returns it; empty where it says nothing.
     *
     * @param left what the manifest says now, if there is one
     */
    static Optional<HostPlan> of(HostPlan wanted, Optional<HostPlan> left, Set<PseudowireName> blocked) {
        HostPlan plan = Manifest.withoutCookies(wanted);
        HostPlan before = left.orElse(HostPlan.nothing(plan.topology(), plan.host()));
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
        Map<Place, PlannedTunnel> tunnels = new LinkedHashMap<>();
        plan.tunnels().forEach(tunnel -> tunnels.put(Place.of(tunnel), tunnel));
        Set<Place> used = new HashSet<>();
        Set<Place> asBefore = new HashSet<>();
        for (PlannedSession session : sessions) {
            used.add(Place.of(session));
            if (blocked.contains(session.pseudowire())) {
                asBefore.add(Place.of(session));
            }
        }
        for (PlannedTunnel tunnel : before.tunnels()) {
            if (asBefore.contains(Place.of(tunnel))) {
                tunnels.put(Place.of(tunnel), tunnel);
            }
        }
        tunnels.keySet().retainAll(used);
        return sessions.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostPlan(plan.topology(), plan.host(), List.copyOf(tunnels.values()), sessions));
    }

    /**
     * Returns the manifest as it will be after an adoption: as it was left, and what of the plan is not blocked and was not in it;
     * empty where it says nothing.
     */
    static Optional<HostPlan> adopting(HostPlan wanted, Optional<HostPlan> left, Set<PseudowireName> blocked) {
        HostPlan plan = Manifest.withoutCookies(wanted);
        HostPlan before = left.orElse(HostPlan.nothing(plan.topology(), plan.host()));
        Set<PseudowireName> known = new HashSet<>(blocked);
        before.sessions().forEach(session -> known.add(session.pseudowire()));
        List<PlannedSession> sessions = new ArrayList<>(before.sessions());
        Set<Place> used = new HashSet<>();
        for (PlannedSession session : plan.sessions()) {
            if (!known.contains(session.pseudowire())) {
                sessions.add(session);
                used.add(Place.of(session));
            }
        }
        Map<Place, PlannedTunnel> tunnels = new LinkedHashMap<>();
        before.tunnels().forEach(tunnel -> tunnels.put(Place.of(tunnel), tunnel));
        for (PlannedTunnel tunnel : plan.tunnels()) {
            if (used.contains(Place.of(tunnel))) {
                tunnels.put(Place.of(tunnel), tunnel);
            }
        }
        return sessions.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostPlan(plan.topology(), plan.host(), List.copyOf(tunnels.values()), sessions));
    }
}
