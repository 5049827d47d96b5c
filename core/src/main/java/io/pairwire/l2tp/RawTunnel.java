package io.pairwire.l2tp;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.IpAddress;
import java.util.Optional;

/**
 * A tunnel's attributes as the kernel tells them, whoever made it and whether or not they make sense. A number is 0 and a flag false
 * where the kernel tells none.
 *
 * @param peerTunnelId 32 bits, unsigned
 * @param version 2 or 3, or whatever its maker said
 * @param encapsulation nothing for one that has no name
 * @param checksum4 whether IPv4 packets carry a UDP checksum
 * @param zeroChecksum6Sent whether IPv6 packets carry none
 * @param zeroChecksum6Taken whether IPv6 packets without one are taken
 */
public record RawTunnel(
        int peerTunnelId,
        int version,
        Optional<Encapsulation.Type> encapsulation,
        Optional<IpAddress> local,
        Optional<IpAddress> remote,
        int sourcePort,
        int destinationPort,
        boolean checksum4,
        boolean zeroChecksum6Sent,
        boolean zeroChecksum6Taken) {}
