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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Knows what each host has been given so far, and reports what one host is given twice. */
final class Claims {
    private final String file;
    private final Problems problems;
    private final String lockFile;
    private final Problems lockProblems;
    /** By rule, then by host: a map of its own each, as keys of equal numbers have equal hashes. */
    private final Map<Rule, Map<HostName, Map<Object, Claim>>> first = new HashMap<>();
    /** An allocated port is free on every address, so that an address can change without it. */
    private final Map<HostName, Set<UdpPort>> ports = new HashMap<>();

    private record Endpoint(IpAddress local, UdpPort port) {}

    /** Where something was claimed: in the lock file, or in the topology. */
    private record Claim(Position at, boolean locked) {
        /** What is newly allocated: it is free, and claimed last, so that nobody asks for its place. */
        static final Claim NEW = new Claim(Position.START, false);
    }

    Claims(String file, Problems problems, String lockFile, Problems lockProblems) {
        this.file = file;
        this.problems = problems;
        this.lockFile = lockFile;
        this.lockProblems = lockProblems;
    }

    void tunnelId(HostName host, TunnelId id, Position at) {
        tunnelId(host, id, new Claim(at, false));
    }

    private void tunnelId(HostName host, TunnelId id, Claim claim) {
        claim(
                host,
                id,
                claim,
                TopologyRule.TUNNEL_ID_TWICE,
                () -> "tunnel ID " + id + " is used twice on host " + host,
                "give one of them another ID");
    }

    void sessionId(HostName host, SessionId id, Position at) {
        sessionId(host, id, new Claim(at, false));
    }

    private void sessionId(HostName host, SessionId id, Claim claim) {
        claim(
                host,
                id,
                claim,
                TopologyRule.SESSION_ID_TWICE,
                () -> "session ID " + id + " is used twice on host " + host,
                "give one of them another ID, even in different tunnels");
    }

    void udpPort(HostName host, IpAddress local, UdpPort port, Position at) {
        udpPort(host, local, port, new Claim(at, false));
    }

    private void udpPort(HostName host, IpAddress local, UdpPort port, Claim claim) {
        ports.computeIfAbsent(host, absent -> new HashSet<>()).add(port);
        claim(
                host,
                new Endpoint(local, port),
                claim,
                TopologyRule.UDP_PORT_TWICE,
                () -> "UDP port " + port + " of " + local + " is used by two tunnels on host " + host,
                "give one of them another port, or let the pseudowires share a tunnel");
    }

    void interfaceName(HostName host, InterfaceName name, Position at) {
        claim(
                host,
                name,
                new Claim(at, false),
                TopologyRule.INTERFACE_TWICE,
                () -> "interface " + name + " is used twice on host " + host,
                "give one of them another name with 'interface'");
    }

    void inner(HostName host, IpAddress address, Position at) {
        claim(
                host,
                address,
                new Claim(at, false),
                TopologyRule.INNER_TWICE,
                () -> "the inner address " + address + " is used twice on host " + host,
                "give one of them another address");
    }

    /** Claims what the lock file holds, at the place of its line. */
    void locked(Quantity quantity, HostName host, Optional<IpAddress> local, int number, Position at) {
        Claim claim = new Claim(at, true);
        switch (quantity) {
            case TUNNEL_ID -> tunnelId(host, new TunnelId(number), claim);
            case SESSION_ID -> sessionId(host, new SessionId(number), claim);
            case UDP_PORT -> local.ifPresent(address -> udpPort(host, address, new UdpPort(number), claim));
        }
    }

    /** Claims a number that nobody has on a host, for something new; returns whether it was free. */
    boolean take(Quantity quantity, HostName host, int number) {
        return switch (quantity) {
            case TUNNEL_ID -> take(TopologyRule.TUNNEL_ID_TWICE, host, new TunnelId(number));
            case SESSION_ID -> take(TopologyRule.SESSION_ID_TWICE, host, new SessionId(number));
            case UDP_PORT ->
                ports.computeIfAbsent(host, absent -> new HashSet<>()).add(new UdpPort(number));
        };
    }

    private boolean take(Rule rule, HostName host, Object what) {
        return firstOn(host, rule).putIfAbsent(what, Claim.NEW) == null;
    }

    private void claim(HostName host, Object what, Claim claim, Rule rule, Supplier<String> message, String hint) {
        Map<Object, Claim> firstOnHost = firstOn(host, rule);
        Claim other = firstOnHost.putIfAbsent(what, claim);
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
        firstOnHost.put(what, new Claim(earlier, false));
        problems.add(rule, later, message.get(), "first used at " + file + ":" + earlier + "; " + hint);
    }

    private Map<Object, Claim> firstOn(HostName host, Rule rule) {
        return first.computeIfAbsent(rule, absent -> new HashMap<>()).computeIfAbsent(host, absent -> new HashMap<>());
    }
}
