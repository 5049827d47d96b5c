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
import java.util.HashMap;
import java.util.Map;

/** Knows what each host has been given so far, and reports what one host is given twice. */
final class Claims {
    private final String file;
    private final Problems problems;
    /** By rule, then by host: a map of its own each, as keys of equal numbers have equal hashes. */
    private final Map<Rule, Map<HostName, Map<Object, Position>>> first = new HashMap<>();

    private record Endpoint(IpAddress local, UdpPort port) {}

    Claims(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void tunnelId(HostName host, TunnelId id, Position at) {
        claim(
                host,
                id,
                at,
                TopologyRule.TUNNEL_ID_TWICE,
                "tunnel ID " + id + " is used twice on host " + host,
                "give one of them another ID");
    }

    void sessionId(HostName host, SessionId id, Position at) {
        claim(
                host,
                id,
                at,
                TopologyRule.SESSION_ID_TWICE,
                "session ID " + id + " is used twice on host " + host,
                "give one of them another ID, even in different tunnels");
    }

    void udpPort(HostName host, IpAddress local, UdpPort port, Position at) {
        claim(
                host,
                new Endpoint(local, port),
                at,
                TopologyRule.UDP_PORT_TWICE,
                "UDP port " + port + " of " + local + " is used by two tunnels on host " + host,
                "give one of them another port, or let the pseudowires share a tunnel");
    }

    void interfaceName(HostName host, InterfaceName name, Position at) {
        claim(
                host,
                name,
                at,
                TopologyRule.INTERFACE_TWICE,
                "interface " + name + " is used twice on host " + host,
                "give one of them another name with 'interface'");
    }

    void inner(HostName host, IpAddress address, Position at) {
        claim(
                host,
                address,
                at,
                TopologyRule.INNER_TWICE,
                "the inner address " + address + " is used twice on host " + host,
                "give one of them another address");
    }

    private void claim(HostName host, Object what, Position at, Rule rule, String message, String hint) {
        Map<Object, Position> firstOnHost =
                first.computeIfAbsent(rule, absent -> new HashMap<>()).computeIfAbsent(host, absent -> new HashMap<>());
        Position other = firstOnHost.putIfAbsent(what, at);
        if (other == null) {
            return;
        }
        Position earlier = other.compareTo(at) <= 0 ? other : at;
        Position later = earlier.equals(at) ? other : at;
        firstOnHost.put(what, earlier);
        problems.add(rule, later, message, "first used at " + file + ":" + earlier + "; " + hint);
    }
}
