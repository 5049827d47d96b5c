package io.pairwire.reconcile;

import io.pairwire.model.HostName;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.PseudowireName;
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
import java.util.function.Predicate;

/**
 * Which of a host's tunnels and sessions are a topology's own.
 *
 * <p>A session is where the alias of its interface says so and the manifest does not deny it; one whose interface has no alias is where
 * the manifest has it in the very same tunnel, by its ID and by its interface's name: somebody made it again, or took the alias away.
 * A tunnel has no place for a mark: it is where the manifest has the very same, or where a session in it is. A host that has lost its
 * manifest goes by the aliases alone.
 */
final class Ownership {
    private final Map<PseudowireName, List<Owned>> sessions = new LinkedHashMap<>();
    private final Set<SessionKey> sessionKeys = new HashSet<>();
    private final Set<String> interfaces = new HashSet<>();
    private final Map<Integer, TunnelSpec> tunnels = new LinkedHashMap<>();
    private final Map<Integer, List<Owned>> occupants = new HashMap<>();
    private final Map<Integer, CarriedSession> strangers = new HashMap<>();

    /**
     * A session that is the topology's own.
     *
     * @param side and {@code peerHost}: as the manifest has them, where there is one
     * @param macAsked whether the manifest has a MAC address for it
     */
    record Owned(
            PseudowireName pseudowire,
            TunnelSpec tunnel,
            EndState end,
            Optional<Side> side,
            Optional<HostName> peerHost,
            boolean macAsked) {}

    /** What a session is told apart by: one ID may stand in several UDP tunnels. */
    private record SessionKey(int tunnelId, int sessionId) {
        static SessionKey of(SessionSpec session) {
            return new SessionKey(session.tunnelId().bits(), session.sessionId().bits());
        }
    }

    private Ownership() {}

    static Ownership of(TopologyName topology, HostState state, Optional<HostPlan> manifest) {
        Ownership ownership = new Ownership();
        Map<Integer, CarriedTunnel> carried = new HashMap<>();
        state.tunnels().forEach(tunnel -> carried.put(tunnel.tunnelId(), tunnel));
        Left left = new Left(topology, manifest);
        for (CarriedSession session : state.sessions()) {
            Optional<Owned> owned = Optional.ofNullable(carried.get(session.tunnelId()))
                    .flatMap(CarriedTunnel::spec)
                    .flatMap(tunnel -> left.own(tunnel, session));
            if (owned.isPresent()) {
                ownership.add(owned.get());
            } else {
                ownership.strangers.putIfAbsent(session.tunnelId(), session);
            }
        }
        for (CarriedTunnel tunnel : state.tunnels()) {
            if (tunnel.spec().filter(left::has).isPresent() || ownership.occupants.containsKey(tunnel.tunnelId())) {
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

    /** Returns a session in a tunnel that is not the topology's own: the tunnel cannot go while it is there. */
    Optional<CarriedSession> stranger(int tunnelId) {
        return Optional.ofNullable(strangers.get(tunnelId));
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
        sessionKeys.add(SessionKey.of(owned.end().session()));
        interfaces.add(owned.end().link().name().text());
    }

    /** What the topology has left on the host: what the manifest says, if there is one. */
    private static final class Left {
        private final TopologyName topology;
        private final boolean known;
        private final Set<TunnelSpec> tunnels = new HashSet<>();
        private final Map<SessionKey, List<PlannedSession>> sessions = new HashMap<>();

        Left(TopologyName topology, Optional<HostPlan> manifest) {
            this.topology = topology;
            this.known = manifest.isPresent();
            manifest.ifPresent(left -> {
                left.tunnels().forEach(planned -> tunnels.add(planned.tunnel()));
                left.sessions()
                        .forEach(planned -> sessions.computeIfAbsent(
                                        SessionKey.of(planned.session()), key -> new ArrayList<>())
                                .add(planned));
            });
        }

        boolean has(TunnelSpec tunnel) {
            return tunnels.contains(tunnel);
        }

        Optional<Owned> own(TunnelSpec tunnel, CarriedSession session) {
            if (session.spec().isEmpty() || session.link().isEmpty()) {
                return Optional.empty();
            }
            SessionSpec spec = session.spec().get();
            CarriedLink link = session.link().get();
            return link.alias().isEmpty() ? unmarked(tunnel, spec, link) : marked(tunnel, spec, link);
        }

        private Optional<Owned> marked(TunnelSpec tunnel, SessionSpec spec, CarriedLink link) {
            Optional<Mark> mark =
                    Mark.parse(link.alias()).filter(found -> found.topology().equals(topology));
            if (mark.isEmpty()) {
                return Optional.empty();
            }
            PseudowireName pseudowire = mark.get().pseudowire();
            Optional<PlannedSession> left =
                    find(spec, planned -> planned.pseudowire().equals(pseudowire));
            return known && left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(owned(pseudowire, tunnel, spec, mark.get().sublayer(tunnel, spec), link, left));
        }

        /** Nobody's mark speaks against the manifest, so it alone decides; what the sublayer is it cannot know. */
        private Optional<Owned> unmarked(TunnelSpec tunnel, SessionSpec spec, CarriedLink link) {
            return find(spec, planned -> planned.link().name().text().equals(link.name()))
                    .filter(planned -> has(tunnel))
                    .map(planned ->
                            owned(planned.pseudowire(), tunnel, spec, Optional.empty(), link, Optional.of(planned)));
        }

        private Optional<PlannedSession> find(SessionSpec spec, Predicate<PlannedSession> which) {
            return sessions.getOrDefault(SessionKey.of(spec), List.of()).stream()
                    .filter(which)
                    .findFirst();
        }

        private static Owned owned(
                PseudowireName pseudowire,
                TunnelSpec tunnel,
                SessionSpec spec,
                Optional<L2SpecType> l2spec,
                CarriedLink link,
                Optional<PlannedSession> left) {
            return new Owned(
                    pseudowire,
                    tunnel,
                    new EndState(
                            spec.with(l2spec.orElse(spec.l2spec())),
                            l2spec.isPresent(),
                            link.spec(),
                            link.alias(),
                            link.up()),
                    left.map(PlannedSession::side),
                    left.map(PlannedSession::peerHost),
                    left.flatMap(planned -> planned.link().mac()).isPresent());
        }
    }
}
