package io.pairwire.graph;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pseudowire, as a picture shows it.
 *
 * @param tunnel what tells its tunnel from others between the same two hosts
 * @param figure something short beside its name, such as a time; may be empty
 * @param story what else there is to say of it; may be empty
 */
public record Wire(String name, String tunnel, WireEnd a, WireEnd b, Look look, String figure, String story) {
    /** By tunnel, then by name; one that goes comes after one that stays. */
    static final Comparator<Wire> ORDER = Comparator.comparing(Wire::tunnel)
            .thenComparing(Wire::name)
            .thenComparing(Wire::look)
            .thenComparing(wire -> wire.a().toString())
            .thenComparing(wire -> wire.b().toString());

    /** Returns this with another look, and what there is to say of it. */
    Wire with(Look other, String why) {
        return new Wire(name, tunnel, a, b, other, figure, why);
    }

    /** Returns its two hosts, in the order of their names. */
    List<String> hosts() {
        return a.host().compareTo(b.host()) <= 0 ? List.of(a.host(), b.host()) : List.of(b.host(), a.host());
    }

    /** Returns the end at one of its hosts. */
    WireEnd at(String host) {
        return a.host().equals(host) ? a : b;
    }

    /** Returns whether an interface has another name than the pseudowire. */
    boolean namesInterfaces() {
        return !(a.interfaceName().equals(name) && b.interfaceName().equals(name))
                && !(a.interfaceName().isEmpty() && b.interfaceName().isEmpty());
    }

    /** Returns the interfaces at two hosts, in this order. */
    String interfaces(List<String> hosts) {
        return shown(at(hosts.get(0))) + " ↔ " + shown(at(hosts.get(1)));
    }

    private static String shown(WireEnd end) {
        return end.interfaceName().isEmpty() ? "?" : end.interfaceName();
    }

    /** Returns all there is to say of it, a line each. */
    List<String> account() {
        return Stream.of(
                        look.marked(name)
                                + (look == Look.PLAIN ? "" : " (" + look.word() + ")")
                                + (figure.isEmpty() ? "" : ", " + figure),
                        "a: " + a,
                        "b: " + b,
                        "tunnel " + tunnel,
                        story)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
