package io.pairwire.playbook;

import io.pairwire.inventory.InventoryHost;
import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireEnd;
import io.pairwire.model.Side;
import io.pairwire.model.TunnelEnd;
import java.util.Optional;
import java.util.function.Function;

/** What a condition is asked about: a pseudowire, and what the inventory knows of its hosts. */
record Subject(Pseudowire pseudowire, Function<HostName, Optional<InventoryHost>> inventory) {
    PseudowireEnd end(Side side) {
        return pseudowire.end(side);
    }

    TunnelEnd tunnelEnd(Side side) {
        return pseudowire.tunnel().end(side);
    }

    Optional<InventoryHost> host(Side side) {
        return inventory.apply(tunnelEnd(side).host());
    }
}
