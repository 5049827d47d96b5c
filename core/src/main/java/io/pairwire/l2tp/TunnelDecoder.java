package io.pairwire.l2tp;

import io.pairwire.model.Encapsulation;
import io.pairwire.model.IpAddress;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Decoder;
import io.pairwire.netlink.GenericNetlink;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import java.util.Optional;

/** Reads a tunnel of whatever kind: ours, L2TPv2's, or half-made by somebody's own netlink code. */
enum TunnelDecoder implements Decoder<TunnelState> {
    INSTANCE;

    @Override
    public Optional<TunnelState> decode(Message message) throws NetlinkException {
        return GenericNetlink.command(message) == Attribute.L2TP_CMD_TUNNEL_GET
                ? Optional.of(stateIn(message))
                : Optional.empty();
    }

    /** Returns the tunnel in a message, whatever its command. */
    static TunnelState stateIn(Message message) throws NetlinkException {
        return Fields.of(message).state();
    }

    /** What the attributes said, as far as they said it. */
    private static final class Fields {
        private int tunnelId;
        private int peerTunnelId;
        private int version;
        private int encapsulation = -1;
        private Optional<IpAddress> local = Optional.empty();
        private Optional<IpAddress> remote = Optional.empty();
        private int sourcePort;
        private int destinationPort;
        private boolean checksum4;
        private boolean zeroChecksum6Sent;
        private boolean zeroChecksum6Taken;
        private Statistics statistics = Statistics.ZERO;

        static Fields of(Message message) throws NetlinkException {
            Fields fields = new Fields();
            Attributes attributes = message.attributes(GenericNetlink.HEADER_OCTETS);
            while (attributes.next()) {
                fields.read(attributes);
            }
            return fields;
        }

        private void read(Attributes attribute) throws NetlinkException {
            switch (attribute.type()) {
                case Attribute.L2TP_ATTR_CONN_ID -> tunnelId = attribute.s32();
                case Attribute.L2TP_ATTR_PEER_CONN_ID -> peerTunnelId = attribute.s32();
                case Attribute.L2TP_ATTR_PROTO_VERSION -> version = attribute.u8();
                case Attribute.L2TP_ATTR_ENCAP_TYPE -> encapsulation = attribute.u16();
                case Attribute.L2TP_ATTR_IP_SADDR -> local = Optional.of(ipv4(attribute));
                case Attribute.L2TP_ATTR_IP_DADDR -> remote = Optional.of(ipv4(attribute));
                case Attribute.L2TP_ATTR_IP6_SADDR -> local = Optional.of(ipv6(attribute));
                case Attribute.L2TP_ATTR_IP6_DADDR -> remote = Optional.of(ipv6(attribute));
                case Attribute.L2TP_ATTR_UDP_SPORT -> sourcePort = attribute.u16();
                case Attribute.L2TP_ATTR_UDP_DPORT -> destinationPort = attribute.u16();
                case Attribute.L2TP_ATTR_UDP_CSUM -> checksum4 = attribute.u8() != 0;
                case Attribute.L2TP_ATTR_UDP_ZERO_CSUM6_TX -> zeroChecksum6Sent = true;
                case Attribute.L2TP_ATTR_UDP_ZERO_CSUM6_RX -> zeroChecksum6Taken = true;
                case Attribute.L2TP_ATTR_STATS -> statistics = StatisticsDecoder.decode(attribute.nested());
                default -> {}
            }
        }

        TunnelState state() {
            String oddity = oddity();
            return oddity.isEmpty() && local.isPresent() && remote.isPresent()
                    ? new TunnelState(tunnelId, Optional.of(spec(local.get(), remote.get())), "", statistics, raw())
                    : new TunnelState(tunnelId, Optional.empty(), oddity, statistics, raw());
        }

        private RawTunnel raw() {
            Optional<Encapsulation.Type> type = switch (encapsulation) {
                case Attribute.L2TP_ENCAPTYPE_UDP -> Optional.of(Encapsulation.Type.UDP);
                case Attribute.L2TP_ENCAPTYPE_IP -> Optional.of(Encapsulation.Type.IP);
                default -> Optional.empty();
            };
            return new RawTunnel(
                    peerTunnelId,
                    version,
                    type,
                    local,
                    remote,
                    sourcePort,
                    destinationPort,
                    checksum4,
                    zeroChecksum6Sent,
                    zeroChecksum6Taken);
        }

        private String oddity() {
            if (version != 3) {
                return "protocol version " + version;
            }
            if (tunnelId == 0 || peerTunnelId == 0) {
                return "a tunnel ID of 0";
            }
            if (local.isEmpty() || remote.isEmpty()) {
                return "no addresses";
            }
            if (local.get().family() != remote.get().family()) {
                return "addresses of two families";
            }
            return switch (encapsulation) {
                case Attribute.L2TP_ENCAPTYPE_UDP -> sourcePort == 0 || destinationPort == 0 ? "a UDP port of 0" : "";
                case Attribute.L2TP_ENCAPTYPE_IP -> "";
                case -1 -> "no encapsulation";
                default -> "encapsulation " + encapsulation;
            };
        }

        private TunnelSpec spec(IpAddress from, IpAddress to) {
            return new TunnelSpec(new TunnelId(tunnelId), new TunnelId(peerTunnelId), from, to, encapsulation(from));
        }

        private Encapsulation encapsulation(IpAddress from) {
            if (encapsulation == Attribute.L2TP_ENCAPTYPE_IP) {
                return new Encapsulation.Ip();
            }
            UdpChecksums checksums = from.family() == IpAddress.Family.IPV4
                    ? new UdpChecksums(checksum4, UdpChecksums.DEFAULT.ipv6Sent(), UdpChecksums.DEFAULT.ipv6Required())
                    : new UdpChecksums(UdpChecksums.DEFAULT.ipv4(), !zeroChecksum6Sent, !zeroChecksum6Taken);
            return new Encapsulation.Udp(new UdpPort(sourcePort), new UdpPort(destinationPort), checksums);
        }

        private static IpAddress ipv4(Attributes attribute) throws NetlinkException {
            return IpAddress.ipv4((int) attribute.bigEndian(0, 4));
        }

        private static IpAddress ipv6(Attributes attribute) throws NetlinkException {
            return IpAddress.ipv6(attribute.bigEndian(0, 8), attribute.bigEndian(8, 8));
        }
    }
}
