package io.pairwire.model;

import java.util.List;
import java.util.Optional;

/**
 * What a pseudowire's interface should be; it is always up.
 *
 * @param mtu in octets of payload above the inner Ethernet header
 * @param bridge the bridge that it is a port of, if of any
 * @param mac absent where the kernel's random one is as good as any
 */
public record LinkSpec(
        InterfaceName name,
        int mtu,
        List<InterfaceAddress> addresses,
        Optional<InterfaceName> bridge,
        Optional<MacAddress> mac) {
    public LinkSpec {
        addresses = List.copyOf(addresses);
    }

    /** Returns this with another MAC address. */
    public LinkSpec withMac(Optional<MacAddress> other) {
        return new LinkSpec(name, mtu, addresses, bridge, other);
    }
}
