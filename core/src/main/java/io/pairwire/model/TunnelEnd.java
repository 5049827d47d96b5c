package io.pairwire.model;

import java.util.Optional;

/**
 * One end of a tunnel: what this LCCE assigns, and so what the far end must send to it.
 *
 * @param netns the network namespace of the host where this end lives; absent for the host's own
 * @param udpPort present exactly where the tunnel's encapsulation is UDP
 * @param checksums which this end makes and demands; without meaning where the encapsulation is IP
 */
public record TunnelEnd(
        HostName host,
        Optional<NetnsName> netns,
        IpAddress local,
        TunnelId tunnelId,
        Optional<UdpPort> udpPort,
        UdpChecksums checksums) {}
