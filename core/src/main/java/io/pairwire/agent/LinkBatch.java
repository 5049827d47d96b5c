package io.pairwire.agent;

import io.pairwire.l2tp.L2tp;
import io.pairwire.link.LinkChange;
import io.pairwire.link.Links;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.MacAddress;
import io.pairwire.netlink.Ack;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.OnRefusal;
import io.pairwire.netlink.Request;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.EndState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is done to interfaces, and to sessions in place, gathered to go out together.
 *
 * <p>Addresses that go are taken before any comes, so that one may pass from an interface to another. MAC addresses that go are taken
 * too before any comes, by interfaces that go down for it: the kernel changes none of an interface that is up.
 */
final class LinkBatch {
    private final L2tp l2tp;
    private final Links links;
    private final Map<String, Integer> indexes;
    private final Orders sessions = new Orders();
    private final Orders departures = new Orders();
    private final Orders descents = new Orders();
    private final Orders settings = new Orders();
    private final Orders arrivals = new Orders();
    private final Map<Action, NetlinkException> failures = new HashMap<>();

    /**
     * A batch of nothing yet.
     *
     * @param indexes of every interface, by name
     */
    LinkBatch(L2tp l2tp, Links links, Map<String, Integer> indexes) {
        this.l2tp = l2tp;
        this.links = links;
        this.indexes = Map.copyOf(indexes);
    }

    /** Orders with the action that each is for. */
    private static final class Orders {
        private final List<Request> requests = new ArrayList<>();
        private final List<Action> actions = new ArrayList<>();

        void add(Action action, Request request) {
            requests.add(request);
            actions.add(action);
        }
    }

    /** Gathers what makes a new interface what it should be. */
    void setUp(Action.CreateSession action, @Nullable Integer index) {
        LinkSpec link = action.end().link();
        if (index == null) {
            vanished(action, link);
            return;
        }
        LinkChange change = links.change(index).alias(action.end().alias()).mtu(link.mtu());
        link.mac().ifPresent(change::mac);
        if (link.bridge().isPresent() && !enslave(action, change, link.bridge().get())) {
            return;
        }
        settings.add(action, (action.end().up() ? change.up() : change).order());
        for (InterfaceAddress address : link.addresses()) {
            arrivals.add(action, links.addAddress(index, address));
        }
    }

    /** Gathers what differs between the two states of a session. */
    void change(Action.ChangeSession action, @Nullable Integer index) {
        EndState from = action.from();
        EndState to = action.to();
        if (!from.session().equals(to.session())) {
            sessions.add(action, l2tp.modifySession(to.session()));
        }
        if (index == null) {
            vanished(action, from.link());
            return;
        }
        LinkChange change = links.change(index);
        boolean differs = false;
        if (!from.alias().equals(to.alias())) {
            change = change.alias(to.alias());
            differs = true;
        }
        if (from.link().mtu() != to.link().mtu()) {
            change = change.mtu(to.link().mtu());
            differs = true;
        }
        if (!from.link().bridge().equals(to.link().bridge())) {
            if (to.link().bridge().isEmpty()) {
                change = change.master(0);
            } else if (!enslave(action, change, to.link().bridge().get())) {
                return;
            }
            differs = true;
        }
        Optional<MacAddress> mac =
                to.link().mac().filter(wanted -> !from.link().mac().equals(Optional.of(wanted)));
        boolean descends = mac.isPresent() && from.up();
        if (mac.isPresent()) {
            change = change.mac(mac.get());
            differs = true;
        }
        if (descends) {
            descents.add(action, links.change(index).down().order());
        }
        if (from.up() != to.up() || descends) {
            change = to.up() ? change.up() : change.down();
            differs = true;
        }
        if (differs) {
            settings.add(action, change.order());
        }
        Set<InterfaceAddress> before = new HashSet<>(from.link().addresses());
        Set<InterfaceAddress> after = new HashSet<>(to.link().addresses());
        if (descends) {
            // An interface that goes down loses its IPv6 addresses: let those that stay go and come like the others.
            Predicate<InterfaceAddress> lost = address -> address.address().family() == IpAddress.Family.IPV6;
            before.removeIf(lost);
            for (InterfaceAddress address : from.link().addresses()) {
                if (lost.test(address) && after.contains(address)) {
                    departures.add(action, links.deleteAddress(index, address));
                }
            }
        }
        for (InterfaceAddress address : from.link().addresses()) {
            if (!after.contains(address)) {
                departures.add(action, links.deleteAddress(index, address));
            }
        }
        for (InterfaceAddress address : to.link().addresses()) {
            if (!before.contains(address)) {
                arrivals.add(action, links.addAddress(index, address));
            }
        }
    }

    /** Sends everything, and returns the first failure of each action that had one. */
    Map<Action, NetlinkException> execute(Connection generic, Connection route) {
        send(sessions, generic);
        send(departures, route);
        send(descents, route);
        send(settings, route);
        send(arrivals, route);
        return Map.copyOf(failures);
    }

    private void send(Orders orders, Connection connection) {
        List<Ack> acks = connection.executeAll(orders.requests, OnRefusal.CONTINUE);
        for (int i = 0; i < acks.size(); i++) {
            Action action = orders.actions.get(i);
            acks.get(i).failure().ifPresent(failure -> failures.putIfAbsent(action, failure));
        }
    }

    /** Adds that an interface becomes a port of a bridge; where there is no such bridge, fails the action. */
    private boolean enslave(Action action, LinkChange change, InterfaceName bridge) {
        Integer index = indexes.get(bridge.text());
        if (index == null) {
            failures.put(action, NetlinkException.ofCall("find bridge " + bridge, Errno.ENODEV));
            return false;
        }
        change.master(index);
        return true;
    }

    private void vanished(Action action, LinkSpec link) {
        failures.put(action, NetlinkException.ofCall("find interface " + link.name(), Errno.ENODEV));
    }
}
