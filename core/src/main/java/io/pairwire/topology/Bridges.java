package io.pairwire.topology;

import io.pairwire.model.InterfaceName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows which bridges pseudowires have joined so far, and reports the pseudowire that closes a loop.
 *
 * <p>Bridges that are joined, over however many others, are in one set; a pseudowire between two of one set closes a loop. Those
 * that do not are a forest, in which the way from one bridge to another is the rest of the loop.
 */
final class Bridges {
    /** How many steps of a long way are told at either end of it. */
    private static final int SHOWN_STEPS = 4;

    private final Problems problems;
    private final Map<Bridge, Bridge> parents = new HashMap<>();
    private final Map<Bridge, List<Wire>> forest = new HashMap<>();

    /** A bridge of a host, in one of its network namespaces. */
    record Bridge(Place place, InterfaceName name) {
        /** Returns {@code br0 on host lon1}. */
        @Override
        public String toString() {
            return name + " on " + place;
        }
    }

    /** A pseudowire as one of its bridges has it. */
    private record Wire(String pseudowire, Bridge far) {}

    Bridges(Problems problems) {
        this.problems = problems;
    }

    /** Notes a pseudowire between two bridges. */
    void join(String pseudowire, Bridge a, Bridge b, Position at) {
        Bridge rootOfA = root(a);
        Bridge rootOfB = root(b);
        if (rootOfA.equals(rootOfB)) {
            problems.add(
                    TopologyRule.BRIDGE_LOOP,
                    at,
                    "pseudowire " + pseudowire + " closes a loop in which frames would go round for ever: " + way(a, b)
                            + ", " + pseudowire + ", " + a,
                    "take one of these pseudowires off its bridge");
            return;
        }
        parents.put(rootOfA, rootOfB);
        forest.computeIfAbsent(a, absent -> new ArrayList<>()).add(new Wire(pseudowire, b));
        forest.computeIfAbsent(b, absent -> new ArrayList<>()).add(new Wire(pseudowire, a));
    }

    /** Returns what stands for the set of a bridge, and shortens the way there for the next that asks. */
    private Bridge root(Bridge bridge) {
        Bridge root = bridge;
        for (Bridge parent = parents.get(root); parent != null; parent = parents.get(root)) {
            root = parent;
        }
        Bridge along = bridge;
        while (!along.equals(root)) {
            Bridge next = parents.put(along, root);
            along = next == null ? root : next;
        }
        return root;
    }

    /** Returns the bridges and pseudowires between two bridges of one set, these among them. */
    private String way(Bridge from, Bridge to) {
        // From the far end, so that each bridge knows the next on the way there.
        Map<Bridge, Wire> onwards = new HashMap<>();
        Deque<Bridge> open = new ArrayDeque<>(List.of(to));
        while (!open.isEmpty() && !onwards.containsKey(from)) {
            Bridge bridge = open.remove();
            for (Wire wire : forest.getOrDefault(bridge, List.of())) {
                if (!wire.far().equals(to)
                        && onwards.putIfAbsent(wire.far(), new Wire(wire.pseudowire(), bridge)) == null) {
                    open.add(wire.far());
                }
            }
        }
        List<String> steps = new ArrayList<>();
        for (@Nullable Wire wire = onwards.get(from); wire != null; wire = onwards.get(wire.far())) {
            steps.add(", " + wire.pseudowire() + ", " + wire.far());
        }
        if (steps.size() > 2 * SHOWN_STEPS) {
            List<String> middle = steps.subList(SHOWN_STEPS, steps.size() - SHOWN_STEPS);
            String more = ", and " + middle.size() + " more";
            middle.clear();
            steps.add(SHOWN_STEPS, more);
        }
        return from + String.join("", steps);
    }
}
