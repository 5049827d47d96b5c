package io.pairwire.exchange;

import com.grack.nanojson.JsonObject;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.EndState;

/** Actions as JSON, with all that taking them back needs: cookies too, so that it is for root's eyes alone. */
final class ActionJson {
    private ActionJson() {}

    static JsonObject write(Action action) {
        JsonObject json = new JsonObject();
        json.put("action", word(action));
        if (action instanceof Action.CreateTunnel create) {
            SpecJson.put(json, create.tunnel());
        } else if (action instanceof Action.RemoveTunnel remove) {
            SpecJson.put(json, remove.tunnel());
        } else if (action instanceof Action.CreateSession create) {
            json.put("pseudowire", create.pseudowire().text());
            json.put("to", end(create.end()));
        } else if (action instanceof Action.RemoveSession remove) {
            json.put("pseudowire", remove.pseudowire().text());
            json.put("from", end(remove.end()));
        } else if (action instanceof Action.ChangeSession change) {
            json.put("pseudowire", change.pseudowire().text());
            json.put("from", end(change.from()));
            json.put("to", end(change.to()));
        }
        return json;
    }

    /** Returns what an action is called. */
    static String word(Action action) {
        if (action instanceof Action.CreateTunnel) {
            return "create_tunnel";
        } else if (action instanceof Action.RemoveTunnel) {
            return "remove_tunnel";
        } else if (action instanceof Action.CreateSession) {
            return "create_session";
        } else if (action instanceof Action.RemoveSession) {
            return "remove_session";
        }
        return "change_session";
    }

    /** Puts what anybody may know of an action: cookies are lengths. */
    static void putOpenly(JsonObject json, Action action) {
        if (action instanceof Action.CreateTunnel create) {
            SpecJson.put(json, create.tunnel());
        } else if (action instanceof Action.RemoveTunnel remove) {
            SpecJson.put(json, remove.tunnel());
        } else if (action instanceof Action.CreateSession create) {
            putOpenly(json, create.pseudowire(), create.end());
        } else if (action instanceof Action.RemoveSession remove) {
            putOpenly(json, remove.pseudowire(), remove.end());
        } else if (action instanceof Action.ChangeSession change) {
            json.put("pseudowire", change.pseudowire().text());
            SpecJson.putIds(json, change.to().session());
            json.put("interface", change.to().link().name().text());
            json.put("attributes", DifferenceJson.write(change.attributes()));
        }
    }

    private static void putOpenly(JsonObject json, PseudowireName pseudowire, EndState end) {
        json.put("pseudowire", pseudowire.text());
        SpecJson.putIds(json, end.session());
        end.session().cookie().ifPresent(cookie -> json.put("cookie", "(" + cookie.length() + " octets)"));
        end.session().peerCookie().ifPresent(cookie -> json.put("peer_cookie", "(" + cookie.length() + " octets)"));
        SpecJson.putSettings(json, end.session());
        SpecJson.put(json, end.link());
    }

    static Action read(Document json) throws ExchangeException {
        return switch (json.text("action")) {
            case "create_tunnel" -> new Action.CreateTunnel(SpecJson.readTunnel(json));
            case "remove_tunnel" -> new Action.RemoveTunnel(SpecJson.readTunnel(json));
            case "create_session" -> new Action.CreateSession(pseudowire(json), readEnd(json.object("to")));
            case "remove_session" -> new Action.RemoveSession(pseudowire(json), readEnd(json.object("from")));
            case "change_session" ->
                new Action.ChangeSession(pseudowire(json), readEnd(json.object("from")), readEnd(json.object("to")));
            default -> throw new ExchangeException("field 'action' is none that this version knows");
        };
    }

    private static PseudowireName pseudowire(Document json) throws ExchangeException {
        return json.value("pseudowire", PseudowireName::new);
    }

    private static JsonObject end(EndState end) {
        JsonObject json = new JsonObject();
        SpecJson.putIds(json, end.session());
        end.session().cookie().ifPresent(cookie -> json.put("cookie", cookie.reveal()));
        end.session().peerCookie().ifPresent(cookie -> json.put("peer_cookie", cookie.reveal()));
        SpecJson.putSettings(json, end.session());
        SpecJson.putFlag(json, "l2spec_known", end.l2specKnown(), true);
        SpecJson.put(json, end.link());
        json.put("alias", end.alias());
        SpecJson.putFlag(json, "up", end.up(), true);
        return json;
    }

    private static EndState readEnd(Document json) throws ExchangeException {
        return new EndState(
                SpecJson.readSession(json),
                json.flag("l2spec_known", true),
                SpecJson.readLink(json),
                json.text("alias"),
                json.flag("up", true));
    }
}
