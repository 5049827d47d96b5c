package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.TunnelId;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What happens to every pseudowire over both its ends, decided from what the hosts said. Pure.
 *
 * @param changes those that change, in plan order, those that go last
 * @param held those that are left as they are at both ends although one end should change or could not be seen
 * @param unchanged how many are as they should be at both ends
 * @param others those that the run is not about, and that stay as they are
 */
public record PairPlan(List<PairChange> changes, List<Held> held, int unchanged, Set<PseudowireName> others) {
    /** No pseudowire at all. */
    public static final PairPlan NOTHING = new PairPlan(List.of(), List.of(), 0);

    public PairPlan {
        changes = List.copyOf(changes);
        held = List.copyOf(held);
        others = Set.copyOf(others);
    }

    /** A plan about everything. */
    public PairPlan(List<PairChange> changes, List<Held> held, int unchanged) {
        this(changes, held, unchanged, Set.of());
    }

    /** Returns how many pseudowires have this verb. */
    public int count(Verb verb) {
        Set<PseudowireName> moved = verb == Verb.REMOVE ? moved() : Set.of();
        int count = 0;
        for (PairChange change : changes) {
            count += change.verb() == verb && !moved.contains(change.pseudowire()) ? 1 : 0;
        }
        return count;
    }

    /** Returns the pseudowires that have a change of their own and another that takes away an end where it was before. */
    public Set<PseudowireName> moved() {
        if (changes.size() < 2) {
            return Set.of();
        }
        Set<PseudowireName> staying = new LinkedHashSet<>();
        Set<PseudowireName> going = new LinkedHashSet<>();
        for (PairChange change : changes) {
            (change.verb() == Verb.REMOVE ? going : staying).add(change.pseudowire());
        }
        going.retainAll(staying);
        return going;
    }

    /** Returns this plan with the changes of some pseudowires alone. */
    public PairPlan only(Set<PseudowireName> pseudowires) {
        return new PairPlan(
                changes.stream()
                        .filter(change -> pseudowires.contains(change.pseudowire()))
                        .toList(),
                held,
                unchanged,
                others);
    }

    /** Returns the names of those that stay as they are: those held, and those that the run is not about. */
    public Set<PseudowireName> heldNames() {
        Set<PseudowireName> names = new LinkedHashSet<>(others);
        held.forEach(one -> names.add(one.pseudowire()));
        return names;
    }

    /** Returns whether something that is not ours stands in a pseudowire's way. */
    public boolean conflicted() {
        return held.stream().anyMatch(Held::conflict);
    }

    /**
     * Joins what the hosts said into what happens to pairs.
     *
     * @param plans what each host should carry
     * @param observed what the hosts that answered said
     * @param failures the hosts that did not answer
     */
    public static PairPlan of(
            Map<HostName, HostPlan> plans,
            Map<HostName, Reply.Observed> observed,
            Map<HostName, HostFailure> failures) {
        return of(plans, observed, failures, Chosen.ALL);
    }

    /** Joins likewise, about some pseudowires alone. */
    static PairPlan of(
            Map<HostName, HostPlan> plans,
            Map<HostName, Reply.Observed> observed,
            Map<HostName, HostFailure> failures,
            Chosen chosen) {
        Map<PseudowireName, Held> held = new LinkedHashMap<>();
        plans.forEach((host, plan) -> {
            if (!observed.containsKey(host)) {
                plan.sessions().forEach(session -> hold(held, session.pseudowire(), because(host, failures), false));
            }
        });
        observed.forEach((host, seen) -> {
            for (Conflict conflict : seen.conflicts()) {
                hold(held, conflict.pseudowire(), "on " + host + ", " + conflict.message(), true);
            }
            for (Difference difference : seen.differences()) {
                difference
                        .peerHost()
                        .filter(peer -> difference.verb() == Verb.REMOVE && !observed.containsKey(peer))
                        .ifPresent(peer -> hold(held, difference.pseudowire(), because(peer, failures), false));
                difference
                        .formerPeerHost()
                        .filter(failures::containsKey)
                        .ifPresent(peer -> hold(held, difference.pseudowire(), because(peer, failures), false));
            }
        });
        Set<PseudowireName> others = Others.of(plans, observed, chosen);
        held.keySet().removeAll(others);
        spreadOverTunnels(plans, held);
        Others.obstacles(observed, others).forEach(obstacle -> held.putIfAbsent(obstacle.pseudowire(), obstacle));
        held.keySet().removeAll(others);
        return join(observed, held, others);
    }

    /** What tells a host's tunnels apart. */
    private record TunnelPlace(Optional<NetnsName> netns, TunnelId id) {
        static TunnelPlace of(PlannedSession session) {
            return new TunnelPlace(session.netns(), session.session().tunnelId());
        }
    }

    /** Those that share a tunnel with one that is held are held too: to remake the tunnel would cut the held one. */
    private static void spreadOverTunnels(Map<HostName, HostPlan> plans, Map<PseudowireName, Held> held) {
        if (held.isEmpty()) {
            return;
        }
        for (HostPlan plan : plans.values()) {
            Map<TunnelPlace, PseudowireName> holders = new HashMap<>();
            for (PlannedSession session : plan.sessions()) {
                if (held.containsKey(session.pseudowire())) {
                    holders.putIfAbsent(TunnelPlace.of(session), session.pseudowire());
                }
            }
            for (PlannedSession session : plan.sessions()) {
                PseudowireName holder = holders.get(TunnelPlace.of(session));
                if (holder != null) {
                    hold(
                            held,
                            session.pseudowire(),
                            "it shares a tunnel with " + holder + ", which is left alone",
                            false);
                }
            }
        }
    }

    private static void hold(
            Map<PseudowireName, Held> held, PseudowireName pseudowire, String reason, boolean conflict) {
        held.putIfAbsent(pseudowire, new Held(pseudowire, reason, conflict));
    }

    private static String because(HostName host, Map<HostName, HostFailure> failures) {
        return failures.containsKey(host)
                ? host + " cannot be changed now"
                : host + " is not in the inventory; add it there, so that both ends can be changed";
    }

    private static PairPlan join(
            Map<HostName, Reply.Observed> observed, Map<PseudowireName, Held> held, Set<PseudowireName> others) {
        Map<PseudowireName, Map<Side, EndChange>> planned = new LinkedHashMap<>();
        // A kernel tells what it carries in an order of its own, which differs from run to run.
        Map<PseudowireName, Map<Side, EndChange>> leaving = new TreeMap<>();
        observed.forEach((host, seen) -> seen.differences().forEach(difference -> {
            var pairs = difference.verb() == Verb.REMOVE ? leaving : planned;
            var ends = pairs.computeIfAbsent(difference.pseudowire(), name -> new EnumMap<>(Side.class));
            Side side = difference.side().orElse(Side.A);
            ends.put(ends.containsKey(side) ? side.far() : side, new EndChange(host, difference));
        }));
        List<PairChange> changes = new ArrayList<>();
        int unchanged = 0;
        for (var pairs : List.of(planned, leaving)) {
            for (var pair : pairs.entrySet()) {
                PairChange change = new PairChange(
                        pair.getKey(),
                        Optional.ofNullable(pair.getValue().get(Side.A)),
                        Optional.ofNullable(pair.getValue().get(Side.B)));
                if (held.containsKey(pair.getKey()) || others.contains(pair.getKey())) {
                    continue;
                }
                if (change.verb() == Verb.NOTHING) {
                    unchanged++;
                } else {
                    changes.add(change);
                }
            }
        }
        return new PairPlan(changes, List.copyOf(held.values()), unchanged, others);
    }
}
