package io.pairwire.plan;

import io.pairwire.model.HostName;
import io.pairwire.model.TopologyName;
import io.pairwire.model.TunnelSpec;
import java.util.List;

/**
 * What one host should carry of one topology, nothing else being its topology's.
 *
 * @param tunnels in file order, each once
 * @param sessions in file order; each one's tunnel is among the tunnels
 */
public record HostPlan(TopologyName topology, HostName host, List<TunnelSpec> tunnels, List<PlannedSession> sessions) {
    public HostPlan {
        tunnels = List.copyOf(tunnels);
        sessions = List.copyOf(sessions);
    }

    /** Returns the plan of a host that should carry nothing of a topology. */
    public static HostPlan nothing(TopologyName topology, HostName host) {
        return new HostPlan(topology, host, List.of(), List.of());
    }
}
