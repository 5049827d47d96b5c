package io.pairwire.reconcile;

import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.MacAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.MadeCookies;
import io.pairwire.plan.PlannedSession;
import io.pairwire.plan.PlannedTunnel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One end of a pseudowire for tests, to be varied field by field; unvaried it is the classic example's first end. */
public final class Wire {
    /** The topology that the plans are of. */
    public static final TopologyName TOPOLOGY = new TopologyName("metro");

    /** The host that they are for. */
    public static final HostName HOST = new HostName("host1");

    public final String name;
    public int tunnelId = 42;
    public int peerTunnelId = 45;
    public String local = "192.168.1.1";
    public String remote = "192.168.1.2";
    public boolean udp = true;
    public int sourcePort = 5000;
    public int destinationPort = 5001;
    public boolean checksum;
    public int sessionId = 128;
    public int peerSessionId = 5196755;
    public Optional<Cookie> cookie = Optional.empty();
    public Optional<Cookie> peerCookie = Optional.empty();
    public MadeCookies made = MadeCookies.NONE;
    public L2SpecType l2spec = L2SpecType.DEFAULT;
    public SequenceNumbers seq = SequenceNumbers.NONE;
    public boolean lnsMode;
    public int reorderTimeout;
    public String interfaceName = "l2tpeth0";
    public int mtu = 1446;
    public List<String> addresses = List.of("10.5.1.2/24");
    public Optional<String> bridge = Optional.empty();
    public Optional<String> mac = Optional.empty();
    public Optional<String> netns = Optional.empty();
    public String peerHost = "host2";

    private Wire(String name) {
        this.name = name;
    }

    /** Returns the example under a name. */
    public static Wire named(String name) {
        return new Wire(name);
    }

    /** Returns this, varied. */
    public Wire with(Consumer<Wire> change) {
        change.accept(this);
        return this;
    }

    /** Returns this with other IDs, ports and names than the example's, each moved on by a number. */
    public Wire apart(int by) {
        return with(wire -> {
            wire.tunnelId += by;
            wire.sourcePort += 10 * by;
            wire.inTunnel(by);
        });
    }

    /** Returns this with another session ID, interface and address, in the example's tunnel. */
    public Wire inTunnel(int by) {
        return with(wire -> {
            wire.sessionId += by;
            wire.interfaceName = "l2tpeth" + by;
            wire.addresses = List.of("10.5.1." + (2 + by) + "/24");
        });
    }

    /** Returns the host's half of the tunnel. */
    public TunnelSpec tunnel() {
        Encapsulation encapsulation = udp
                ? new Encapsulation.Udp(
                        new UdpPort(sourcePort), new UdpPort(destinationPort), new UdpChecksums(checksum, true, true))
                : new Encapsulation.Ip();
        return new TunnelSpec(
                new TunnelId(tunnelId),
                new TunnelId(peerTunnelId),
                IpAddress.parse(local),
                IpAddress.parse(remote),
                encapsulation);
    }

    /** Returns the session there. */
    public PlannedSession session() {
        return new PlannedSession(
                new PseudowireName(name),
                Side.A,
                new HostName(peerHost),
                netns.map(NetnsName::new),
                new SessionSpec(
                        new TunnelId(tunnelId),
                        new SessionId(sessionId),
                        new SessionId(peerSessionId),
                        cookie,
                        peerCookie,
                        l2spec,
                        seq,
                        lnsMode,
                        reorderTimeout),
                made,
                new LinkSpec(
                        new InterfaceName(interfaceName),
                        mtu,
                        addresses.stream().map(InterfaceAddress::parse).toList(),
                        bridge.map(InterfaceName::new),
                        mac.map(MacAddress::parse)));
    }

    /** Returns a plan of these ends. */
    public static HostPlan plan(Wire... wires) {
        Map<List<Object>, PlannedTunnel> tunnels = new LinkedHashMap<>();
        List<PlannedSession> sessions = new ArrayList<>();
        for (Wire wire : wires) {
            PlannedTunnel tunnel = new PlannedTunnel(wire.netns.map(NetnsName::new), wire.tunnel());
            tunnels.put(List.of(tunnel.netns(), tunnel.tunnel().tunnelId()), tunnel);
            sessions.add(wire.session());
        }
        return new HostPlan(TOPOLOGY, HOST, List.copyOf(tunnels.values()), sessions);
    }
}
