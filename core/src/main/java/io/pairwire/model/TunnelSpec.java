package io.pairwire.model;

/**
 * One host's half of a tunnel, in the words of {@code ip l2tp}: what its kernel is told, or says it carries.
 *
 * @param tunnelId what this host assigned
 * @param peerTunnelId what the peer assigned
 * @param local this host's outer address
 * @param remote the peer's outer address, of the same family
 */
public record TunnelSpec(
        TunnelId tunnelId, TunnelId peerTunnelId, IpAddress local, IpAddress remote, Encapsulation encapsulation) {
    public TunnelSpec {
        if (local.family() != remote.family()) {
            throw new IllegalArgumentException("local and remote must be of one family");
        }
    }
}
