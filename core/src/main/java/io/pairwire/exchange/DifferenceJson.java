package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import java.util.List;
import java.util.Locale;

/** Differences as JSON. */
final class DifferenceJson {
    private DifferenceJson() {}

    static JsonObject write(Difference difference) {
        JsonObject json = new JsonObject();
        json.put("pseudowire", difference.pseudowire().text());
        difference.side().ifPresent(side -> json.put("end", side.toString()));
        difference.peerHost().ifPresent(host -> json.put("peer_host", host.text()));
        difference.formerPeerHost().ifPresent(host -> json.put("former_peer_host", host.text()));
        json.put("action", difference.verb().toString());
        json.put("reason", difference.reason().toString());
        json.put("attributes", write(difference.attributes()));
        return json;
    }

    static JsonArray write(List<AttributeChange> changes) {
        JsonArray attributes = new JsonArray();
        changes.forEach(change -> attributes.add(write(change)));
        return attributes;
    }

    static Difference read(Document json) throws ExchangeException {
        return new Difference(
                json.value("pseudowire", PseudowireName::new),
                json.optionalValue("end", text -> Side.valueOf(text.toUpperCase(Locale.ROOT))),
                json.optionalValue("peer_host", HostName::new),
                json.optionalValue("former_peer_host", HostName::new),
                json.value("action", text -> Verb.valueOf(text.toUpperCase(Locale.ROOT))),
                json.value("reason", Reason::of),
                json.list("attributes", DifferenceJson::readChange));
    }

    private static JsonObject write(AttributeChange change) {
        JsonObject json = new JsonObject();
        json.put("name", change.name());
        change.from().ifPresent(text -> json.put("from", text));
        change.to().ifPresent(text -> json.put("to", text));
        if (change.forcesReplacement()) {
            json.put("forces_replacement", true);
        }
        return json;
    }

    private static AttributeChange readChange(Document json) throws ExchangeException {
        return new AttributeChange(
                json.text("name"),
                json.optionalText("from"),
                json.optionalText("to"),
                json.flag("forces_replacement", false));
    }
}
