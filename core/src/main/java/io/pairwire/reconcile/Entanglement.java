package io.pairwire.reconcile;

import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a host's actions can only be done, and taken back, together: those of one pseudowire, those in one tunnel, and those where
 * one takes the ID, port or name that the other gives up.
 */
public final class Entanglement {
    private final Map<Optional<NetnsName>, List<Action>> actions;
    private final Map<Object, Object> parents = new HashMap<>();
    private final Map<Object, Set<PseudowireName>> knots = new LinkedHashMap<>();

    private Entanglement(Map<Optional<NetnsName>, List<Action>> actions) {
        this.actions = actions;
        Set<PseudowireName> pseudowires = new LinkedHashSet<>();
        actions.forEach((netns, inside) -> inside.forEach(action -> {
            Object knot = knot(netns, action);
            action.touched().forEach(thing -> tie(knot, place(netns, thing)));
            action.owner().ifPresent(pseudowires::add);
        }));
        for (PseudowireName pseudowire : pseudowires) {
            knots.computeIfAbsent(end(pseudowire), knot -> new LinkedHashSet<>())
                    .add(pseudowire);
        }
    }

    /** Something that is told apart from its like in other network namespaces. */
    private record Place(Optional<NetnsName> netns, Object thing) {}

    /** Returns which of the actions of a reconciliation belong together. */
    public static Entanglement of(HostReconciliation reconciliation) {
        return new Entanglement(reconciliation.actions());
    }

    /** Returns the sets of two pseudowires or more that can only change together. */
    public List<Set<PseudowireName>> sets() {
        return knots.values().stream().filter(set -> set.size() > 1).toList();
    }

    /**
     * Returns the actions of some pseudowires, by namespace and in their order; with no pseudowire at all, the actions that are
     * nobody's: the removal of tunnels that have been left empty.
     *
     * @throws IllegalArgumentException where one of them cannot change without another that is not among them
     */
    public Map<Optional<NetnsName>, List<Action>> actionsOf(Collection<PseudowireName> pseudowires) {
        for (PseudowireName pseudowire : pseudowires) {
            Set<PseudowireName> together = knots.getOrDefault(end(pseudowire), Set.of());
            if (!pseudowires.containsAll(together)) {
                throw new IllegalArgumentException(pseudowire + " changes only together with " + together);
            }
        }
        Set<Object> wanted = new LinkedHashSet<>();
        pseudowires.forEach(pseudowire -> wanted.add(end(pseudowire)));
        Map<Optional<NetnsName>, List<Action>> found = new LinkedHashMap<>();
        actions.forEach((netns, inside) -> {
            List<Action> theirs = new ArrayList<>();
            for (Action action : inside) {
                Object knot = end(knot(netns, action));
                if (pseudowires.isEmpty() ? !knots.containsKey(knot) : wanted.contains(knot)) {
                    theirs.add(action);
                }
            }
            if (!theirs.isEmpty()) {
                found.put(netns, theirs);
            }
        });
        return found;
    }

    /**
     * Returns all actions, by the smallest sets of pseudowires that can change by themselves, and then by namespace and in their order;
     * the actions that are nobody's, if there are any, under the set of none.
     */
    public Map<Set<PseudowireName>, Map<Optional<NetnsName>, List<Action>>> parts() {
        Map<Set<PseudowireName>, Map<Optional<NetnsName>, List<Action>>> parts = new LinkedHashMap<>();
        actions.forEach((netns, inside) -> inside.forEach(action -> parts.computeIfAbsent(
                        knots.getOrDefault(end(knot(netns, action)), Set.of()), set -> new LinkedHashMap<>())
                .computeIfAbsent(netns, name -> new ArrayList<>())
                .add(action)));
        return parts;
    }

    /** A pseudowire is one thing in all namespaces; a tunnel is one in each. */
    private static Object knot(Optional<NetnsName> netns, Action action) {
        return action.owner()
                .map(Object.class::cast)
                .orElseGet(() -> place(netns, action.touched().get(0)));
    }

    private static Object place(Optional<NetnsName> netns, Object thing) {
        return new Place(netns, thing);
    }

    private void tie(Object one, Object other) {
        Object first = end(one);
        Object second = end(other);
        if (!first.equals(second)) {
            parents.put(first, second);
        }
    }

    /** Returns what stands for all that a thing is tied to. */
    private Object end(Object thing) {
        Object end = thing;
        for (Object next = parents.get(end); next != null; next = parents.get(end)) {
            end = next;
        }
        // The next search from here is short.
        Object step = thing;
        while (!step.equals(end)) {
            Object next = parents.getOrDefault(step, end);
            parents.put(step, end);
            step = next;
        }
        return end;
    }
}
