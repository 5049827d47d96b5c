package io.pairwire.model;

/**
 * Which UDP checksums an end of a tunnel makes and demands. The kernel hears {@link #ipv4} for IPv4 and the other two for IPv6.
 *
 * @param ipv4 whether IPv4 packets carry one ({@code L2TP_ATTR_UDP_CSUM})
 * @param ipv6Sent whether IPv6 packets carry one (no {@code L2TP_ATTR_UDP_ZERO_CSUM6_TX})
 * @param ipv6Required whether IPv6 packets without one are dropped (no {@code L2TP_ATTR_UDP_ZERO_CSUM6_RX})
 */
public record UdpChecksums(boolean ipv4, boolean ipv6Sent, boolean ipv6Required) {
    /** What {@code ip l2tp} does when told nothing: off for IPv4, on for IPv6. */
    public static final UdpChecksums DEFAULT = new UdpChecksums(false, true, true);

    /** Returns these with what packets of a family never look at set to the default, so that equal halves compare equal. */
    public UdpChecksums relevantTo(IpAddress.Family family) {
        return family == IpAddress.Family.IPV4
                ? new UdpChecksums(ipv4, DEFAULT.ipv6Sent, DEFAULT.ipv6Required)
                : new UdpChecksums(DEFAULT.ipv4, ipv6Sent, ipv6Required);
    }
}
