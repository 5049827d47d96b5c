package io.pairwire.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One line of a picture between two hosts: a pseudowire, or several of one look together.
 *
 * @param hosts the two, in the order of their names
 * @param wires at least one
 */
record Strand(List<String> hosts, Look look, List<Wire> wires) {
    Strand {
        hosts = List.copyOf(hosts);
        wires = List.copyOf(wires);
    }

    boolean isBundle() {
        return wires.size() > 1;
    }

    /** Returns the only pseudowire of it, or the first. */
    Wire first() {
        return wires.get(0);
    }

    /** Returns what stands beside the line, its name first, a text each; interfaces as at these two hosts. */
    List<String> label(List<String> order) {
        List<String> lines = new ArrayList<>();
        if (isBundle()) {
            lines.add(look.marked(wires.size() + " pseudowires"));
            lines.addAll(finding());
            return lines;
        }
        Wire wire = first();
        lines.add(look.marked(wire.name()) + (wire.figure().isEmpty() ? "" : " · " + wire.figure()));
        lines.addAll(finding());
        if (wire.namesInterfaces()) {
            lines.add(wire.interfaces(order));
        }
        return lines;
    }

    private List<String> finding() {
        return look.isFinding() ? List.of(look.word()) : List.of();
    }

    /** Returns a label that names the tunnel too, where it carries others beside this line's. */
    List<String> label(Set<String> sharedTunnels) {
        List<String> lines = new ArrayList<>(label(hosts));
        Set<String> tunnels = new TreeSet<>();
        wires.forEach(wire -> tunnels.add(wire.tunnel()));
        if (tunnels.size() > 1) {
            lines.add("in " + tunnels.size() + " tunnels");
        } else if (sharedTunnels.containsAll(tunnels)) {
            lines.add("tunnel " + first().tunnel());
        }
        return lines;
    }

    /** Returns all there is to say, a line each. */
    List<String> account() {
        if (!isBundle()) {
            return first().account();
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.join(" – ", hosts) + ", " + look.word() + ":");
        wires.forEach(wire -> lines.add(wire.name() + (wire.figure().isEmpty() ? "" : ", " + wire.figure())));
        return lines;
    }
}
