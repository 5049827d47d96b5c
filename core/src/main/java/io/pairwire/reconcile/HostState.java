package io.pairwire.reconcile;

import io.pairwire.model.InterfaceName;
import io.pairwire.model.NetnsName;
import io.pairwire.plan.HostPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a host's kernel carries in one network namespace: every L2TP tunnel and session, whoever made it, and every network
 * interface.
 *
 * @param netns the namespace; absent for the host's own
 * @param exists whether there is such a namespace; one that is not there carries nothing
 * @param interfaces all there are, those of sessions among them
 */
public record HostState(
        Optional<NetnsName> netns,
        boolean exists,
        List<CarriedTunnel> tunnels,
        List<CarriedSession> sessions,
        List<CarriedLink> interfaces) {

    public HostState {
        tunnels = List.copyOf(tunnels);
        sessions = List.copyOf(sessions);
        interfaces = List.copyOf(interfaces);
    }

    /** Returns the state of a namespace that is not there. */
    public static HostState missing(NetnsName netns) {
        return new HostState(Optional.of(netns), false, List.of(), List.of(), List.of());
    }

    /** Returns the states of a host that carries nothing but what a plan takes for granted: its namespaces, and bridges in them. */
    public static List<HostState> bare(HostPlan plan) {
        List<HostState> states = new ArrayList<>();
        for (Optional<NetnsName> netns : namespaces(plan)) {
            Set<InterfaceName> bridges = new LinkedHashSet<>();
            plan.within(netns)
                    .sessions()
                    .forEach(session -> session.link().bridge().ifPresent(bridges::add));
            List<CarriedLink> links = new ArrayList<>();
            bridges.forEach(bridge -> links.add(new CarriedLink(
                    links.size() + 1,
                    bridge.text(),
                    "",
                    1500,
                    true,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    true)));
            states.add(new HostState(netns, true, List.of(), List.of(), links));
        }
        return states;
    }

    private static List<Optional<NetnsName>> namespaces(HostPlan plan) {
        List<Optional<NetnsName>> all = new ArrayList<>(List.of(Optional.empty()));
        plan.namedNamespaces().forEach(name -> all.add(Optional.of(name)));
        return all;
    }
}
