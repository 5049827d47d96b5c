package io.pairwire.reconcile;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpPort;
import io.pairwire.plan.PlannedSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a host carries that is not the topology's own, found by the IDs, ports and names that it holds; and what it lacks that is
 * not the topology's to make.
 */
final class Obstacles {
    private final Map<Integer, String> tunnelIds = new HashMap<>();
    private final Map<Integer, String> sessionIds = new HashMap<>();
    private final Map<Bound, Holder> bound = new HashMap<>();
    private final Map<String, String> interfaces = new HashMap<>();
    private final Set<String> bridges = new HashSet<>();
    private final HostState state;
    private final Ownership ownership;

    private record Bound(IpAddress local, UdpPort port) {}

    /** A tunnel, and what to call it. */
    private record Holder(TunnelSpec tunnel, String what) {}

    Obstacles(HostState state, Ownership ownership) {
        this.state = state;
        this.ownership = ownership;
        for (CarriedTunnel tunnel : state.tunnels()) {
            boolean foreign = !ownership.tunnels().containsKey(tunnel.tunnelId());
            Optional<CarriedSession> stranger = ownership.stranger(tunnel.tunnelId());
            String what = describe(tunnel);
            if (foreign) {
                tunnelIds.put(tunnel.tunnelId(), what);
            }
            if (foreign || stranger.isPresent()) {
                String holder = foreign
                        ? what + ", which is not this topology's"
                        : what + ", which stays for " + describe(stranger.orElseThrow());
                tunnel.spec()
                        .ifPresent(spec -> spec.encapsulation()
                                .udp()
                                .ifPresent(udp ->
                                        bound.put(new Bound(spec.local(), udp.source()), new Holder(spec, holder))));
            }
        }
        for (CarriedSession session : state.sessions()) {
            if (!ownership.owns(session)) {
                sessionIds.put(
                        session.sessionId(),
                        "a session of tunnel " + Integer.toUnsignedString(session.tunnelId())
                                + session.link().map(Obstacles::describe).orElse(""));
            }
        }
        for (CarriedLink link : state.interfaces()) {
            if (link.isBridge()) {
                bridges.add(link.name());
            }
            if (!ownership.ownsInterface(link.name())) {
                interfaces.put(link.name(), aliasOf(link));
            }
        }
    }

    /** Returns what stands in the way of a session and its tunnel, in words that name it. */
    Optional<String> inTheWayOf(PlannedSession planned, TunnelSpec tunnel) {
        Optional<String> lack = lack(planned);
        if (lack.isPresent()) {
            return lack;
        }
        String byTunnelId = tunnelIds.get(tunnel.tunnelId().bits());
        if (byTunnelId != null) {
            return Optional.of("tunnel ID " + tunnel.tunnelId() + " is held by " + byTunnelId
                    + ", which is not this topology's" + insteadOf("tunnel_id", "that tunnel")
                    + (isCarried(tunnel) ? "; if it was made by hand for this, 'pairwire adopt' takes it over" : ""));
        }
        Optional<String> byStranger = strangerIn(tunnel);
        if (byStranger.isPresent()) {
            return byStranger;
        }
        Optional<String> byPort = tunnel.encapsulation().udp().flatMap(udp -> portHolder(tunnel, udp));
        if (byPort.isPresent()) {
            return byPort;
        }
        Optional<String> bySessionId =
                holder(planned.session().sessionId()).map(holder -> holder + insteadOf("session_id", "that session"));
        if (bySessionId.isPresent()) {
            return bySessionId;
        }
        String name = planned.link().name().text();
        String byName = interfaces.get(name);
        return byName == null
                ? Optional.empty()
                : Optional.of("interface name " + name + " is held by an interface that is not this topology's" + byName
                        + "; give this end another interface, or have that one renamed");
    }

    private boolean isCarried(TunnelSpec tunnel) {
        return state.tunnels().stream()
                .anyMatch(carried -> carried.spec().filter(tunnel::equals).isPresent());
    }

    /** Returns what to do about what holds a number: nobody here may take away what is not the topology's. */
    private static String insteadOf(String key, String holder) {
        return "; give this end another " + key + ", or have " + holder + " removed by whoever made it";
    }

    /** Returns what a session needs that is not there and that nobody but the host's owner makes. */
    private Optional<String> lack(PlannedSession planned) {
        if (!state.exists()) {
            String name = state.netns().map(NetnsName::text).orElse("");
            return Optional.of("there is no network namespace " + name + "; make it with 'ip netns add " + name + "'");
        }
        Optional<InterfaceName> bridge = planned.link().bridge().filter(name -> !bridges.contains(name.text()));
        String inside = state.netns().map(name -> " -n " + name).orElse("");
        return bridge.map(name -> "there is no bridge " + name
                + state.netns().map(netns -> " in network namespace " + netns).orElse("")
                + "; make it with 'ip" + inside + " link add " + name + " type bridge'");
    }

    /**
     * Returns what else holds a session's ID. It is in the way of a removal too: since Linux 6.11 a session is found by its ID alone,
     * and the deletion might hit the other.
     */
    Optional<String> namesakeOf(SessionId sessionId) {
        return holder(sessionId).map(holder -> holder + "; have that session removed by whoever made it");
    }

    private Optional<String> holder(SessionId sessionId) {
        return Optional.ofNullable(sessionIds.get(sessionId.bits()))
                .map(holder -> "session ID " + sessionId + " is held by " + holder + ", which is not this topology's");
    }

    /** Returns who keeps a tunnel of ours as it is, where it would have to be made anew. */
    private Optional<String> strangerIn(TunnelSpec planned) {
        int tunnelId = planned.tunnelId().bits();
        TunnelSpec carried = ownership.tunnels().get(tunnelId);
        return carried == null || carried.equals(planned)
                ? Optional.empty()
                : ownership
                        .stranger(tunnelId)
                        .map(stranger -> "tunnel " + planned.tunnelId() + " must be made anew, but in it is "
                                + describe(stranger) + insteadOf("tunnel_id", "that session"));
    }

    private Optional<String> portHolder(TunnelSpec tunnel, Encapsulation.Udp udp) {
        return Optional.ofNullable(bound.get(new Bound(tunnel.local(), udp.source())))
                .filter(holder -> !holder.tunnel().equals(tunnel))
                .map(holder -> "UDP port " + udp.source() + " of " + tunnel.local() + " is held by " + holder.what()
                        + insteadOf("udp_port", "what holds it"));
    }

    static String describe(CarriedSession stranger) {
        return "session " + Integer.toUnsignedString(stranger.sessionId())
                + stranger.link().map(Obstacles::describe).orElse("") + ", which is not this topology's";
    }

    static String describe(CarriedLink link) {
        return " on " + link.name() + aliasOf(link);
    }

    private static String aliasOf(CarriedLink link) {
        return link.alias().isEmpty() ? "" : " (its alias is '" + printable(link.alias()) + "')";
    }

    private static String describe(CarriedTunnel tunnel) {
        return "tunnel " + Integer.toUnsignedString(tunnel.tunnelId())
                + tunnel.spec()
                        .map(spec ->
                                " (" + spec.encapsulation().type() + " from " + spec.local() + " to " + spec.remote()
                                        + spec.encapsulation()
                                                .udp()
                                                .map(udp -> ", ports " + udp.source() + "/" + udp.destination())
                                                .orElse("")
                                        + ")")
                        .orElse("");
    }

    /** Another's alias may hold anything; what a terminal would obey is not shown. */
    private static String printable(String text) {
        return text.chars()
                .map(c -> c < ' ' || c == 127 ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
