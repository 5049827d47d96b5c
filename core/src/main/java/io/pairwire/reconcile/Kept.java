package io.pairwire.reconcile;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpPort;
import io.pairwire.plan.PlannedSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the topology's own pseudowires keep that cannot be changed now, and so nobody else can have. */
final class Kept {
    private static final String FIRST = "; mend what keeps that one first";

    private final Map<SessionId, PseudowireName> sessionIds = new HashMap<>();
    private final Map<InterfaceName, PseudowireName> interfaces = new HashMap<>();
    private final Map<Bound, PseudowireName> ports = new HashMap<>();
    private final Map<TunnelId, TunnelSpec> tunnels = new HashMap<>();
    private final Map<TunnelId, PseudowireName> occupants = new HashMap<>();

    private record Bound(IpAddress local, UdpPort port) {}

    /** Notes all that one end holds. */
    void add(Ownership.Owned owned) {
        sessionIds.put(owned.end().session().sessionId(), owned.pseudowire());
        interfaces.put(owned.end().link().name(), owned.pseudowire());
        TunnelSpec tunnel = owned.tunnel();
        tunnels.put(tunnel.tunnelId(), tunnel);
        occupants.putIfAbsent(tunnel.tunnelId(), owned.pseudowire());
        tunnel.encapsulation()
                .udp()
                .ifPresent(udp -> ports.putIfAbsent(new Bound(tunnel.local(), udp.source()), owned.pseudowire()));
    }

    boolean isEmpty() {
        return sessionIds.isEmpty();
    }

    /** Returns what stands in the way of a session and its tunnel, in words that name it. */
    Optional<String> inTheWayOf(PlannedSession planned, TunnelSpec tunnel) {
        TunnelSpec stays = tunnels.get(tunnel.tunnelId());
        if (stays != null && !stays.equals(tunnel)) {
            return Optional.of("tunnel " + tunnel.tunnelId() + " must be made anew, but pseudowire "
                    + occupants.get(tunnel.tunnelId()) + " in it cannot be changed now" + FIRST);
        }
        Optional<String> byPort =
                stays == null ? tunnel.encapsulation().udp().flatMap(udp -> portHolder(tunnel, udp)) : Optional.empty();
        return byPort.or(() -> held(
                        "session ID " + planned.session().sessionId(),
                        sessionIds.get(planned.session().sessionId())))
                .or(() -> held(
                        "interface name " + planned.link().name(),
                        interfaces.get(planned.link().name())));
    }

    private Optional<String> portHolder(TunnelSpec tunnel, Encapsulation.Udp udp) {
        return held(
                "UDP port " + udp.source() + " of " + tunnel.local(),
                ports.get(new Bound(tunnel.local(), udp.source())));
    }

    private static Optional<String> held(String what, @Nullable PseudowireName by) {
        return Optional.ofNullable(by)
                .map(holder -> what + " is held by pseudowire " + holder + ", which cannot be changed now" + FIRST);
    }
}
