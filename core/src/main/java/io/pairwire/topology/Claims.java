package io.pairwire.topology;

import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelId;
import io.pairwire.model.UdpPort;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Knows what each place has been given so far, and reports what one place is given twice. */
final class Claims {
    private final String file;
    private final Problems problems;
    /** By rule, then by place: a map of its own each, as keys of equal numbers have equal hashes. */
    private final Map<Rule, Map<Place, Map<Object, Position>>> first = new HashMap<>();

    private final Map<Place, Map<InterfaceName, Position>> bridges = new HashMap<>();

    private record Endpoint(IpAddress local, UdpPort port) {}

    Claims(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void tunnelId(Place place, TunnelId id, Position at) {
        claim(
                place,
                id,
                at,
                TopologyRule.TUNNEL_ID_TWICE,
                () -> "tunnel ID " + id + " is used twice on " + place,
                "give one of them another ID");
    }

    void sessionId(Place place, SessionId id, Position at) {
        claim(
                place,
                id,
                at,
                TopologyRule.SESSION_ID_TWICE,
                () -> "session ID " + id + " is used twice on " + place,
                "give one of them another ID, even in different tunnels");
    }

    void udpPort(Place place, IpAddress local, UdpPort port, Position at) {
        claim(
                place,
                new Endpoint(local, port),
                at,
                TopologyRule.UDP_PORT_TWICE,
                () -> "UDP port " + port + " of " + local + " is used by two tunnels on " + place,
                "give one of them another port, or let the pseudowires share a tunnel");
    }

    void interfaceName(Place place, InterfaceName name, Position at) {
        claim(
                place,
                name,
                at,
                TopologyRule.INTERFACE_TWICE,
                () -> "interface " + name + " is used twice on " + place,
                "give one of them another name with 'interface'");
    }

    /** Notes that a bridge is wanted at a place, which no pseudowire's interface can be. */
    void bridge(Place place, InterfaceName name, Position at) {
        bridges.computeIfAbsent(place, absent -> new HashMap<>()).putIfAbsent(name, at);
    }

    /** Reports bridges that are pseudowires' interfaces; for when all are known. */
    void reportBridges() {
        Map<Place, Map<Object, Position>> interfaces = first.getOrDefault(TopologyRule.INTERFACE_TWICE, Map.of());
        bridges.forEach((place, names) -> names.forEach((name, at) -> {
            Position other = interfaces.getOrDefault(place, Map.of()).get(name);
            if (other != null) {
                problems.add(
                        TopologyRule.INTERFACE_TWICE,
                        at,
                        "the bridge " + name + " on " + place + " is the interface of a pseudowire",
                        "that stands at " + file + ":" + other + "; name a bridge that the host has");
            }
        }));
    }

    void inner(Place place, IpAddress address, Position at) {
        claim(
                place,
                address,
                at,
                TopologyRule.INNER_TWICE,
                () -> "the inner address " + address + " is used twice on " + place,
                "give one of them another address");
    }

    private void claim(Place place, Object what, Position at, Rule rule, Supplier<String> message, String hint) {
        Map<Object, Position> firstThere = first.computeIfAbsent(rule, absent -> new HashMap<>())
                .computeIfAbsent(place, absent -> new HashMap<>());
        Position other = firstThere.putIfAbsent(what, at);
        if (other == null) {
            return;
        }
        Position earlier = other.compareTo(at) <= 0 ? other : at;
        Position later = earlier.equals(at) ? other : at;
        firstThere.put(what, earlier);
        problems.add(rule, later, message.get(), "first used at " + file + ":" + earlier + "; " + hint);
    }
}
