package io.pairwire.agent;

import io.pairwire.l2tp.EthernetSession;
import io.pairwire.l2tp.L2tp;
import io.pairwire.l2tp.SessionState;
import io.pairwire.l2tp.TunnelState;
import io.pairwire.link.AddressState;
import io.pairwire.link.LinkState;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.NetnsName;
import io.pairwire.model.SessionSpec;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.reconcile.CarriedLink;
import io.pairwire.reconcile.CarriedSession;
import io.pairwire.reconcile.CarriedTunnel;
import io.pairwire.reconcile.HostState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the kernel carries: four dumps, joined. */
final class Observer {
    private final Kernel kernel;
    private final Optional<NetnsName> netns;
    private final Set<InterfaceAddress> planned;

    /**
     * Observes a network namespace with an eye on the addresses that are planned: a link-local one that is not among them is the kernel's own doing.
     */
    Observer(Kernel kernel, Optional<NetnsName> netns, Set<InterfaceAddress> planned) {
        this.kernel = kernel;
        this.netns = netns;
        this.planned = Set.copyOf(planned);
    }

    HostState observe() throws NetlinkException {
        List<LinkState> states = kernel.links().links();
        Set<Integer> possible = new HashSet<>();
        for (LinkState state : states) {
            if (state.mayBePseudowire()) {
                possible.add(state.index());
            }
        }
        List<CarriedLink> links = links(states, possible);
        Optional<L2tp> l2tp = kernel.l2tp();
        if (l2tp.isEmpty()) {
            return new HostState(netns, true, List.of(), List.of(), links);
        }
        List<CarriedTunnel> tunnels = new ArrayList<>();
        for (TunnelState tunnel : l2tp.get().tunnels()) {
            tunnels.add(new CarriedTunnel(tunnel.rawTunnelId(), tunnel.spec()));
        }
        SessionLinks sessions = new SessionLinks(
                tunnels,
                links.stream().filter(link -> possible.contains(link.index())).toList());
        for (SessionState session : l2tp.get().sessions()) {
            sessions.add(
                    new CarriedSession(
                            session.rawTunnelId(),
                            session.rawSessionId(),
                            session.ethernet().map(Observer::spec),
                            Optional.empty()),
                    session.ethernet().map(ethernet -> ethernet.interfaceName().text()));
        }
        return new HostState(netns, true, tunnels, sessions.joined(), links);
    }

    private static SessionSpec spec(EthernetSession session) {
        return new SessionSpec(
                session.tunnelId(),
                session.sessionId(),
                session.peerSessionId(),
                session.cookie(),
                session.peerCookie(),
                L2SpecType.DEFAULT,
                session.seq(),
                session.lnsMode(),
                (int) Math.min(Integer.MAX_VALUE, session.reorderTimeoutMillis()));
    }

    private List<CarriedLink> links(List<LinkState> states, Set<Integer> pseudowires) throws NetlinkException {
        Map<Integer, List<InterfaceAddress>> addresses = new HashMap<>();
        if (!pseudowires.isEmpty()) {
            for (AddressState state : kernel.links().addresses()) {
                boolean kernelsOwn = state.address().address().isLinkLocal() && !planned.contains(state.address());
                if (pseudowires.contains(state.linkIndex()) && !kernelsOwn) {
                    addresses
                            .computeIfAbsent(state.linkIndex(), index -> new ArrayList<>())
                            .add(state.address());
                }
            }
        }
        Map<Integer, InterfaceName> bridges = new HashMap<>();
        for (LinkState state : states) {
            if (state.isBridge()) {
                bridges.put(state.index(), nameOf(state));
            }
        }
        List<CarriedLink> links = new ArrayList<>(states.size());
        for (LinkState state : states) {
            links.add(new CarriedLink(
                    state.index(),
                    nameOf(state).text(),
                    state.alias(),
                    state.mtu(),
                    state.up(),
                    addresses.getOrDefault(state.index(), List.of()),
                    state.master().isPresent()
                            ? Optional.ofNullable(bridges.get(state.master().getAsInt()))
                            : Optional.empty(),
                    state.mac(),
                    state.isBridge()));
        }
        return links;
    }

    /** The kernel takes names of other than ASCII characters, the model does not: such an interface shows as a number. */
    private static InterfaceName nameOf(LinkState link) {
        try {
            return new InterfaceName(link.name());
        } catch (IllegalArgumentException e) {
            return new InterfaceName("#" + link.index());
        }
    }
}
