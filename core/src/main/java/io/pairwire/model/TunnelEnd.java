package io.pairwire.model;

import java.util.Optional;

/**
 * One end of a tunnel: what this LCCE assigns, and so what the far end must send to it.
 *
 * @param udpPort present exactly where the tunnel's encapsulation is UDP
 */
public record TunnelEnd(HostName host, IpAddress local, TunnelId tunnelId, Optional<UdpPort> udpPort) {}
