package io.pairwire.agent;

import io.pairwire.exchange.JournalEntry;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.NetnsName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes parts of a change back, however far they came: what counts is what the host carries now. */
final class Undoing {
    /** An order's answer may be lost on the way back too: then a second look tells what is left of it. */
    private static final int ATTEMPTS = 2;

    private final Namespaces namespaces;
    private final HostObserver observer;
    private final Patience patience;
    private final HostPlan plan;
    private final Map<JournalEntry.Part, List<String>> left = new LinkedHashMap<>();

    private Undoing(Namespaces namespaces, Patience patience, HostPlan plan) {
        this.namespaces = namespaces;
        this.observer = new HostObserver(namespaces);
        this.patience = patience;
        this.plan = plan;
    }

    /**
     * Takes parts back, and returns what could not be, in words, of those of which something could not.
     *
     * @param plan what the change was to bring
     */
    static Map<JournalEntry.Part, List<String>> takeBack(
            List<JournalEntry.Part> parts, HostPlan plan, Namespaces namespaces, Patience patience) {
        Undoing undoing = new Undoing(namespaces, patience, plan);
        Set<Optional<NetnsName>> places = new LinkedHashSet<>();
        parts.forEach(part -> places.addAll(part.actions().keySet()));
        // What cannot be taken back in one namespace must not keep the others from it.
        places.forEach(netns -> undoing.takeBackIn(
                netns,
                parts.stream().filter(part -> part.actions().containsKey(netns)).toList()));
        return undoing.left;
    }

    /** Returns how many steps taking parts back would take now; who asks goes quicker the next time. */
    static int rehearse(List<JournalEntry.Part> parts, HostPlan plan, Namespaces namespaces)
            throws NetlinkException, RefusedException {
        HostObserver observer = new HostObserver(namespaces);
        Map<Optional<NetnsName>, Rollback.Carried> seen = new LinkedHashMap<>();
        int steps = 0;
        for (JournalEntry.Part part : parts) {
            for (Map.Entry<Optional<NetnsName>, List<Action>> place :
                    part.actions().entrySet()) {
                Rollback.Carried now = seen.get(place.getKey());
                if (now == null) {
                    now = new Rollback.Carried(observer.observeIn(plan, place.getKey()));
                    seen.put(place.getKey(), now);
                }
                steps += Rollback.of(place.getValue(), now).size();
            }
        }
        return steps;
    }

    private void takeBackIn(Optional<NetnsName> netns, List<JournalEntry.Part> parts) {
        List<Action> done = new ArrayList<>();
        parts.forEach(part -> done.addAll(actions(part, netns)));
        Map<Action, String> refusals = new LinkedHashMap<>();
        try {
            Rollback.Carried now = look(netns);
            List<Action> back = Rollback.of(done, now);
            for (int attempt = 0; attempt < ATTEMPTS && !back.isEmpty(); attempt++) {
                refusals.clear();
                Optional<Kernel> kernel = namespaces.in(netns);
                if (kernel.isPresent()) {
                    apply(back, kernel.get(), refusals);
                }
                now = look(netns);
                back = Rollback.of(done, now);
            }
            if (!back.isEmpty()) {
                for (JournalEntry.Part part : parts) {
                    tell(part, Rollback.of(actions(part, netns), now), refusals);
                }
            }
        } catch (NetlinkException | RefusedException e) {
            parts.forEach(part -> add(part, String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            parts.forEach(part -> add(part, "interrupted"));
        }
    }

    private static List<Action> actions(JournalEntry.Part part, Optional<NetnsName> netns) {
        return part.actions().getOrDefault(netns, List.of());
    }

    private Rollback.Carried look(Optional<NetnsName> netns) throws NetlinkException, RefusedException {
        return new Rollback.Carried(observer.observeIn(plan, netns));
    }

    private void apply(List<Action> back, Kernel kernel, Map<Action, String> refusals)
            throws NetlinkException, RefusedException, InterruptedException {
        for (Outcome outcome : new Applier(kernel, patience).apply(back)) {
            if (outcome instanceof Outcome.Refused refused) {
                refusals.put(refused.action(), refused.message());
            }
        }
    }

    private void tell(JournalEntry.Part part, List<Action> rest, Map<Action, String> refusals) {
        for (Action action : rest) {
            add(part, action + ": " + refusals.getOrDefault(action, "still to be done"));
        }
    }

    private void add(JournalEntry.Part part, String words) {
        left.computeIfAbsent(part, absent -> new ArrayList<>()).add(words);
    }
}
