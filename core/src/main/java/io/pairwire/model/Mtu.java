package io.pairwire.model;

/** The arithmetic of a pseudowire's MTU, as {@code l2tp_eth_adjust_mtu} of the kernel does it. */
public final class Mtu {
    /** The inner Ethernet header, without a tag (kernel {@code ETH_HLEN}). */
    private static final int ETHERNET_HEADER_OCTETS = 14;

    private Mtu() {}

    /**
     * Returns the largest MTU whose packets fit the underlay whole in both directions.
     *
     * <p>The kernel counts only the cookie that a host sends; the longer of the two makes both ends equal.
     *
     * @param underlay the MTU of the path between the hosts, in octets
     */
    public static int fitting(
            int underlay,
            IpAddress.Family family,
            Encapsulation.Type encapsulation,
            AssignedCookie one,
            AssignedCookie other,
            L2SpecType l2spec) {
        return underlay
                - family.headerOctets()
                - encapsulation.headerOctets()
                - Math.max(one.octets(), other.octets())
                - l2spec.octets()
                - ETHERNET_HEADER_OCTETS;
    }
}
