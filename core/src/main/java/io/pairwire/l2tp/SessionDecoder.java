package io.pairwire.l2tp;

import io.pairwire.model.Cookie;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelId;
import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Decoder;
import io.pairwire.netlink.GenericNetlink;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import java.util.Optional;

/** Reads a session of whatever kind. Of a cookie that is none of ours only the length is taken. */
enum SessionDecoder implements Decoder<SessionState> {
    INSTANCE;

    @Override
    public Optional<SessionState> decode(Message message) throws NetlinkException {
        return GenericNetlink.command(message) == Attribute.L2TP_CMD_SESSION_GET
                ? Optional.of(stateIn(message))
                : Optional.empty();
    }

    /** Returns the session in a message, whatever its command. */
    static SessionState stateIn(Message message) throws NetlinkException {
        return Fields.of(message).state();
    }

    /** What the attributes said, as far as they said it. */
    private static final class Fields {
        private int tunnelId;
        private int sessionId;
        private int peerTunnelId;
        private int peerSessionId;
        private int pseudowireType;
        private String interfaceName = "";
        private Optional<Cookie> cookie = Optional.empty();
        private Optional<Cookie> peerCookie = Optional.empty();
        private int oddCookieOctets;
        private boolean sequenceSent;
        private boolean sequenceRequired;
        private boolean lnsMode;
        private long reorderTimeoutMillis;
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
                case Attribute.L2TP_ATTR_SESSION_ID -> sessionId = attribute.s32();
                case Attribute.L2TP_ATTR_PEER_CONN_ID -> peerTunnelId = attribute.s32();
                case Attribute.L2TP_ATTR_PEER_SESSION_ID -> peerSessionId = attribute.s32();
                case Attribute.L2TP_ATTR_PW_TYPE -> pseudowireType = attribute.u16();
                case Attribute.L2TP_ATTR_IFNAME -> interfaceName = attribute.string();
                case Attribute.L2TP_ATTR_COOKIE -> cookie = cookie(attribute);
                case Attribute.L2TP_ATTR_PEER_COOKIE -> peerCookie = cookie(attribute);
                case Attribute.L2TP_ATTR_RECV_SEQ -> sequenceRequired = attribute.u8() != 0;
                case Attribute.L2TP_ATTR_SEND_SEQ -> sequenceSent = attribute.u8() != 0;
                case Attribute.L2TP_ATTR_LNS_MODE -> lnsMode = attribute.u8() != 0;
                case Attribute.L2TP_ATTR_RECV_TIMEOUT -> reorderTimeoutMillis = attribute.s64();
                case Attribute.L2TP_ATTR_STATS -> statistics = StatisticsDecoder.decode(attribute.nested());
                default -> {}
            }
        }

        private Optional<Cookie> cookie(Attributes attribute) throws NetlinkException {
            int octets = attribute.octets();
            if (octets == 0) {
                return Optional.empty();
            }
            if (octets != 4 && octets != 8) {
                oddCookieOctets = octets;
                return Optional.empty();
            }
            return Optional.of(new Cookie(attribute.bigEndian(0, octets), octets));
        }

        SessionState state() {
            String oddity = oddity();
            return oddity.isEmpty()
                    ? new SessionState(tunnelId, sessionId, Optional.of(ethernet()), "", statistics, raw())
                    : new SessionState(tunnelId, sessionId, Optional.empty(), oddity, statistics, raw());
        }

        private RawSession raw() {
            return new RawSession(
                    peerTunnelId,
                    peerSessionId,
                    interfaceName,
                    cookie,
                    peerCookie,
                    SequenceNumbers.of(sequenceSent, sequenceRequired),
                    lnsMode,
                    reorderTimeoutMillis);
        }

        private String oddity() {
            if (pseudowireType != Attribute.L2TP_PWTYPE_ETH) {
                return "pseudowire type " + pseudowireType;
            }
            if (tunnelId == 0) {
                return "a tunnel ID of 0";
            }
            if (sessionId == 0 || peerSessionId == 0) {
                return "a session ID of 0";
            }
            if (oddCookieOctets != 0) {
                return "a cookie of " + oddCookieOctets + (oddCookieOctets == 1 ? " octet" : " octets");
            }
            if (!isInterfaceName(interfaceName)) {
                return interfaceName.isEmpty() ? "no interface" : "an interface name of other characters";
            }
            return "";
        }

        private EthernetSession ethernet() {
            return new EthernetSession(
                    new TunnelId(tunnelId),
                    new SessionId(sessionId),
                    new SessionId(peerSessionId),
                    new InterfaceName(interfaceName),
                    cookie,
                    peerCookie,
                    SequenceNumbers.of(sequenceSent, sequenceRequired),
                    lnsMode,
                    reorderTimeoutMillis);
        }

        /** The kernel takes names of other than ASCII characters, the model does not. */
        private static boolean isInterfaceName(String text) {
            try {
                return !new InterfaceName(text).text().isEmpty();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
