package io.pairwire.reconcile;

import java.util.List;

/**
 * What a host's kernel carries: every L2TP tunnel and session, whoever made it, and every network interface.
 *
 * @param interfaces all of the host's, those of sessions among them
 */
public record HostState(List<CarriedTunnel> tunnels, List<CarriedSession> sessions, List<CarriedLink> interfaces) {
    /** A host that carries nothing. */
    public static final HostState EMPTY = new HostState(List.of(), List.of(), List.of());

    public HostState {
        tunnels = List.copyOf(tunnels);
        sessions = List.copyOf(sessions);
        interfaces = List.copyOf(interfaces);
    }
}
