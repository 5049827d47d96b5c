package io.pairwire.reconcile;

import io.pairwire.model.Cookie;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.MadeCookies;
import io.pairwire.plan.Mark;
import io.pairwire.plan.PlannedSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one diff: what a host should carry in one network namespace against what it carries there. */
public final class Reconciler {
    /** A kernel rounds the reorder timeout to its clock tick, at most 10 ms (HZ=100). */
    private static final int TICK_MILLIS = 10;

    private final HostPlan plan;
    private final HostState state;
    private final Ownership ownership;
    private final Renames renames;
    private final Set<PseudowireName> protectedOnes = new HashSet<>();
    private final Orders orders;
    private final Map<TunnelId, TunnelSpec> plannedTunnels = new HashMap<>();
    private final Map<PseudowireName, Conflict> conflicts = new LinkedHashMap<>();

    private final List<Difference> differences = new ArrayList<>();
    private final List<Action> sessionRemovals = new ArrayList<>();
    private final Set<TunnelSpec> tunnelCreations = new LinkedHashSet<>();
    private final List<Action> sessionCreations = new ArrayList<>();
    private final List<Action> changes = new ArrayList<>();
    private final Map<PseudowireName, EndCookies> madeCookies = new HashMap<>();

    private Reconciler(
            HostPlan plan,
            HostState state,
            Ownership ownership,
            Set<PseudowireName> elsewhere,
            Optional<HostPlan> manifest,
            Orders orders) {
        this.plan = plan.within(state.netns());
        manifest.ifPresent(left -> this.protectedOnes.addAll(leaving(left, plan)));
        this.state = state;
        this.orders = orders;
        this.ownership = ownership;
        this.renames = Renames.of(plan, this.plan, ownership, elsewhere);
        this.plan
                .tunnels()
                .forEach(planned -> plannedTunnels.put(planned.tunnel().tunnelId(), planned.tunnel()));
        findConflicts(new Obstacles(state, ownership));
    }

    /**
     * Returns how a host differs from its plan in the network namespace that a state is of.
     *
     * @param plan of the whole host
     * @param manifest what this topology last left on the host, where the host has kept it; after a run that died, also what that
     *     one meant to leave
     * @param orders what was decided over both ends
     */
    public static Reconciliation reconcile(HostPlan plan, HostState state, Optional<HostPlan> manifest, Orders orders) {
        Ownership ownership = Ownership.of(plan.topology(), state, manifest.map(left -> left.within(state.netns())));
        return reconcile(plan, state, ownership, Set.of(), manifest, orders);
    }

    /**
     * Does the same for one network namespace of several.
     *
     * @param ownership what in it is the topology's own
     * @param elsewhere the topology's own pseudowires in the others
     */
    static Reconciliation reconcile(
            HostPlan plan,
            HostState state,
            Ownership ownership,
            Set<PseudowireName> elsewhere,
            Optional<HostPlan> manifest,
            Orders orders) {
        return new Reconciler(plan, state, ownership, elsewhere, manifest, orders).answer();
    }

    /** Returns what is protected and would go from the host, and not only from one of its network namespaces to another. */
    private static Set<PseudowireName> leaving(HostPlan left, HostPlan wanted) {
        Set<PseudowireName> leaving = new HashSet<>();
        for (PlannedSession session : left.sessions()) {
            if (session.isProtected()) {
                leaving.add(session.pseudowire());
            }
        }
        if (!leaving.isEmpty()) {
            wanted.sessions().forEach(session -> leaving.remove(session.pseudowire()));
        }
        return leaving;
    }

    private void findConflicts(Obstacles obstacles) {
        for (PlannedSession planned : plan.sessions()) {
            if (!orders.held().contains(planned.pseudowire())) {
                obstacles
                        .inTheWayOf(planned, tunnelOf(planned))
                        .ifPresent(message -> conflict(planned.pseudowire(), message));
            }
        }
        for (PseudowireName pseudowire : ownership.pseudowires()) {
            boolean leaves = renames.present(pseudowire).equals(pseudowire);
            if (leaves && canMove(pseudowire) && protectedOnes.contains(pseudowire)) {
                conflict(
                        pseudowire,
                        "it is protected; to remove it, have it in the topology with 'protect: false', apply, and"
                                + " remove it then");
            }
            if (canCarriedMove(pseudowire)) {
                ownership.sessions(pseudowire).stream()
                        .flatMap(owned ->
                                obstacles.namesakeOf(owned.end().session().sessionId()).stream())
                        .findFirst()
                        .ifPresent(message -> conflict(renames.present(pseudowire), message));
            }
        }
        boolean news = true;
        while (news) {
            news = spreadConflicts();
        }
    }

    /** Who needs what a pseudowire holds that has to stay must stay too; returns whether that is news. */
    private boolean spreadConflicts() {
        Kept kept = new Kept();
        for (PseudowireName pseudowire : ownership.pseudowires()) {
            if (!canCarriedMove(pseudowire)) {
                ownership.sessions(pseudowire).forEach(kept::add);
            }
        }
        if (kept.isEmpty()) {
            return false;
        }
        int before = conflicts.size();
        for (PlannedSession planned : plan.sessions()) {
            if (canMove(planned.pseudowire())) {
                kept.inTheWayOf(planned, tunnelOf(planned))
                        .ifPresent(message -> conflict(planned.pseudowire(), message));
            }
        }
        return conflicts.size() > before;
    }

    private void conflict(PseudowireName pseudowire, String message) {
        conflicts.put(pseudowire, new Conflict(pseudowire, message));
    }

    private boolean canMove(PseudowireName pseudowire) {
        return !orders.held().contains(pseudowire) && !conflicts.containsKey(pseudowire);
    }

    private boolean canCarriedMove(PseudowireName carried) {
        return canMove(renames.present(carried));
    }

    private boolean isToBeRemoved(@Nullable TunnelSpec carried) {
        return carried != null && !carried.equals(plannedTunnels.get(carried.tunnelId()));
    }

    private Reconciliation answer() {
        for (PlannedSession planned : plan.sessions()) {
            if (canMove(planned.pseudowire())) {
                session(planned);
            }
        }
        removeWhatIsNotPlanned();
        List<Action> actions = new ArrayList<>(sessionRemovals);
        actions.addAll(tunnelRemovals());
        tunnelCreations.forEach(tunnel -> actions.add(new Action.CreateTunnel(tunnel)));
        actions.addAll(sessionCreations);
        actions.addAll(changes);
        return new Reconciliation(
                differences, List.copyOf(conflicts.values()), actions, madeCookies, renames.formerNames());
    }

    private void session(PlannedSession planned) {
        TunnelSpec tunnel = tunnelOf(planned);
        String mark = Mark.of(plan.topology(), tunnel, planned).toString();
        EndState wanted = new EndState(withUnmadeCookies(planned), true, planned.link(), mark, true);
        List<Ownership.Owned> carried = ownership.sessions(renames.former(planned.pseudowire()));
        if (carried.isEmpty()) {
            create(planned, tunnel, wanted);
            add(
                    planned,
                    Optional.empty(),
                    Verb.CREATE,
                    Reason.MISSING,
                    Attributes.coming(state.netns(), tunnel, wanted, planned.made()));
            return;
        }
        Ownership.Owned current = likest(carried, wanted);
        carried.stream().filter(other -> !other.equals(current)).forEach(this::remove);
        EndState from = withinATick(current.end(), wanted);
        SessionSpec has = from.session();
        Optional<Reason> remade = Optional.ofNullable(orders.remade().get(planned.pseudowire()));
        EndState to = keepingItsMac(from, remade.isPresent() ? wanted : keepingItsCookies(has, planned, wanted));
        if (planned.made().any()) {
            madeCookies.put(planned.pseudowire(), EndCookies.of(planned.side(), has.cookie(), has.peerCookie()));
        }
        List<AttributeChange> attributes = Attributes.changing(current.tunnel(), from, tunnel, to, planned.made());
        if (remade.isPresent() || attributes.stream().anyMatch(AttributeChange::forcesReplacement)) {
            remove(current);
            create(planned, tunnel, wanted);
            Optional<HostName> former = current.peerHost().filter(peer -> !peer.equals(planned.peerHost()));
            add(planned, former, Verb.REPLACE, remade.orElse(Reason.FIXED), attributes);
        } else if (!attributes.isEmpty()) {
            changes.add(new Action.ChangeSession(planned.pseudowire(), from, to));
            add(planned, Optional.empty(), Verb.CHANGE, Reason.DIFFERENT, attributes);
        } else {
            add(planned, Optional.empty(), Verb.NOTHING, Reason.AS_PLANNED, List.of());
        }
    }

    private void create(PlannedSession planned, TunnelSpec tunnel, EndState wanted) {
        if (!tunnel.equals(ownership.tunnels().get(tunnel.tunnelId().bits()))) {
            tunnelCreations.add(tunnel);
        }
        sessionCreations.add(new Action.CreateSession(planned.pseudowire(), wanted));
    }

    private void remove(Ownership.Owned owned) {
        sessionRemovals.add(new Action.RemoveSession(renames.present(owned.pseudowire()), owned.end()));
    }

    private void removeWhatIsNotPlanned() {
        Set<PseudowireName> planned = new LinkedHashSet<>();
        plan.sessions().forEach(session -> planned.add(session.pseudowire()));
        for (PseudowireName pseudowire : ownership.pseudowires()) {
            boolean gone = !planned.contains(renames.present(pseudowire));
            if (gone && canMove(pseudowire)) {
                for (Ownership.Owned owned : ownership.sessions(pseudowire)) {
                    remove(owned);
                    differences.add(new Difference(
                            pseudowire,
                            owned.side(),
                            owned.peerHost(),
                            Optional.empty(),
                            Verb.REMOVE,
                            Reason.NOT_PLANNED,
                            Attributes.going(state.netns(), owned.tunnel(), owned.end(), owned.macAsked())));
                }
            }
        }
    }

    private List<Action> tunnelRemovals() {
        List<Action> removals = new ArrayList<>();
        for (TunnelSpec tunnel : ownership.tunnels().values()) {
            boolean vacant = ownership.occupants(tunnel.tunnelId().bits()).stream()
                    .allMatch(owned -> canCarriedMove(owned.pseudowire()));
            boolean shared = ownership.stranger(tunnel.tunnelId().bits()).isPresent();
            if (isToBeRemoved(tunnel) && vacant && !shared) {
                removals.add(new Action.RemoveTunnel(tunnel));
            }
        }
        return removals;
    }

    private void add(
            PlannedSession planned,
            Optional<HostName> formerPeerHost,
            Verb verb,
            Reason reason,
            List<AttributeChange> attributes) {
        differences.add(new Difference(
                planned.pseudowire(),
                Optional.of(planned.side()),
                Optional.of(planned.peerHost()),
                formerPeerHost,
                verb,
                reason,
                attributes));
    }

    private TunnelSpec tunnelOf(PlannedSession planned) {
        TunnelSpec tunnel = plannedTunnels.get(planned.session().tunnelId());
        if (tunnel == null) {
            throw new IllegalArgumentException("the plan of " + plan.host() + " has no tunnel "
                    + planned.session().tunnelId() + " for " + planned.pseudowire());
        }
        return tunnel;
    }

    private static Ownership.Owned likest(List<Ownership.Owned> carried, EndState wanted) {
        return carried.stream()
                .filter(owned -> owned.end()
                        .session()
                        .sessionId()
                        .equals(wanted.session().sessionId()))
                .findFirst()
                .orElse(carried.get(0));
    }

    /** What is not made yet stands as zero: of it only the length counts until the host is told what it is. */
    static SessionSpec withUnmadeCookies(PlannedSession planned) {
        MadeCookies made = planned.made();
        SessionSpec session = planned.session();
        return session.withCookies(
                made.sent() > 0 ? Optional.of(new Cookie(0, made.sent())) : session.cookie(),
                made.demanded() > 0 ? Optional.of(new Cookie(0, made.demanded())) : session.peerCookie());
    }

    /** A made cookie of the right length is whatever it is; whether the other end has the same is not for this host to know. */
    static EndState keepingItsCookies(SessionSpec carried, PlannedSession planned, EndState wanted) {
        MadeCookies made = planned.made();
        return wanted.withSession(wanted.session()
                .withCookies(
                        kept(carried.cookie(), made.sent(), wanted.session().cookie()),
                        kept(
                                carried.peerCookie(),
                                made.demanded(),
                                wanted.session().peerCookie())));
    }

    private static Optional<Cookie> kept(Optional<Cookie> carried, int made, Optional<Cookie> wanted) {
        return made > 0 && carried.filter(cookie -> cookie.length() == made).isPresent() ? carried : wanted;
    }

    /** A MAC address that nobody asked for is whatever it is. */
    static EndState keepingItsMac(EndState carried, EndState wanted) {
        return wanted.link().mac().isPresent()
                ? wanted
                : wanted.withLink(wanted.link().withMac(carried.link().mac()));
    }

    static EndState withinATick(EndState carried, EndState wanted) {
        SessionSpec session = carried.session();
        int timeout = wanted.session().reorderTimeoutMillis();
        int roundedUp = session.reorderTimeoutMillis() - timeout;
        if (timeout == 0 || roundedUp < 0 || roundedUp > TICK_MILLIS) {
            return carried;
        }
        SessionSpec same = new SessionSpec(
                session.tunnelId(),
                session.sessionId(),
                session.peerSessionId(),
                session.cookie(),
                session.peerCookie(),
                session.l2spec(),
                session.seq(),
                session.lnsMode(),
                timeout);
        return new EndState(same, carried.l2specKnown(), carried.link(), carried.alias(), carried.up());
    }
}
