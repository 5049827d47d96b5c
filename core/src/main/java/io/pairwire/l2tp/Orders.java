package io.pairwire.l2tp;

import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.netlink.GenericFamily;
import io.pairwire.netlink.Meanings;
import io.pairwire.netlink.Payload;
import io.pairwire.netlink.Request;
import java.util.Optional;

/** The orders as bytes, in the order of attributes that {@code ip l2tp} has; what it sends and the kernel ignores is left out. */
final class Orders {
    private static final int PROTOCOL_VERSION = 3;

    private final GenericFamily family;

    Orders(GenericFamily family) {
        this.family = family;
    }

    Request createTunnel(TunnelSpec tunnel) {
        boolean udp = tunnel.encapsulation().type() == Encapsulation.Type.UDP;
        Payload payload = begin(Attribute.L2TP_CMD_TUNNEL_CREATE)
                .s32(Attribute.L2TP_ATTR_CONN_ID, tunnel.tunnelId().bits())
                .s32(Attribute.L2TP_ATTR_PEER_CONN_ID, tunnel.peerTunnelId().bits())
                .u8(Attribute.L2TP_ATTR_PROTO_VERSION, PROTOCOL_VERSION)
                .u16(Attribute.L2TP_ATTR_ENCAP_TYPE, udp ? Attribute.L2TP_ENCAPTYPE_UDP : Attribute.L2TP_ENCAPTYPE_IP);
        boolean ipv6 = tunnel.local().family() == IpAddress.Family.IPV6;
        if (ipv6) {
            payload.bigEndian128(
                            Attribute.L2TP_ATTR_IP6_SADDR,
                            tunnel.local().high(),
                            tunnel.local().low())
                    .bigEndian128(
                            Attribute.L2TP_ATTR_IP6_DADDR,
                            tunnel.remote().high(),
                            tunnel.remote().low());
        } else {
            payload.bigEndian(Attribute.L2TP_ATTR_IP_SADDR, tunnel.local().low(), 4)
                    .bigEndian(Attribute.L2TP_ATTR_IP_DADDR, tunnel.remote().low(), 4);
        }
        Optional<Encapsulation.Udp> ports = tunnel.encapsulation().udp();
        if (ports.isPresent()) {
            payload.u16(Attribute.L2TP_ATTR_UDP_SPORT, ports.get().source().number())
                    .u16(
                            Attribute.L2TP_ATTR_UDP_DPORT,
                            ports.get().destination().number());
            putChecksums(payload, ports.get().checksums(), ipv6);
        }
        Meanings meanings = udp ? L2tpMeanings.TUNNEL_CREATE_UDP : L2tpMeanings.TUNNEL_CREATE_IP;
        return order("l2tp TUNNEL_CREATE", nameOf(tunnel.tunnelId()), payload, meanings);
    }

    Request createSession(SessionSpec session, Optional<InterfaceName> interfaceName) {
        Payload payload = begin(Attribute.L2TP_CMD_SESSION_CREATE)
                .s32(Attribute.L2TP_ATTR_CONN_ID, session.tunnelId().bits())
                .s32(Attribute.L2TP_ATTR_SESSION_ID, session.sessionId().bits())
                .s32(
                        Attribute.L2TP_ATTR_PEER_SESSION_ID,
                        session.peerSessionId().bits())
                .u16(Attribute.L2TP_ATTR_PW_TYPE, Attribute.L2TP_PWTYPE_ETH)
                // Left out, it would be "default" to the kernel, but other tools differ: say it.
                .u8(
                        Attribute.L2TP_ATTR_L2SPEC_TYPE,
                        session.l2spec() == L2SpecType.NONE
                                ? Attribute.L2TP_L2SPECTYPE_NONE
                                : Attribute.L2TP_L2SPECTYPE_DEFAULT);
        if (session.seq().required()) {
            payload.u8(Attribute.L2TP_ATTR_RECV_SEQ, 1);
        }
        if (session.seq().sent()) {
            payload.u8(Attribute.L2TP_ATTR_SEND_SEQ, 1);
        }
        if (session.lnsMode()) {
            payload.u8(Attribute.L2TP_ATTR_LNS_MODE, 1);
        }
        if (session.reorderTimeoutMillis() != 0) {
            payload.s64(Attribute.L2TP_ATTR_RECV_TIMEOUT, session.reorderTimeoutMillis());
        }
        putCookie(payload, Attribute.L2TP_ATTR_COOKIE, session.cookie());
        putCookie(payload, Attribute.L2TP_ATTR_PEER_COOKIE, session.peerCookie());
        interfaceName.ifPresent(name -> payload.string(Attribute.L2TP_ATTR_IFNAME, name.text()));
        String subject = nameOf(session.tunnelId(), session.sessionId());
        return order("l2tp SESSION_CREATE", subject, payload, L2tpMeanings.SESSION_CREATE);
    }

    Request modifySession(SessionSpec session) {
        Payload payload = begin(Attribute.L2TP_CMD_SESSION_MODIFY)
                .s32(Attribute.L2TP_ATTR_CONN_ID, session.tunnelId().bits())
                .s32(Attribute.L2TP_ATTR_SESSION_ID, session.sessionId().bits())
                .u8(Attribute.L2TP_ATTR_RECV_SEQ, session.seq().required() ? 1 : 0)
                .u8(Attribute.L2TP_ATTR_SEND_SEQ, session.seq().sent() ? 1 : 0)
                .u8(Attribute.L2TP_ATTR_LNS_MODE, session.lnsMode() ? 1 : 0)
                .s64(Attribute.L2TP_ATTR_RECV_TIMEOUT, session.reorderTimeoutMillis());
        String subject = nameOf(session.tunnelId(), session.sessionId());
        return order("l2tp SESSION_MODIFY", subject, payload, L2tpMeanings.SESSION_CHANGE);
    }

    Request deleteTunnel(TunnelId tunnelId) {
        Payload payload = begin(Attribute.L2TP_CMD_TUNNEL_DELETE).s32(Attribute.L2TP_ATTR_CONN_ID, tunnelId.bits());
        return order("l2tp TUNNEL_DELETE", nameOf(tunnelId), payload, L2tpMeanings.TUNNEL_DELETE);
    }

    Request deleteSession(TunnelId tunnelId, SessionId sessionId) {
        Payload payload = begin(Attribute.L2TP_CMD_SESSION_DELETE)
                .s32(Attribute.L2TP_ATTR_CONN_ID, tunnelId.bits())
                .s32(Attribute.L2TP_ATTR_SESSION_ID, sessionId.bits());
        return order("l2tp SESSION_DELETE", nameOf(tunnelId, sessionId), payload, L2tpMeanings.SESSION_CHANGE);
    }

    static String nameOf(TunnelId tunnelId) {
        return "tunnel " + tunnelId;
    }

    static String nameOf(TunnelId tunnelId, SessionId sessionId) {
        return "session " + sessionId + " of tunnel " + tunnelId;
    }

    /** To the kernel an attribute's presence is the value, so what is off is left out. */
    private static void putChecksums(Payload payload, UdpChecksums checksums, boolean ipv6) {
        if (!ipv6 && checksums.ipv4()) {
            payload.u8(Attribute.L2TP_ATTR_UDP_CSUM, 1);
        }
        if (ipv6 && !checksums.ipv6Sent()) {
            payload.flag(Attribute.L2TP_ATTR_UDP_ZERO_CSUM6_TX);
        }
        if (ipv6 && !checksums.ipv6Required()) {
            payload.flag(Attribute.L2TP_ATTR_UDP_ZERO_CSUM6_RX);
        }
    }

    private static void putCookie(Payload payload, int type, Optional<Cookie> cookie) {
        if (cookie.isPresent()) {
            payload.bigEndian(type, cookie.get().value(), cookie.get().length());
        }
    }

    private Payload begin(int command) {
        return Payload.generic(command, family.version());
    }

    private Request order(String verb, String subject, Payload payload, Meanings meanings) {
        return Request.write(verb, subject, family.id(), 0, payload, meanings);
    }
}
