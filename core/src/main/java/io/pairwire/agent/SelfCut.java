package io.pairwire.agent;

import io.pairwire.link.Links;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import io.pairwire.model.PseudowireName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.CarriedLink;
import io.pairwire.reconcile.EndState;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the pseudowires whose change would cut the connection that asks for it: where the way to the client leaves by a pseudowire's
 * interface, or by the bridge that this is a port of, or our own address sits there, or where a new address would draw the client's
 * traffic to it. Only the host's own network namespace counts, for that is where logins come to.
 *
 * @param client where the connection comes from
 * @param server which of our addresses it comes to
 */
record SelfCut(IpAddress client, IpAddress server) {
    /** Reads {@code SSH_CONNECTION}; empty where it is none that the addresses of ours can be. */
    static Optional<SelfCut> of(Map<String, String> environment) {
        String[] words = environment.getOrDefault("SSH_CONNECTION", "").split(" ", -1);
        try {
            return words.length == 4
                    ? Optional.of(new SelfCut(address(words[0]), address(words[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A link-local address comes with its interface. */
    private static IpAddress address(String text) {
        int zone = text.indexOf('%');
        return IpAddress.parse(zone < 0 ? text : text.substring(0, zone));
    }

    /**
     * Returns those of a reconciliation.
     *
     * @param own what the host's own network namespace carries
     */
    Set<PseudowireName> of(HostReconciliation reconciliation, HostState own, Links links) throws NetlinkException {
        List<Action> actions = reconciliation.actions().getOrDefault(own.netns(), List.of());
        if (actions.isEmpty()) {
            return Set.of();
        }
        Optional<Integer> way = links.wayTo(client);
        Set<PseudowireName> cut = new HashSet<>();
        for (Action action : actions) {
            if (cuts(action, way, own)) {
                action.owner().ifPresent(cut::add);
            }
        }
        return cut;
    }

    private boolean cuts(Action action, Optional<Integer> way, HostState own) {
        if (action instanceof Action.RemoveSession remove) {
            return carries(remove.end(), way, own);
        }
        if (action instanceof Action.ChangeSession change) {
            return (carries(change.from(), way, own) && !leaves(change.from(), change.to()))
                    || draws(change.to(), Set.copyOf(change.from().link().addresses()));
        }
        return action instanceof Action.CreateSession create && draws(create.end(), Set.of());
    }

    /** Returns whether the connection runs over an end as it is. */
    private boolean carries(EndState end, Optional<Integer> way, HostState own) {
        String name = end.link().name().text();
        Optional<String> bridge = end.link().bridge().map(known -> known.text());
        boolean leavesByIt = own.interfaces().stream()
                .filter(link -> way.equals(Optional.of(link.index())))
                .map(CarriedLink::name)
                .anyMatch(used -> used.equals(name) || bridge.equals(Optional.of(used)));
        return leavesByIt
                || end.link().addresses().stream()
                        .anyMatch(address -> address.address().equals(server));
    }

    /** Returns whether all that a connection needs stays as it is: everything but the mark, and addresses that come. */
    private static boolean leaves(EndState from, EndState to) {
        return from.session().equals(to.session())
                && from.up() == to.up()
                && from.link().mtu() == to.link().mtu()
                && from.link().bridge().equals(to.link().bridge())
                && from.link().mac().equals(to.link().mac())
                && to.link().addresses().containsAll(from.link().addresses());
    }

    /** Returns whether an address that comes has the client in its prefix. */
    private boolean draws(EndState end, Set<InterfaceAddress> known) {
        return end.link().addresses().stream()
                .filter(address -> !known.contains(address))
                .anyMatch(address -> {
                    IpAddress prefix = address.peer().orElse(address.address());
                    return prefix.family() == client.family() && prefix.sharesPrefix(client, address.prefixLength());
                });
    }
}
