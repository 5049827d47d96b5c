package io.pairwire.topology;

import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelId;
import io.pairwire.model.UdpPort;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Rule;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Knows what each place has been given so far, and reports what one place is given twice. */
final class Claims {
    private final String file;
    private final Problems problems;
    private final String lockFile;
    private final Problems lockProblems;
    /** By rule, then by place: a map of its own each, as keys of equal numbers have equal hashes. */
    private final Map<Rule, Map<Place, Map<Object, Claim>>> first = new HashMap<>();

    private final Map<Place, Map<InterfaceName, Position>> bridges = new HashMap<>();
    /** What is allocated is free on the whole host, so that an end can change its network namespace or address without it. */
    private final Map<Quantity, Map<HostName, Set<Integer>>> taken = new EnumMap<>(Quantity.class);

    private record Endpoint(IpAddress local, UdpPort port) {}

    /** Where something was claimed: in the lock file, or in the topology. */
    private record Claim(Position at, boolean locked) {}

    Claims(String file, Problems problems, String lockFile, Problems lockProblems) {
        this.file = file;
        this.problems = problems;
        this.lockFile = lockFile;
        this.lockProblems = lockProblems;
    }

    void tunnelId(Place place, TunnelId id, Position at) {
        tunnelId(place, id, new Claim(at, false));
    }

    private void tunnelId(Place place, TunnelId id, Claim claim) {
        take(Quantity.TUNNEL_ID, place.host(), id.bits());
        claim(
                place,
                id,
                claim,
                TopologyRule.TUNNEL_ID_TWICE,
                () -> "tunnel ID " + id + " is used twice on " + place,
                "give one of them another ID");
    }

    void sessionId(Place place, SessionId id, Position at) {
        sessionId(place, id, new Claim(at, false));
    }

    private void sessionId(Place place, SessionId id, Claim claim) {
        take(Quantity.SESSION_ID, place.host(), id.bits());
        claim(
                place,
                id,
                claim,
                TopologyRule.SESSION_ID_TWICE,
                () -> "session ID " + id + " is used twice on " + place,
                "give one of them another ID, even in different tunnels");
    }

    void udpPort(Place place, IpAddress local, UdpPort port, Position at) {
        udpPort(place, local, port, new Claim(at, false));
    }

    private void udpPort(Place place, IpAddress local, UdpPort port, Claim claim) {
        take(Quantity.UDP_PORT, place.host(), port.number());
        claim(
                place,
                new Endpoint(local, port),
                claim,
                TopologyRule.UDP_PORT_TWICE,
                () -> "UDP port " + port + " of " + local + " is used by two tunnels on " + place,
                "give one of them another port, or let the pseudowires share a tunnel");
    }

    void interfaceName(Place place, InterfaceName name, Position at) {
        claim(
                place,
                name,
                new Claim(at, false),
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
        bridges.forEach((place, names) -> names.forEach((name, at) -> {
            Claim other = firstAt(place, TopologyRule.INTERFACE_TWICE).get(name);
            if (other != null) {
                problems.add(
                        TopologyRule.INTERFACE_TWICE,
                        at,
                        "the bridge " + name + " on " + place + " is the interface of a pseudowire",
                        "that stands at " + file + ":" + other.at + "; name a bridge that the host has");
            }
        }));
    }

    void inner(Place place, IpAddress address, Position at) {
        claim(
                place,
                address,
                new Claim(at, false),
                TopologyRule.INNER_TWICE,
                () -> "the inner address " + address + " is used twice on " + place,
                "give one of them another address");
    }

    /** Claims what the lock file holds, at the place of its line. */
    void locked(Quantity quantity, Place place, Optional<IpAddress> local, int number, Position at) {
        Claim claim = new Claim(at, true);
        switch (quantity) {
            case TUNNEL_ID -> tunnelId(place, new TunnelId(number), claim);
            case SESSION_ID -> sessionId(place, new SessionId(number), claim);
            case UDP_PORT -> local.ifPresent(address -> udpPort(place, address, new UdpPort(number), claim));
        }
    }

    /** Takes a number of a host, whatever the place there; returns whether nobody had it. */
    boolean take(Quantity quantity, HostName host, int number) {
        return taken.computeIfAbsent(quantity, absent -> new HashMap<>())
                .computeIfAbsent(host, absent -> new HashSet<>())
                .add(number);
    }

    private void claim(Place place, Object what, Claim claim, Rule rule, Supplier<String> message, String hint) {
        Map<Object, Claim> firstThere = firstAt(place, rule);
        Claim other = firstThere.putIfAbsent(what, claim);
        if (other == null) {
            return;
        }
        if (claim.locked) {
            lockProblems.add(
                    LockRule.TAKEN,
                    claim.at,
                    message.get(),
                    "first used at " + (other.locked ? lockFile : file) + ":" + other.at
                            + "; write '-' in place of the number here, and run 'pairwire lock'");
            return;
        }
        Position at = claim.at;
        Position earlier = other.at.compareTo(at) <= 0 ? other.at : at;
        Position later = earlier.equals(at) ? other.at : at;
        firstThere.put(what, new Claim(earlier, false));
        problems.add(rule, later, message.get(), "first used at " + file + ":" + earlier + "; " + hint);
    }

    private Map<Object, Claim> firstAt(Place place, Rule rule) {
        return first.computeIfAbsent(rule, absent -> new HashMap<>()).computeIfAbsent(place, absent -> new HashMap<>());
    }
}
