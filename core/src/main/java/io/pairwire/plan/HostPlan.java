package io.pairwire.plan;

import io.pairwire.model.HostName;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one host should carry of one topology, nothing else being its topology's.
 *
 * @param tunnels in file order, each once
 * @param sessions in file order; each one's tunnel is among the tunnels of its network namespace
 */
public record HostPlan(
        TopologyName topology, HostName host, List<PlannedTunnel> tunnels, List<PlannedSession> sessions) {
    public HostPlan {
        tunnels = List.copyOf(tunnels);
        sessions = List.copyOf(sessions);
    }

    /** Returns the part of this plan that is of one network namespace: what one reconciliation sees. */
    public HostPlan within(Optional<NetnsName> netns) {
        return isWithin(netns) ? this : part(netns);
    }

    /** Most plans name no namespace at all. */
    private boolean isWithin(Optional<NetnsName> netns) {
        for (PlannedTunnel tunnel : tunnels) {
            if (!tunnel.netns().equals(netns)) {
                return false;
            }
        }
        for (PlannedSession session : sessions) {
            if (!session.netns().equals(netns)) {
                return false;
            }
        }
        return true;
    }

    private HostPlan part(Optional<NetnsName> netns) {
        return new HostPlan(
                topology,
                host,
                tunnels.stream().filter(tunnel -> tunnel.netns().equals(netns)).toList(),
                sessions.stream()
                        .filter(session -> session.netns().equals(netns))
                        .toList());
    }

    /** Returns the network namespaces that this plan names; the host's own is no name. */
    public Set<NetnsName> namedNamespaces() {
        Set<NetnsName> names = new LinkedHashSet<>();
        tunnels.forEach(tunnel -> tunnel.netns().ifPresent(names::add));
        return names;
    }

    /** Returns this with nothing protected. */
    public HostPlan unprotected() {
        return new HostPlan(
                topology,
                host,
                tunnels,
                sessions.stream().map(session -> session.withProtection(false)).toList());
    }

    /** Returns this with cookies that were to be made, for the pseudowires for which they now are. */
    public HostPlan with(Map<PseudowireName, EndCookies> cookies) {
        return new HostPlan(
                topology,
                host,
                tunnels,
                sessions.stream()
                        .map(session -> {
                            EndCookies made = cookies.get(session.pseudowire());
                            return made == null ? session : session.with(made);
                        })
                        .toList());
    }

    /** Returns the plan of a host that should carry nothing of a topology. */
    public static HostPlan nothing(TopologyName topology, HostName host) {
        return new HostPlan(topology, host, List.of(), List.of());
    }
}
