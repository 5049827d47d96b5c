package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.MacAddress;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import java.util.Locale;
import java.util.Optional;

/** Tunnels, sessions and their interfaces as JSON. What has its usual value is left out. Cookies are the caller's to write. */
final class SpecJson {
    private SpecJson() {}

    static void put(JsonObject json, TunnelSpec tunnel) {
        json.put("tunnel_id", Integer.toUnsignedLong(tunnel.tunnelId().bits()));
        json.put("peer_tunnel_id", Integer.toUnsignedLong(tunnel.peerTunnelId().bits()));
        json.put("encap", tunnel.encapsulation().type().toString());
        json.put("local", tunnel.local().toString());
        json.put("remote", tunnel.remote().toString());
        tunnel.encapsulation().udp().ifPresent(udp -> {
            json.put("udp_sport", udp.source().number());
            json.put("udp_dport", udp.destination().number());
            putFlag(json, "udp_csum", udp.checksums().ipv4(), UdpChecksums.DEFAULT.ipv4());
            putFlag(json, "udp6_csum_tx", udp.checksums().ipv6Sent(), UdpChecksums.DEFAULT.ipv6Sent());
            putFlag(json, "udp6_csum_rx", udp.checksums().ipv6Required(), UdpChecksums.DEFAULT.ipv6Required());
        });
    }

    static TunnelSpec readTunnel(Document json) throws ExchangeException {
        Encapsulation encapsulation = switch (json.text("encap")) {
            case "ip" -> new Encapsulation.Ip();
            case "udp" ->
                new Encapsulation.Udp(
                        readPort(json, "udp_sport"),
                        readPort(json, "udp_dport"),
                        new UdpChecksums(
                                json.flag("udp_csum", UdpChecksums.DEFAULT.ipv4()),
                                json.flag("udp6_csum_tx", UdpChecksums.DEFAULT.ipv6Sent()),
                                json.flag("udp6_csum_rx", UdpChecksums.DEFAULT.ipv6Required())));
            default -> throw new ExchangeException("field 'encap' is an encapsulation that this version does not know");
        };
        return Document.checked(
                "tunnel",
                () -> new TunnelSpec(
                        new TunnelId(json.unsigned("tunnel_id")),
                        new TunnelId(json.unsigned("peer_tunnel_id")),
                        json.value("local", IpAddress::parse),
                        json.value("remote", IpAddress::parse),
                        encapsulation));
    }

    private static UdpPort readPort(Document json, String field) throws ExchangeException {
        int number = json.integer(field);
        return Document.checked(field, () -> new UdpPort(number));
    }

    static void putIds(JsonObject json, SessionSpec session) {
        json.put("tunnel_id", Integer.toUnsignedLong(session.tunnelId().bits()));
        json.put("session_id", Integer.toUnsignedLong(session.sessionId().bits()));
        json.put(
                "peer_session_id",
                Integer.toUnsignedLong(session.peerSessionId().bits()));
    }

    /** Puts what a session has besides IDs and cookies. */
    static void putSettings(JsonObject json, SessionSpec session) {
        if (session.l2spec() != L2SpecType.DEFAULT) {
            json.put("l2spec_type", session.l2spec().toString());
        }
        if (session.seq() != SequenceNumbers.NONE) {
            json.put("seq", session.seq().toString());
        }
        putFlag(json, "lns_mode", session.lnsMode(), false);
        if (session.reorderTimeoutMillis() != 0) {
            json.put("reorder_timeout", session.reorderTimeoutMillis());
        }
    }

    static SessionSpec readSession(Document json) throws ExchangeException {
        return Document.checked(
                "session",
                () -> new SessionSpec(
                        new TunnelId(json.unsigned("tunnel_id")),
                        new SessionId(json.unsigned("session_id")),
                        new SessionId(json.unsigned("peer_session_id")),
                        json.optionalValue("cookie", Cookie::parse),
                        json.optionalValue("peer_cookie", Cookie::parse),
                        json.optionalValue("l2spec_type", text -> L2SpecType.valueOf(text.toUpperCase(Locale.ROOT)))
                                .orElse(L2SpecType.DEFAULT),
                        json.optionalValue("seq", text -> SequenceNumbers.valueOf(text.toUpperCase(Locale.ROOT)))
                                .orElse(SequenceNumbers.NONE),
                        json.flag("lns_mode", false),
                        json.integer("reorder_timeout", 0)));
    }

    static void put(JsonObject json, LinkSpec link) {
        json.put("interface", link.name().text());
        json.put("mtu", link.mtu());
        putText(json, "bridge", link.bridge());
        putText(json, "mac", link.mac());
        JsonArray addresses = new JsonArray();
        link.addresses().forEach(address -> addresses.add(address.toString()));
        json.put("addresses", addresses);
    }

    static LinkSpec readLink(Document json) throws ExchangeException {
        return Document.checked(
                "interface",
                () -> new LinkSpec(
                        json.value("interface", InterfaceName::new),
                        json.integer("mtu"),
                        json.texts("addresses", SpecJson::readAddress),
                        json.optionalValue("bridge", InterfaceName::new),
                        json.optionalValue("mac", MacAddress::parse)));
    }

    private static InterfaceAddress readAddress(String text) {
        int peer = text.indexOf(" peer ");
        if (peer < 0) {
            return InterfaceAddress.parse(text);
        }
        InterfaceAddress far = InterfaceAddress.parse(text.substring(peer + " peer ".length()));
        return new InterfaceAddress(
                IpAddress.parse(text.substring(0, peer)), far.prefixLength(), Optional.of(far.address()));
    }

    static void putText(JsonObject json, String field, Optional<?> value) {
        value.ifPresent(text -> json.put(field, text.toString()));
    }

    static void putFlag(JsonObject json, String field, boolean value, boolean usual) {
        if (value != usual) {
            json.put(field, value);
        }
    }
}
