package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.MacAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.MadeCookies;
import io.pairwire.plan.PlannedSession;
import io.pairwire.plan.PlannedTunnel;
import java.util.Locale;
import java.util.Optional;

/** A host's plan as JSON. What has its usual value is left out; an unknown field is passed over. */
final class HostPlanJson {
    /** Whom the JSON is for, and so what becomes of cookies. */
    enum Audience {
        /** The agent, over SSH: cookies whole. */
        AGENT,
        /** The manifest on the host: no word of cookies. */
        MANIFEST,
        /** People and their scripts: only how long cookies are, and nothing that serves the machine alone. */
        PEOPLE
    }

    private HostPlanJson() {}

    static JsonObject write(HostPlan plan, Audience audience) {
        JsonObject json = new JsonObject();
        if (audience != Audience.PEOPLE) {
            json.put("topology", plan.topology().text());
        }
        json.put("host", plan.host().text());
        JsonArray tunnels = new JsonArray();
        plan.tunnels().forEach(tunnel -> tunnels.add(tunnel(tunnel)));
        json.put("tunnels", tunnels);
        JsonArray sessions = new JsonArray();
        plan.sessions().forEach(session -> sessions.add(session(session, audience)));
        json.put("sessions", sessions);
        return json;
    }

    static HostPlan read(Document document) throws ExchangeException {
        return new HostPlan(
                document.value("topology", TopologyName::new),
                document.value("host", HostName::new),
                document.list("tunnels", HostPlanJson::readTunnel),
                document.list("sessions", HostPlanJson::readSession));
    }

    private static JsonObject tunnel(PlannedTunnel planned) {
        TunnelSpec tunnel = planned.tunnel();
        JsonObject json = new JsonObject();
        putText(json, "netns", planned.netns());
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
        return json;
    }

    private static PlannedTunnel readTunnel(Document json) throws ExchangeException {
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
                () -> new PlannedTunnel(
                        json.optionalValue("netns", NetnsName::new),
                        new TunnelSpec(
                                new TunnelId(json.unsigned("tunnel_id")),
                                new TunnelId(json.unsigned("peer_tunnel_id")),
                                json.value("local", IpAddress::parse),
                                json.value("remote", IpAddress::parse),
                                encapsulation)));
    }

    private static UdpPort readPort(Document json, String field) throws ExchangeException {
        int number = json.integer(field);
        return Document.checked(field, () -> new UdpPort(number));
    }

    private static JsonObject session(PlannedSession planned, Audience audience) {
        SessionSpec session = planned.session();
        JsonObject json = new JsonObject();
        json.put("pseudowire", planned.pseudowire().text());
        if (audience != Audience.PEOPLE) {
            json.put("end", planned.side().toString());
            json.put("peer_host", planned.peerHost().text());
        }
        putText(json, "netns", planned.netns());
        json.put("tunnel_id", Integer.toUnsignedLong(session.tunnelId().bits()));
        json.put("session_id", Integer.toUnsignedLong(session.sessionId().bits()));
        json.put(
                "peer_session_id",
                Integer.toUnsignedLong(session.peerSessionId().bits()));
        putCookie(json, "cookie", session.cookie(), planned.made().sent(), audience);
        putCookie(json, "peer_cookie", session.peerCookie(), planned.made().demanded(), audience);
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
        json.put("interface", planned.link().name().text());
        json.put("mtu", planned.link().mtu());
        putText(json, "bridge", planned.link().bridge());
        putText(json, "mac", planned.link().mac());
        JsonArray addresses = new JsonArray();
        planned.link().addresses().forEach(address -> addresses.add(address.toString()));
        json.put("addresses", addresses);
        return json;
    }

    private static PlannedSession readSession(Document json) throws ExchangeException {
        return Document.checked("session", () -> {
            SessionSpec session = new SessionSpec(
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
                    json.integer("reorder_timeout", 0));
            return new PlannedSession(
                    json.value("pseudowire", PseudowireName::new),
                    json.value("end", text -> Side.valueOf(text.toUpperCase(Locale.ROOT))),
                    json.value("peer_host", HostName::new),
                    json.optionalValue("netns", NetnsName::new),
                    session,
                    new MadeCookies(json.integer("cookie_made", 0), json.integer("peer_cookie_made", 0)),
                    new LinkSpec(
                            json.value("interface", InterfaceName::new),
                            json.integer("mtu"),
                            json.texts("addresses", HostPlanJson::readAddress),
                            json.optionalValue("bridge", InterfaceName::new),
                            json.optionalValue("mac", MacAddress::parse)));
        });
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

    private static void putText(JsonObject json, String field, Optional<?> value) {
        value.ifPresent(text -> json.put(field, text.toString()));
    }

    private static void putFlag(JsonObject json, String field, boolean value, boolean usual) {
        if (value != usual) {
            json.put(field, value);
        }
    }

    private static void putCookie(JsonObject json, String field, Optional<Cookie> given, int made, Audience audience) {
        switch (audience) {
            case AGENT -> {
                given.ifPresent(cookie -> json.put(field, cookie.reveal()));
                if (made > 0) {
                    json.put(field + "_made", made);
                }
            }
            case PEOPLE -> {
                given.ifPresent(cookie -> json.put(field, "(" + cookie.length() + " octets)"));
                if (made > 0) {
                    json.put(field, "(" + made + " octets, made at apply)");
                }
            }
            case MANIFEST -> {}
        }
    }
}
