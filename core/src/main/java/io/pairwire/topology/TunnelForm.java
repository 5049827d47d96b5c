package io.pairwire.topology;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.Side;
import io.pairwire.model.Tunnel;
import io.pairwire.model.TunnelEnd;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelName;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import java.util.Optional;

/**
 * A sound tunnel, but for the numbers that are to be allocated.
 *
 * @param holder to whom they are
 */
record TunnelForm(Holder holder, TunnelName name, End a, End b) {
    /** One end; what is absent is to be allocated, but for the port of an end without UDP. */
    record End(
            HostName host,
            Optional<NetnsName> netns,
            IpAddress local,
            Optional<TunnelId> tunnelId,
            boolean udp,
            Optional<UdpPort> udpPort,
            UdpChecksums checksums) {
        private TunnelEnd filled(Holding holding, Side side) {
            return new TunnelEnd(
                    host,
                    netns,
                    local,
                    tunnelId.orElseGet(() -> holding.tunnelId(side)),
                    udp && udpPort.isEmpty() ? Optional.of(holding.udpPort(side)) : udpPort,
                    checksums);
        }
    }

    /** Returns the tunnel with what was allocated to its holder. */
    Tunnel filled(Holding holding) {
        return new Tunnel(name, a.filled(holding, Side.A), b.filled(holding, Side.B));
    }
}
