package io.pairwire.plan;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireEnd;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.model.Tunnel;
import io.pairwire.model.TunnelEnd;
import io.pairwire.model.TunnelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Crosses what two ends assign into what each host's kernel is told.
 *
 * <p>An ID, a port or a cookie belongs to the end that receives it. Linux tells each end what it sends and what it demands,
 * so every value stands twice, at one host as its own and at the other as its peer's.
 */
public final class Mirror {
    private Mirror() {}

    /** Returns what each host of a topology should carry, hosts in the order in which the file first names them. */
    public static Map<HostName, HostPlan> hostPlans(Topology topology) {
        Map<HostName, Set<PlannedTunnel>> tunnels = new LinkedHashMap<>();
        Map<HostName, List<PlannedSession>> sessions = new LinkedHashMap<>();
        for (Pseudowire pseudowire : topology.pseudowires()) {
            for (Side side : Side.values()) {
                HostName host = pseudowire.tunnel().end(side).host();
                Half half = half(pseudowire, side);
                tunnels.computeIfAbsent(host, key -> new LinkedHashSet<>()).add(half.tunnel());
                sessions.computeIfAbsent(host, key -> new ArrayList<>()).add(half.session());
            }
        }
        Map<HostName, HostPlan> plans = new LinkedHashMap<>();
        tunnels.forEach((host, carried) -> plans.put(
                host,
                new HostPlan(topology.name(), host, List.copyOf(carried), sessions.getOrDefault(host, List.of()))));
        return plans;
    }

    /** Returns one end's half of a pseudowire. */
    public static Half half(Pseudowire pseudowire, Side side) {
        Tunnel tunnel = pseudowire.tunnel();
        TunnelEnd near = tunnel.end(side);
        TunnelEnd far = tunnel.end(side.far());
        PseudowireEnd nearEnd = pseudowire.end(side);
        PseudowireEnd farEnd = pseudowire.end(side.far());
        SessionSpec session = new SessionSpec(
                near.tunnelId(),
                nearEnd.sessionId(),
                farEnd.sessionId(),
                farEnd.assignedCookie().given(),
                nearEnd.assignedCookie().given(),
                pseudowire.l2spec(),
                pseudowire.seq(),
                pseudowire.lnsMode(),
                pseudowire.reorderTimeoutMillis());
        MadeCookies made = new MadeCookies(
                farEnd.assignedCookie().octetsToMake(), nearEnd.assignedCookie().octetsToMake());
        LinkSpec link = new LinkSpec(
                nearEnd.interfaceName(),
                pseudowire.mtu(),
                facing(nearEnd.addresses(), farEnd.addresses()),
                nearEnd.bridge(),
                nearEnd.mac());
        return new Half(
                new PlannedTunnel(near.netns(), tunnelHalf(near, far)),
                new PlannedSession(pseudowire.name(), side, far.host(), near.netns(), session, made, link));
    }

    private static TunnelSpec tunnelHalf(TunnelEnd near, TunnelEnd far) {
        Encapsulation encapsulation = near.udpPort()
                .<Encapsulation>map(port -> new Encapsulation.Udp(
                        port,
                        far.udpPort().orElseThrow(),
                        near.checksums().relevantTo(near.local().family())))
                .orElseGet(Encapsulation.Ip::new);
        return new TunnelSpec(near.tunnelId(), far.tunnelId(), near.local(), far.local(), encapsulation);
    }

    /** Gives each host address the host address at the same place among the far end's of its family, if there is one. */
    private static List<InterfaceAddress> facing(List<InterfaceAddress> near, List<InterfaceAddress> far) {
        List<InterfaceAddress> faced = new ArrayList<>();
        Map<IpAddress.Family, Integer> seen = new LinkedHashMap<>();
        for (InterfaceAddress address : near) {
            if (!address.isHostAddress()) {
                faced.add(address);
                continue;
            }
            IpAddress.Family family = address.address().family();
            int place = seen.merge(family, 1, Integer::sum) - 1;
            Optional<IpAddress> peer = far.stream()
                    .filter(other -> other.isHostAddress() && other.address().family() == family)
                    .skip(place)
                    .findFirst()
                    .map(InterfaceAddress::address);
            faced.add(peer.map(address::facing).orElse(address));
        }
        return faced;
    }
}
