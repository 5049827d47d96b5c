package io.pairwire.kernel;

import io.pairwire.model.IpAddress;
import java.util.Optional;

/** A tunnel of the fake kernel, of any maker. Ports are 0 and checksum flags false where they do not apply. */
public record FakeTunnel(
        int id,
        int peerId,
        int version,
        int encapsulation,
        Optional<IpAddress> local,
        Optional<IpAddress> remote,
        int sourcePort,
        int destinationPort,
        boolean udpChecksum,
        boolean zeroChecksum6Sent,
        boolean zeroChecksum6Taken) {
    static final int UDP = 0;
    static final int IP = 1;

    /** A tunnel of xl2tpd's kind: L2TPv2, over IPv4 and port 1701. */
    public static FakeTunnel l2tpv2(int id, IpAddress local, IpAddress remote) {
        return new FakeTunnel(id, id, 2, UDP, Optional.of(local), Optional.of(remote), 1701, 1701, false, false, false);
    }

    /** A tunnel over IPv4 and UDP as {@code ip l2tp} makes it. */
    public static FakeTunnel udp(
            int id, int peerId, IpAddress local, IpAddress remote, int sourcePort, int destinationPort) {
        return new FakeTunnel(
                id,
                peerId,
                3,
                UDP,
                Optional.of(local),
                Optional.of(remote),
                sourcePort,
                destinationPort,
                false,
                false,
                false);
    }
}
