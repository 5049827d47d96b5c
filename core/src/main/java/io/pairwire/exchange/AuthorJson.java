package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.pairwire.model.PseudowireName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** On whose behalf, and why, as JSON that passes between agents and their controller. */
final class AuthorJson {
    private AuthorJson() {}

    static JsonObject write(Author author) {
        JsonObject json = new JsonObject();
        json.put("operator", author.operator());
        json.put("provenance", write(author.provenance()));
        author.caller().login().ifPresent(login -> json.put("login", login));
        author.caller().became().ifPresent(became -> json.put("became", became));
        author.caller().from().ifPresent(from -> {
            json.put("from", from.address());
            json.put("from_port", from.port());
        });
        return json;
    }

    static Author read(Document json) throws ExchangeException {
        return new Author(
                json.text("operator"),
                readProvenance(json.object("provenance")),
                new Caller(json.optionalText("login"), json.optionalText("became"), readFrom(json)));
    }

    private static Optional<Caller.From> readFrom(Document json) throws ExchangeException {
        return json.has("from")
                ? Optional.of(new Caller.From(json.text("from"), json.integer("from_port")))
                : Optional.empty();
    }

    static JsonObject write(Provenance provenance) {
        JsonObject json = new JsonObject();
        json.put("command", provenance.command());
        provenance.commit().ifPresent(commit -> {
            json.put("commit", commit.id());
            json.put("dirty", commit.dirty());
        });
        provenance.plan().ifPresent(plan -> json.put("plan_id", plan.text()));
        return json;
    }

    static Provenance readProvenance(Document json) throws ExchangeException {
        boolean dirty = json.flag("dirty", false);
        return new Provenance(
                json.text("command"),
                json.optionalValue("commit", id -> new Commit(id, dirty)),
                json.optionalValue("plan_id", PlanId::new));
    }

    /** Writes a text for each of some pseudowires. */
    static JsonArray write(Map<PseudowireName, String> texts) {
        JsonArray array = new JsonArray();
        new TreeMap<>(texts).forEach((name, text) -> {
            JsonObject one = new JsonObject();
            one.put("pseudowire", name.text());
            one.put("text", text);
            array.add(one);
        });
        return array;
    }

    static Map<PseudowireName, String> readTexts(Document json, String field) throws ExchangeException {
        Map<PseudowireName, String> texts = new HashMap<>();
        json.list(field, one -> texts.put(one.value("pseudowire", PseudowireName::new), one.text("text")));
        return texts;
    }

    static JsonObject write(AuditEvent.By by) {
        JsonObject json = new JsonObject();
        json.put("who", by.who().toString());
        by.run().ifPresent(run -> json.put("run", run));
        by.operator().ifPresent(operator -> json.put("operator", operator));
        return json;
    }

    static AuditEvent.By readBy(Document json) throws ExchangeException {
        return new AuditEvent.By(
                json.value("who", text -> AuditEvent.Who.valueOf(text.toUpperCase(Locale.ROOT))),
                json.optionalText("run"),
                json.optionalText("operator"));
    }
}
