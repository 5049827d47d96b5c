package io.pairwire.agent;

import io.pairwire.l2tp.L2tp;
import io.pairwire.l2tp.Patience;
import io.pairwire.l2tp.SessionState;
import io.pairwire.l2tp.TunnelState;
import io.pairwire.link.LinkState;
import io.pairwire.model.TunnelId;
import io.pairwire.netlink.Ack;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.OnRefusal;
import io.pairwire.netlink.Request;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.EndState;
import io.pairwire.reconcile.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Does actions, in batches: sessions and tunnels that go, tunnels that come, sessions that come, then their links.
 *
 * <p>Each batch is one kind of order, so that one refused order takes along only what needs it. What was done is remembered,
 * half-done actions too, to be taken back.
 */
final class Applier {
    private final Kernel kernel;
    private final Patience patience;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Action> begun = new ArrayList<>();
    private final Set<TunnelId> missingTunnels = new HashSet<>();

    /** What should have gone and has not, or nobody knows whether it has. */
    private final List<Action.RemoveSession> stuckSessions = new ArrayList<>();

    private final Set<TunnelId> stuckTunnels = new HashSet<>();
    private boolean removedSomething;

    /** Applies with so much patience for what the kernel does after it has said yes. */
    Applier(Kernel kernel, Patience patience) {
        this.kernel = kernel;
        this.patience = patience;
    }

    /** Does the actions, which are in the order of a reconciliation, and returns what became of each. */
    List<Outcome> apply(List<Action> actions) throws NetlinkException, RefusedException, InterruptedException {
        if (!actions.isEmpty()) {
            L2tp l2tp = kernel.requireL2tp();
            remove(l2tp, actions);
            loadWhatIsCreated(actions);
            createTunnels(l2tp, of(Action.CreateTunnel.class, actions));
            List<Action.CreateSession> created = createSessions(l2tp, of(Action.CreateSession.class, actions));
            configure(l2tp, created, of(Action.ChangeSession.class, actions));
        }
        return List.copyOf(outcomes);
    }

    /** Returns the actions that were done, wholly or in part, in the order in which they were. */
    List<Action> begun() {
        return List.copyOf(begun);
    }

    private void remove(L2tp l2tp, List<Action> actions) throws NetlinkException, InterruptedException {
        List<Action.RemoveSession> sessions = of(Action.RemoveSession.class, actions);
        List<Request> orders = new ArrayList<>(sessions.size());
        for (Action.RemoveSession action : sessions) {
            orders.add(l2tp.deleteSession(
                    action.end().session().tunnelId(), action.end().session().sessionId()));
        }
        List<Action.RemoveSession> goneSessions = removeAll(sessions, orders);
        Set<Action.RemoveSession> gone = new HashSet<>(goneSessions);
        for (Action.RemoveSession action : sessions) {
            if (!gone.contains(action)) {
                stuckSessions.add(action);
                stuckTunnels.add(action.end().session().tunnelId());
            }
        }
        List<Action.RemoveTunnel> tunnels = new ArrayList<>();
        orders.clear();
        for (Action.RemoveTunnel action : of(Action.RemoveTunnel.class, actions)) {
            if (stuckTunnels.contains(action.tunnel().tunnelId())) {
                // It would take the session along that was not to be had.
                outcomes.add(new Outcome.NotTried(action));
            } else {
                tunnels.add(action);
                orders.add(l2tp.deleteTunnel(action.tunnel().tunnelId()));
            }
        }
        List<Action.RemoveTunnel> goneTunnels = removeAll(tunnels, orders);
        Set<Action.RemoveTunnel> gonePlaces = new HashSet<>(goneTunnels);
        for (Action.RemoveTunnel action : tunnels) {
            if (!gonePlaces.contains(action)) {
                stuckTunnels.add(action.tunnel().tunnelId());
            }
        }
        if (removedSomething) {
            waitUntilGone(l2tp, goneSessions, goneTunnels);
        }
    }

    /** Returns the actions whose objects go or are gone. */
    private <T extends Action> List<T> removeAll(List<T> actions, List<Request> orders) {
        List<T> gone = new ArrayList<>(actions.size());
        List<Ack> acks = kernel.generic().executeAll(orders, OnRefusal.CONTINUE);
        for (int i = 0; i < acks.size(); i++) {
            Optional<NetlinkException> failure = acks.get(i).failure();
            if (failure.isEmpty()) {
                done(actions.get(i));
                gone.add(actions.get(i));
                removedSomething = true;
            } else if (failure.get().errno() == Errno.ENODEV) {
                // Gone already, which is what was wanted; nothing to take back.
                outcomes.add(new Outcome.Applied(actions.get(i)));
                gone.add(actions.get(i));
            } else {
                refusedOrLost(actions.get(i), acks.get(i), failure.get());
            }
        }
        return gone;
    }

    /** The kernel deletes after it has acknowledged, and says nothing when it has: look until the IDs and names are free. */
    private void waitUntilGone(L2tp l2tp, List<Action.RemoveSession> sessions, List<Action.RemoveTunnel> tunnels)
            throws NetlinkException, InterruptedException {
        Set<Integer> tunnelIds = new HashSet<>();
        tunnels.forEach(action -> tunnelIds.add(action.tunnel().tunnelId().bits()));
        Set<List<Integer>> sessionIds = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Action.RemoveSession action : sessions) {
            sessionIds.add(List.of(
                    action.end().session().tunnelId().bits(),
                    action.end().session().sessionId().bits()));
            names.add(action.end().link().name().text());
        }
        boolean gone = patience.until(() -> {
            for (SessionState session : l2tp.sessions()) {
                if (sessionIds.contains(List.of(session.rawTunnelId(), session.rawSessionId()))) {
                    return false;
                }
            }
            for (TunnelState tunnel : l2tp.tunnels()) {
                if (tunnelIds.contains(tunnel.rawTunnelId())) {
                    return false;
                }
            }
            for (LinkState link : kernel.links().links()) {
                if (names.contains(link.name())) {
                    return false;
                }
            }
            return true;
        });
        if (!gone) {
            // What is created now would be refused, with the kernel's own words; no need for more.
            outcomes.add(new Outcome.Refused(
                    sessions.isEmpty() ? tunnels.get(0) : sessions.get(0),
                    "ETIMEDOUT",
                    "the kernel did not finish deleting"));
        }
    }

    private void loadWhatIsCreated(List<Action> actions) {
        Set<String> modules = new HashSet<>();
        for (Action.CreateTunnel action : of(Action.CreateTunnel.class, actions)) {
            if (action.tunnel().encapsulation().udp().isEmpty()) {
                modules.add(action.tunnel().local().family().octets() == 4 ? "l2tp_ip" : "l2tp_ip6");
            }
        }
        if (!of(Action.CreateSession.class, actions).isEmpty()) {
            modules.add("l2tp_eth");
        }
        kernel.modules().load(List.copyOf(modules));
    }

    private void createTunnels(L2tp l2tp, List<Action.CreateTunnel> wanted) throws InterruptedException {
        List<Action.CreateTunnel> actions = new ArrayList<>(wanted.size());
        List<Request> orders = new ArrayList<>(wanted.size());
        for (Action.CreateTunnel action : wanted) {
            if (stuckTunnels.contains(action.tunnel().tunnelId())) {
                outcomes.add(new Outcome.NotTried(action));
                missingTunnels.add(action.tunnel().tunnelId());
            } else {
                actions.add(action);
                orders.add(l2tp.createTunnel(action.tunnel()));
            }
        }
        List<Ack> acks = createAll(orders);
        for (int i = 0; i < acks.size(); i++) {
            Action.CreateTunnel action = actions.get(i);
            Optional<NetlinkException> failure = acks.get(i).failure();
            if (failure.isEmpty()) {
                done(action);
            } else {
                missingTunnels.add(action.tunnel().tunnelId());
                refusedOrLost(action, acks.get(i), failure.get());
            }
        }
    }

    private List<Action.CreateSession> createSessions(L2tp l2tp, List<Action.CreateSession> actions)
            throws InterruptedException {
        List<Action.CreateSession> possible = new ArrayList<>(actions.size());
        List<Request> orders = new ArrayList<>(actions.size());
        for (Action.CreateSession action : actions) {
            EndState end = action.end();
            if (missingTunnels.contains(end.session().tunnelId()) || isInTheWayOf(end)) {
                outcomes.add(new Outcome.NotTried(action));
            } else {
                possible.add(action);
                orders.add(l2tp.createSession(end.session(), end.link().name()));
            }
        }
        List<Ack> acks = createAll(orders);
        List<Action.CreateSession> created = new ArrayList<>(possible.size());
        for (int i = 0; i < acks.size(); i++) {
            Optional<NetlinkException> failure = acks.get(i).failure();
            if (failure.isEmpty()) {
                begun.add(possible.get(i));
                created.add(possible.get(i));
            } else {
                refusedOrLost(possible.get(i), acks.get(i), failure.get());
            }
        }
        return created;
    }

    /** Returns whether what should have gone holds what an end needs. */
    private boolean isInTheWayOf(EndState end) {
        return stuckSessions.stream()
                .anyMatch(stuck ->
                        stuck.end().session().sessionId().equals(end.session().sessionId())
                                || stuck.end().link().name().equals(end.link().name()));
    }

    /**
     * Creates, and where we have just deleted tries those again, for a while, that are refused because of it. An object that was
     * there before is no such case: it would have been seen.
     */
    private List<Ack> createAll(List<Request> orders) throws InterruptedException {
        List<Ack> acks = new ArrayList<>(kernel.generic().executeAll(orders, OnRefusal.CONTINUE));
        if (!removedSomething) {
            return acks;
        }
        try {
            patience.until(() -> {
                List<Integer> again = new ArrayList<>();
                List<Request> retried = new ArrayList<>();
                for (int i = 0; i < acks.size(); i++) {
                    if (acks.get(i).failure().filter(Applier::isStillThere).isPresent()) {
                        again.add(i);
                        retried.add(orders.get(i));
                    }
                }
                List<Ack> news = kernel.generic().executeAll(retried, OnRefusal.CONTINUE);
                boolean settled = true;
                for (int i = 0; i < news.size(); i++) {
                    acks.set(again.get(i), news.get(i));
                    settled &=
                            news.get(i).failure().filter(Applier::isStillThere).isEmpty();
                }
                return settled;
            });
        } catch (NetlinkException e) {
            throw new IllegalStateException("a batch never throws for one of its orders", e);
        }
        return acks;
    }

    private static boolean isStillThere(NetlinkException e) {
        return e.errno() == Errno.EEXIST || e.errno() == Errno.EADDRINUSE || e.errno() == Errno.ENODEV;
    }

    private void configure(L2tp l2tp, List<Action.CreateSession> created, List<Action.ChangeSession> changed)
            throws NetlinkException {
        if (created.isEmpty() && changed.isEmpty()) {
            return;
        }
        Map<String, Integer> indexes = new HashMap<>();
        for (LinkState link : kernel.links().links()) {
            indexes.put(link.name(), link.index());
        }
        LinkBatch batch = new LinkBatch(l2tp, kernel.links(), indexes);
        for (Action.ChangeSession action : changed) {
            begun.add(action);
            batch.change(action, indexes.get(action.from().link().name().text()));
        }
        for (Action.CreateSession action : created) {
            batch.setUp(action, indexes.get(action.end().link().name().text()));
        }
        Map<Action, NetlinkException> failures = batch.execute(kernel.generic(), kernel.route());
        List<Action> all = new ArrayList<>(changed);
        all.addAll(created);
        for (Action action : all) {
            NetlinkException failure = failures.get(action);
            if (failure == null) {
                outcomes.add(new Outcome.Applied(action));
            } else {
                refused(action, failure);
            }
        }
    }

    private void done(Action action) {
        begun.add(action);
        outcomes.add(new Outcome.Applied(action));
    }

    /** An order whose answer was lost may have been carried out, and must be taken back as if it had. */
    private void refusedOrLost(Action action, Ack ack, NetlinkException failure) {
        if (ack instanceof Ack.Lost) {
            begun.add(action);
        }
        refused(action, failure);
    }

    private void refused(Action action, NetlinkException failure) {
        String advice = failure.advice().map(text -> "; " + text).orElse("");
        outcomes.add(new Outcome.Refused(action, failure.errno().name(), failure.getMessage() + advice));
    }

    private static <T extends Action> List<T> of(Class<T> kind, List<Action> actions) {
        List<T> found = new ArrayList<>();
        for (Action action : actions) {
            if (kind.isInstance(action)) {
                found.add(kind.cast(action));
            }
        }
        return found;
    }
}
