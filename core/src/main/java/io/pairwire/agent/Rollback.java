package io.pairwire.agent;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.CarriedSession;
import io.pairwire.reconcile.CarriedTunnel;
import io.pairwire.reconcile.EndState;
import io.pairwire.reconcile.HostState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was done, wholly or in part or perhaps, into what takes it back.
 *
 * <p>It starts from what the host carries now: an order whose answer was lost may or may not have been carried out, a change may
 * be half done, and an earlier attempt to go back may have done some of it.
 */
final class Rollback {
    private final Map<TunnelId, TunnelSpec> tunnels;
    private final Map<Key, CarriedSession> sessions;
    private final Set<TunnelId> goingTunnels = new HashSet<>();
    private final Set<Key> goingSessions = new HashSet<>();
    private final Map<Key, EndState> returning = new HashMap<>();
    private final Set<TunnelSpec> returningTunnels = new HashSet<>();
    private final List<Action> actions = new ArrayList<>();

    private record Key(TunnelId tunnelId, SessionId sessionId) {
        static Key of(SessionSpec session) {
            return new Key(session.tunnelId(), session.sessionId());
        }
    }

    private Rollback(Carried now) {
        this.tunnels = now.tunnels;
        this.sessions = now.sessions;
    }

    /** What a network namespace carries now, to be looked up in. */
    static final class Carried {
        private final Map<TunnelId, TunnelSpec> tunnels = new HashMap<>();
        private final Map<Key, CarriedSession> sessions = new HashMap<>();

        Carried(HostState now) {
            for (CarriedTunnel tunnel : now.tunnels()) {
                tunnel.spec().ifPresent(spec -> tunnels.put(spec.tunnelId(), spec));
            }
            for (CarriedSession session : now.sessions()) {
                session.spec().ifPresent(spec -> sessions.put(Key.of(spec), session));
            }
        }
    }

    /**
     * Returns the actions that take others back.
     *
     * @param done in the order in which they were done; those among them that were not have nothing to be taken back
     * @param now what the host carries now
     */
    static List<Action> of(List<Action> done, Carried now) {
        Rollback rollback = new Rollback(now);
        for (Action action : done) {
            rollback.expect(action.inverse());
        }
        // What was made goes before what was there comes back, for it may hold the same IDs and names.
        for (int i = done.size() - 1; i >= 0; i--) {
            rollback.remove(done.get(i).inverse());
        }
        for (int i = done.size() - 1; i >= 0; i--) {
            rollback.restore(done.get(i).inverse());
        }
        return rollback.actions;
    }

    private void expect(Action back) {
        if (back instanceof Action.CreateSession create) {
            returning.put(Key.of(create.end().session()), create.end());
        } else if (back instanceof Action.CreateTunnel create) {
            returningTunnels.add(create.tunnel());
        }
    }

    private void remove(Action back) {
        if (back instanceof Action.RemoveSession remove) {
            Key key = Key.of(remove.end().session());
            if (isMade(sessions.get(key), remove.end()) && !isThereStill(key)) {
                goingSessions.add(key);
                actions.add(remove);
            }
        } else if (back instanceof Action.RemoveTunnel remove) {
            TunnelId id = remove.tunnel().tunnelId();
            if (remove.tunnel().equals(tunnels.get(id)) && !returningTunnels.contains(remove.tunnel())) {
                goingTunnels.add(id);
                actions.add(remove);
            }
        }
    }

    /** Returns whether a session is the one that was to be made, by the name that its interface was made with. */
    private static boolean isMade(@Nullable CarriedSession carried, EndState made) {
        return carried != null
                && carried.spec()
                        .filter(spec ->
                                spec.peerSessionId().equals(made.session().peerSessionId()))
                        .isPresent()
                && carried.link()
                        .filter(link -> !link.name().equals(made.link().name().text()))
                        .isEmpty();
    }

    /** Returns whether what was to go is there as it was: what was to be made in its place may look the same but for its cookies. */
    private boolean isThereStill(Key key) {
        EndState before = returning.get(key);
        return before != null
                && current(before).filter(now -> isSame(now, before)).isPresent();
    }

    private void restore(Action back) {
        if (back instanceof Action.CreateTunnel create) {
            TunnelId id = create.tunnel().tunnelId();
            if (goingTunnels.contains(id) || !create.tunnel().equals(tunnels.get(id))) {
                actions.add(create);
            }
        } else if (back instanceof Action.CreateSession create) {
            Key key = Key.of(create.end().session());
            if (goingSessions.contains(key) || !sessions.containsKey(key)) {
                actions.add(create);
            } else {
                change(create.pseudowire(), create.end());
            }
        } else if (back instanceof Action.ChangeSession change) {
            change(change.pseudowire(), change.to());
        }
    }

    private void change(PseudowireName pseudowire, EndState to) {
        current(to)
                .filter(from -> !isSame(from, to))
                .ifPresent(from -> actions.add(new Action.ChangeSession(pseudowire, from, to)));
    }

    /** Returns whether two states are the same, in whatever order the kernel tells the addresses. */
    private static boolean isSame(EndState one, EndState other) {
        return one.session().equals(other.session())
                && one.alias().equals(other.alias())
                && one.up() == other.up()
                && one.link().name().equals(other.link().name())
                && one.link().mtu() == other.link().mtu()
                && one.link().bridge().equals(other.link().bridge())
                && one.link().mac().equals(other.link().mac())
                && Set.copyOf(one.link().addresses())
                        .equals(Set.copyOf(other.link().addresses()));
    }

    private Optional<EndState> current(EndState wanted) {
        CarriedSession session = sessions.get(Key.of(wanted.session()));
        if (session == null || session.spec().isEmpty()) {
            return Optional.empty();
        }
        SessionSpec spec = session.spec().get();
        return session.link()
                .map(link -> new EndState(
                        new SessionSpec(
                                spec.tunnelId(),
                                spec.sessionId(),
                                spec.peerSessionId(),
                                spec.cookie(),
                                spec.peerCookie(),
                                wanted.session().l2spec(),
                                spec.seq(),
                                spec.lnsMode(),
                                spec.reorderTimeoutMillis()),
                        wanted.l2specKnown(),
                        link.spec(),
                        link.alias(),
                        link.up()));
    }
}
