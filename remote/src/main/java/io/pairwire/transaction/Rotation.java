package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which pseudowires get other cookies, of those that are made: the ones that are as they should be at both ends. To bring others
 * to the plan is an apply's to do. Pure.
 */
final class Rotation {
    private final Map<HostName, Map<PseudowireName, Reason>> remakes = new LinkedHashMap<>();
    private final Set<PseudowireName> rotated = new HashSet<>();
    private final Set<PseudowireName> disagreeing = new HashSet<>();

    private Rotation() {}

    /**
     * Decides, from what the hosts said first.
     *
     * @param plan what an apply would do
     * @param concerns which sessions get other cookies, or are made anew all the same
     * @param reason why
     */
    static Rotation of(
            PairPlan plan,
            Map<HostName, HostPlan> plans,
            Map<HostName, Reply.Observed> observed,
            Predicate<PlannedSession> concerns,
            Reason reason) {
        Rotation rotation = new Rotation();
        Remakes.of(plans, observed).values().forEach(remade -> rotation.disagreeing.addAll(remade.keySet()));
        Set<PseudowireName> staying = new HashSet<>(plan.heldNames());
        plan.changes().forEach(change -> staying.add(change.pseudowire()));
        staying.addAll(rotation.disagreeing);
        plans.forEach((host, wanted) -> {
            for (PlannedSession session : wanted.sessions()) {
                if (concerns.test(session) && !staying.contains(session.pseudowire())) {
                    rotation.rotated.add(session.pseudowire());
                    rotation.remakes
                            .computeIfAbsent(host, name -> new LinkedHashMap<>())
                            .put(session.pseudowire(), reason);
                }
            }
        });
        return rotation;
    }

    /** Returns by host what must be made anew there. */
    Map<HostName, Map<PseudowireName, Reason>> remakes() {
        return remakes;
    }

    /** Returns what of a plan is done, from what the hosts said when they knew of it; the rest is held. */
    PairPlan only(PairPlan plan) {
        List<PairChange> done = new ArrayList<>();
        Map<PseudowireName, Held> held = new LinkedHashMap<>();
        plan.held().forEach(one -> held.put(one.pseudowire(), one));
        for (PairChange change : plan.changes()) {
            if (rotated.contains(change.pseudowire())) {
                done.add(change);
            } else {
                held.putIfAbsent(
                        change.pseudowire(), applyFirst(change.pseudowire(), "it is not as the topology has it"));
            }
        }
        int unchanged = plan.unchanged();
        for (PseudowireName pseudowire : disagreeing) {
            boolean isNews = !plan.others().contains(pseudowire) && !held.containsKey(pseudowire);
            if (isNews) {
                held.put(pseudowire, applyFirst(pseudowire, Reason.COOKIES_DISAGREE.toString()));
                unchanged--;
            }
        }
        return new PairPlan(done, List.copyOf(held.values()), unchanged, plan.others());
    }

    private static Held applyFirst(PseudowireName pseudowire, String why) {
        return new Held(pseudowire, why + "; 'apply' comes first", true);
    }
}
