package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.pairwire.model.Cookie;
import io.pairwire.model.HostName;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
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
        JsonObject json = new JsonObject();
        SpecJson.putText(json, "netns", planned.netns());
        SpecJson.put(json, planned.tunnel());
        return json;
    }

    private static PlannedTunnel readTunnel(Document json) throws ExchangeException {
        return Document.checked(
                "tunnel",
                () -> new PlannedTunnel(json.optionalValue("netns", NetnsName::new), SpecJson.readTunnel(json)));
    }

    private static JsonObject session(PlannedSession planned, Audience audience) {
        SessionSpec session = planned.session();
        JsonObject json = new JsonObject();
        json.put("pseudowire", planned.pseudowire().text());
        if (audience != Audience.PEOPLE) {
            json.put("end", planned.side().toString());
            json.put("peer_host", planned.peerHost().text());
        }
        SpecJson.putText(json, "netns", planned.netns());
        SpecJson.putIds(json, session);
        putCookie(json, "cookie", session.cookie(), planned.made().sent(), audience);
        putCookie(json, "peer_cookie", session.peerCookie(), planned.made().demanded(), audience);
        SpecJson.putSettings(json, session);
        SpecJson.put(json, planned.link());
        SpecJson.putFlag(json, "protect", planned.isProtected(), false);
        return json;
    }

    private static PlannedSession readSession(Document json) throws ExchangeException {
        return Document.checked(
                "session",
                () -> new PlannedSession(
                        json.value("pseudowire", PseudowireName::new),
                        json.value("end", text -> Side.valueOf(text.toUpperCase(Locale.ROOT))),
                        json.value("peer_host", HostName::new),
                        json.optionalValue("netns", NetnsName::new),
                        SpecJson.readSession(json),
                        new MadeCookies(json.integer("cookie_made", 0), json.integer("peer_cookie_made", 0)),
                        SpecJson.readLink(json),
                        json.flag("protect", false)));
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
