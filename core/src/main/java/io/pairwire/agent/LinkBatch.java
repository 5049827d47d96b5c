package io.pairwire.agent;

import io.pairwire.l2tp.L2tp;
import io.pairwire.link.LinkChange;
import io.pairwire.link.Links;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.LinkSpec;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is done to interfaces, and to sessions in place, gathered to go out together.
 *
 * <p>Addresses that go are taken before any comes, so that one may pass from an interface to another.
 */
final class LinkBatch {
    private final L2tp l2tp;
    private final Links links;
    private final Orders sessions = new Orders();
    private final Orders departures = new Orders();
    private final Orders settings = new Orders();
    private final Orders arrivals = new Orders();
    private final Map<Action, NetlinkException> failures = new HashMap<>();

    LinkBatch(L2tp l2tp, Links links) {
        this.l2tp = l2tp;
        this.links = links;
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
        if (from.up() != to.up()) {
            change = to.up() ? change.up() : change.down();
            differs = true;
        }
        if (differs) {
            settings.add(action, change.order());
        }
        Set<InterfaceAddress> before = new HashSet<>(from.link().addresses());
        Set<InterfaceAddress> after = new HashSet<>(to.link().addresses());
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

    private void vanished(Action action, LinkSpec link) {
        failures.put(action, NetlinkException.ofCall("find interface " + link.name(), Errno.ENODEV));
    }
}
