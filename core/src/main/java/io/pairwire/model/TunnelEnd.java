package io.pairwire.model;

import java.util.Optional;

/**
 * One end of a tunnel: what this LCCE assigns, and so what the far end must send to it.
 *
 * @param udpPort present exactly where the tunnel's encapsulation is UDP
 */
public record TunnelEnd(HostName host, IpAddress local, TunnelId tunnelId, Optional<UdpPort> udpPort) {
    /** Returns this end's half as its kernel wants it told, given the end it faces. */
    public TunnelSpec facing(TunnelEnd far, UdpChecksums checksums) {
        Encapsulation encapsulation = udpPort.<Encapsulation>map(
                        port -> new Encapsulation.Udp(port, far.udpPort.orElseThrow(), checksums))
                .orElseGet(Encapsulation.Ip::new);
        return new TunnelSpec(tunnelId, far.tunnelId, local, far.local, encapsulation);
    }
}
