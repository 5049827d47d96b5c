package io.pairwire.reconcile;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.MacAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network interface as a host's kernel shows it.
 *
 * @param index the kernel's number for it
 * @param name as it is now, whatever name it was made with
 * @param alias empty where it has none
 * @param addresses all but those that the kernel gives by itself
 * @param bridge the bridge that it is a port of; absent too where its master is no bridge
 * @param mac absent where it is no Ethernet interface
 * @param isBridge whether it can have ports itself
 */
public record CarriedLink(
        int index,
        String name,
        String alias,
        int mtu,
        boolean up,
        List<InterfaceAddress> addresses,
        Optional<InterfaceName> bridge,
        Optional<MacAddress> mac,
        boolean isBridge) {
    public CarriedLink {
        addresses = List.copyOf(addresses);
    }

    /** Returns what it is as what it should be would say it. */
    public LinkSpec spec() {
        return new LinkSpec(new InterfaceName(name), mtu, addresses, bridge, mac);
    }
}
