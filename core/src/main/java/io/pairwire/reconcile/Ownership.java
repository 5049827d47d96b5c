package io.pairwire.reconcile;

import io.pairwire.model.HostName;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.model.TunnelSpec;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mark;
import io.pairwire.plan.PlannedSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a host's tunnels and sessions are a topology's own.
 *
 * <p>A session is where the alias of its interface says so and the manifest does not deny it. A tunnel has no place for a mark:
 * it is where the manifest has the very same, or where all its sessions are. A host that has lost its manifest goes by the
 * aliases alone.
 */
final class Ownership {
    private final Map<PseudowireName, List<Owned>> sessions = new LinkedHashMap<>();
    private final Set<SessionKey> sessionKeys = new HashSet<>();
    private final Set<String> interfaces = new HashSet<>();
    private final Map<Integer, TunnelSpec> tunnels = new LinkedHashMap<>();
    private final Map<Integer, List<Owned>> occupants = new HashMap<>();

    /**
     * A session that is the topology's own.
     *
     * @param side and {@code peerHost}: as the manifest has them, where there is one
     */
    record Owned(
            PseudowireName pseudowire,
            TunnelSpec tunnel,
            EndState end,
            Optional<Side> side,
            Optional<HostName> peerHost) {}

    /** What a session is told apart by: one ID may stand in several UDP tunnels. */
    private record SessionKey(int tunnelId, int sessionId) {}

    private Ownership() {}

    static Ownership of(TopologyName topology, HostState state, Optional<HostPlan> manifest) {
        Ownership ownership = new Ownership();
        Map<Integer, CarriedTunnel> carried = new HashMap<>();
        state.tunnels().forEach(tunnel -> carried.put(tunnel.tunnelId(), tunnel));
        Map<SessionId, List<PlannedSession>> kept = new HashMap<>();
        manifest.ifPresent(left -> left.sessions()
                .forEach(session -> kept.computeIfAbsent(session.session().sessionId(), id -> new ArrayList<>())
                        .add(session)));
        Set<Integer> shared = new HashSet<>();
        for (CarriedSession session : state.sessions()) {
            Optional<Owned> owned = Optional.ofNullable(carried.get(session.tunnelId()))
                    .flatMap(CarriedTunnel::spec)
                    .flatMap(tunnel -> own(topology, tunnel, session, manifest.isPresent(), kept));
            if (owned.isPresent()) {
                ownership.add(owned.get());
            } else {
                shared.add(session.tunnelId());
            }
        }
        Set<TunnelSpec> left = new HashSet<>();
        manifest.ifPresent(before -> before.tunnels().forEach(planned -> left.add(planned.tunnel())));
        for (CarriedTunnel tunnel : state.tunnels()) {
            boolean ours = tunnel.spec().filter(left::contains).isPresent()
                    || ownership.occupants.containsKey(tunnel.tunnelId());
            if (ours && !shared.contains(tunnel.tunnelId())) {
                tunnel.spec().ifPresent(spec -> ownership.tunnels.put(tunnel.tunnelId(), spec));
            }
        }
        return ownership;
    }

    /** Returns the topology's own sessions of a pseudowire; more than one where somebody copied an alias. */
    List<Owned> sessions(PseudowireName pseudowire) {
        return sessions.getOrDefault(pseudowire, List.of());
    }

    /** Returns the pseudowires that have a session of the topology's own. */
    Set<PseudowireName> pseudowires() {
        return sessions.keySet();
    }

    /** Returns the topology's own tunnels by ID. */
    Map<Integer, TunnelSpec> tunnels() {
        return tunnels;
    }

    /** Returns the topology's own sessions in a tunnel. */
    List<Owned> occupants(int tunnelId) {
        return occupants.getOrDefault(tunnelId, List.of());
    }

    boolean owns(CarriedSession session) {
        return sessionKeys.contains(new SessionKey(session.tunnelId(), session.sessionId()));
    }

    boolean ownsInterface(String name) {
        return interfaces.contains(name);
    }

    private void add(Owned owned) {
        int tunnelId = owned.tunnel().tunnelId().bits();
        sessions.computeIfAbsent(owned.pseudowire(), key -> new ArrayList<>()).add(owned);
        occupants.computeIfAbsent(tunnelId, key -> new ArrayList<>()).add(owned);
        sessionKeys.add(
                new SessionKey(tunnelId, owned.end().session().sessionId().bits()));
        interfaces.add(owned.end().link().name().text());
    }

    private static Optional<Owned> own(
            TopologyName topology,
            TunnelSpec tunnel,
            CarriedSession session,
            boolean manifestKept,
            Map<SessionId, List<PlannedSession>> kept) {
        if (session.spec().isEmpty() || session.link().isEmpty()) {
            return Optional.empty();
        }
        CarriedLink link = session.link().get();
        Optional<Mark> mark =
                Mark.parse(link.alias()).filter(found -> found.topology().equals(topology));
        if (mark.isEmpty()) {
            return Optional.empty();
        }
        SessionSpec spec = session.spec().get();
        Optional<PlannedSession> left = kept.getOrDefault(spec.sessionId(), List.of()).stream()
                .filter(planned -> planned.pseudowire().equals(mark.get().pseudowire())
                        && planned.session().tunnelId().equals(spec.tunnelId()))
                .findFirst();
        if (manifestKept && left.isEmpty()) {
            return Optional.empty();
        }
        Optional<L2SpecType> l2spec = sublayer(mark.get(), tunnel, spec);
        return Optional.of(new Owned(
                mark.get().pseudowire(),
                tunnel,
                new EndState(
                        with(spec, l2spec.orElse(spec.l2spec())),
                        l2spec.isPresent(),
                        link.spec(),
                        link.alias(),
                        link.up()),
                left.map(PlannedSession::side),
                left.map(PlannedSession::peerHost)));
    }

    /** The kernel never tells the sublayer back, but the mark's digest was made with one of the two. */
    private static Optional<L2SpecType> sublayer(Mark mark, TunnelSpec tunnel, SessionSpec spec) {
        for (L2SpecType candidate : L2SpecType.values()) {
            if (Mark.digest(tunnel, with(spec, candidate)).equals(mark.digest())) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static SessionSpec with(SessionSpec spec, L2SpecType l2spec) {
        return new SessionSpec(
                spec.tunnelId(),
                spec.sessionId(),
                spec.peerSessionId(),
                spec.cookie(),
                spec.peerCookie(),
                l2spec,
                spec.seq(),
                spec.lnsMode(),
                spec.reorderTimeoutMillis());
    }
}
