package io.pairwire.cli;

import io.pairwire.model.IpAddress;
import io.pairwire.plan.Mirror;
import io.pairwire.topology.EndOrigins;
import io.pairwire.topology.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows that are shown of where an end's values come from: what the topology gives, and what comes of the two ends' facing each other. */
final class OriginRows {
    private OriginRows() {}

    static List<Origin> of(EndOrigins end) {
        List<Origin> rows = new ArrayList<>(end.parameters());
        List<String> peers = Mirror.half(end.pseudowire(), end.side()).session().link().addresses().stream()
                .flatMap(address -> address.peer().stream())
                .map(IpAddress::toString)
                .toList();
        if (!peers.isEmpty()) {
            rows.add(new Origin(
                    "peer_address",
                    String.join(", ", peers),
                    Origin.Kind.DERIVED,
                    "derived: the far end's address",
                    Optional.empty()));
        }
        return rows;
    }
}
