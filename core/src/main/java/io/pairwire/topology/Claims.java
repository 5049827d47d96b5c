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
    private final Map<Object, Position> first = new HashMap<>();

    private record OfTunnelId(HostName host, TunnelId id) {}

    private record OfSessionId(HostName host, SessionId id) {}

    private record OfUdpPort(HostName host, IpAddress local, UdpPort port) {}

    private record OfInterface(HostName host, InterfaceName name) {}

    private record OfInner(HostName host, IpAddress address) {}

    Claims(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void tunnelId(HostName host, TunnelId id, Position at) {
        claim(
                new OfTunnelId(host, id),
                at,
                TopologyRule.TUNNEL_ID_TWICE,
                "tunnel ID " + id + " is used twice on host " + host,
                "give one of them another ID");
    }

    void sessionId(HostName host, SessionId id, Position at) {
        claim(
                new OfSessionId(host, id),
                at,
                TopologyRule.SESSION_ID_TWICE,
                "session ID " + id + " is used twice on host " + host,
                "give one of them another ID, even in different tunnels");
    }

    void udpPort(HostName host, IpAddress local, UdpPort port, Position at) {
        claim(
                new OfUdpPort(host, local, port),
                at,
                TopologyRule.UDP_PORT_TWICE,
                "UDP port " + port + " of " + local + " is used by two tunnels on host " + host,
                "give one of them another port, or let the pseudowires share a tunnel");
    }

    void interfaceName(HostName host, InterfaceName name, Position at) {
        claim(
                new OfInterface(host, name),
                at,
                TopologyRule.INTERFACE_TWICE,
                "interface " + name + " is used twice on host " + host,
                "give one of them another name with 'interface'");
    }

    void inner(HostName host, IpAddress address, Position at) {
        claim(
                new OfInner(host, address),
                at,
                TopologyRule.INNER_TWICE,
                "the inner address " + address + " is used twice on host " + host,
                "give one of them another address");
    }

    private void claim(Object what, Position at, Rule rule, String message, String hint) {
        Position other = first.putIfAbsent(what, at);
        if (other == null) {
            return;
        }
        Position earlier = other.compareTo(at) <= 0 ? other : at;
        Position later = earlier.equals(at) ? other : at;
        first.put(what, earlier);
        problems.add(rule, later, message, "first used at " + file + ":" + earlier + "; " + hint);
    }
}
