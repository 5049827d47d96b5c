package io.pairwire.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is drawn: hosts, and the pseudowires between them.
 *
 * @param title what it is a picture of
 * @param occasion what it shows beyond that, in a few words; may be empty
 * @param wires in whatever order; what is drawn of them does not depend on it
 */
public record Picture(String title, String occasion, List<Wire> wires) {
    /** As many pseudowires between two hosts as get a line each. */
    static final int MOST_BETWEEN_TWO = 6;

    /** As many pseudowires in all as get a line each. */
    static final int MOST_IN_ALL = 200;

    public Picture {
        wires = wires.stream().sorted(Wire.ORDER).toList();
    }

    /** Returns the hosts, in the order of their names. */
    public List<String> hosts() {
        Set<String> hosts = new TreeSet<>();
        wires.forEach(wire -> hosts.addAll(wire.hosts()));
        return List.copyOf(hosts);
    }

    /** Returns the lines between hosts, those between the same two together. Where there would be too many, a line is several pseudowires. */
    List<Strand> strands() {
        Map<List<String>, List<Wire>> pairs = new TreeMap<>(
                Comparator.comparing((List<String> two) -> two.get(0)).thenComparing(two -> two.get(1)));
        wires.forEach(wire ->
                pairs.computeIfAbsent(wire.hosts(), two -> new ArrayList<>()).add(wire));
        List<Strand> strands = new ArrayList<>();
        pairs.forEach((two, between) -> {
            if (between.size() > MOST_BETWEEN_TWO || wires.size() > MOST_IN_ALL) {
                byLook(between).forEach((look, some) -> strands.add(new Strand(two, look, some)));
            } else {
                between.forEach(wire -> strands.add(new Strand(two, wire.look(), List.of(wire))));
            }
        });
        return strands;
    }

    private static Map<Look, List<Wire>> byLook(List<Wire> wires) {
        Map<Look, List<Wire>> looks = new EnumMap<>(Look.class);
        wires.forEach(wire ->
                looks.computeIfAbsent(wire.look(), look -> new ArrayList<>()).add(wire));
        return looks;
    }

    /** Returns the tunnels between two hosts that carry more than one pseudowire. */
    Set<String> sharedTunnels(List<String> two) {
        Set<String> seen = new TreeSet<>();
        Set<String> shared = new TreeSet<>();
        for (Wire wire : wires) {
            if (wire.hosts().equals(two) && !seen.add(wire.tunnel())) {
                shared.add(wire.tunnel());
            }
        }
        return shared;
    }

    /** Returns how many pseudowires have each look that is there. */
    Map<Look, Integer> counts() {
        Map<Look, Integer> counts = new EnumMap<>(Look.class);
        wires.forEach(wire -> counts.merge(wire.look(), 1, Integer::sum));
        return counts;
    }

    /** Returns what a legend says of a look. */
    static String meaning(Look look, int count) {
        return look.marked(look.word()) + ": " + count;
    }

    /** Returns the picture in a sentence. */
    String summary() {
        return counted(hosts().size(), "host") + ", " + counted(wires.size(), "pseudowire");
    }

    /** Returns what stands below the title. */
    String subtitle() {
        return occasion.isEmpty() ? summary() : occasion + " · " + summary();
    }

    /** Returns whether there is more to say of pseudowires than that there should be some, so that it takes a legend. */
    boolean isAboutMore() {
        return wires.stream().anyMatch(wire -> wire.look() != Look.PLAIN);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
