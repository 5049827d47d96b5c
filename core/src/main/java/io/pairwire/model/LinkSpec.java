package io.pairwire.model;

import java.util.List;

/**
 * What a pseudowire's interface should be; it is always up.
 *
 * @param mtu in octets of payload above the inner Ethernet header
 */
public record LinkSpec(InterfaceName name, int mtu, List<InterfaceAddress> addresses) {
    public LinkSpec {
        addresses = List.copyOf(addresses);
    }
}
