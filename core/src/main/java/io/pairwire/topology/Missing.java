package io.pairwire.topology;

import io.pairwire.model.Side;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers the IDs and ports that a tunnel or a pseudowire does not give, to say it once for all of them. */
final class Missing {
    private final Map<Key, Set<Side>> missing = new EnumMap<>(Key.class);

    void add(Key key, Side side) {
        missing.computeIfAbsent(key, absent -> EnumSet.noneOf(Side.class)).add(side);
    }

    void report(String whose, Position at, Problems problems) {
        if (missing.isEmpty()) {
            return;
        }
        Set<Set<Side>> sides = Set.copyOf(missing.values());
        String what = sides.size() == 1
                ? missing.keySet().stream().map(Key::text).collect(Collectors.joining(", "))
                        + ends(sides.iterator().next())
                : missing.entrySet().stream()
                        .map(entry -> entry.getKey().text() + ends(entry.getValue()))
                        .collect(Collectors.joining(", "));
        Key first = missing.keySet().iterator().next();
        problems.add(
                TopologyRule.NO_ID,
                at,
                whose + " gives no " + what,
                "this version allocates none from a lock file: write them out, such as '" + first.text()
                        + (first == Key.UDP_PORT ? ": [6010, 6020]'" : ": [11, 21]'")
                        + " for a and b");
    }

    private static String ends(Set<Side> sides) {
        return sides.size() == 2
                ? " for either end"
                : " for end " + sides.iterator().next();
    }
}
