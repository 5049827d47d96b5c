package io.pairwire.model;

import java.util.List;

/** Everything one topology file asks for, every value settled: the scope of ownership and its pseudowires in file order. */
public record Topology(TopologyName name, List<Pseudowire> pseudowires) {
    public Topology {
        pseudowires = List.copyOf(pseudowires);
    }
}
