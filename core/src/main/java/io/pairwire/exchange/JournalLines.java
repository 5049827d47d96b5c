package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A journal as text: a JSON object a line. It holds cookies where what it goes back to has them. */
public final class JournalLines {
    /** The version of the document, which its first entry bears. */
    private static final int VERSION = 2;

    private static final String MOMENT = "moment";

    private JournalLines() {}

    /** Returns an entry's line, with its end. */
    public static String write(JournalEntry entry) {
        JsonObject json = new JsonObject();
        if (entry instanceof JournalEntry.Prepared prepared) {
            json.put("entry", "prepared");
            json.put("version", VERSION);
            json.put("run", prepared.run());
            json.put("boot", prepared.boot());
            json.put("plan", HostPlanJson.write(prepared.plan(), HostPlanJson.Audience.MANIFEST));
            json.put("purpose", prepared.purpose().toString());
            json.put("blocked", names(prepared.blocked()));
            JsonArray formerNames = new JsonArray();
            prepared.formerNames().forEach((present, former) -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", present.text());
                one.put("former", former.text());
                formerNames.add(one);
            });
            json.put("former_names", formerNames);
            JsonArray parts = new JsonArray();
            prepared.parts().forEach(part -> parts.add(part(part)));
            json.put("parts", parts);
            json.put("confirm_timeout_ms", prepared.confirmTimeout().toMillis());
            json.put("author", AuthorJson.write(prepared.author()));
        } else if (entry instanceof JournalEntry.Begun begun) {
            json.put("entry", "begun");
            json.put("pseudowires", names(begun.pseudowires()));
            json.put(MOMENT, begun.moment());
        } else if (entry instanceof JournalEntry.Confirmed confirmed) {
            json.put("entry", "confirmed");
            json.put("pseudowires", names(confirmed.pseudowires()));
            json.put("strays", confirmed.strays());
            json.put("verdicts", AuthorJson.write(confirmed.verdicts()));
            json.put(MOMENT, confirmed.moment());
        } else if (entry instanceof JournalEntry.TakenBack takenBack) {
            json.put("entry", "taken_back");
            json.put("pseudowires", names(takenBack.pseudowires()));
            json.put("strays", takenBack.strays());
            json.put("by", AuthorJson.write(takenBack.by()));
            json.put("reasons", AuthorJson.write(takenBack.reasons()));
            json.put(MOMENT, takenBack.moment());
        } else if (entry instanceof JournalEntry.Audited audited) {
            json.put("entry", "audited");
            json.put("pseudowires", names(audited.pseudowires()));
            json.put("strays", audited.strays());
        } else if (entry instanceof JournalEntry.Settled settled) {
            json.put("entry", "settled");
            json.put("run", settled.run());
            json.put("confirmed", names(settled.confirmed()));
        }
        return JsonWriter.string(json) + "\n";
    }

    /** Returns the entries of a journal; one that was cut off at the journal's end is left out. */
    public static List<JournalEntry> read(String text) throws ExchangeException {
        List<JournalEntry> entries = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            entries.add(entry(Document.parse(text.substring(from, end))));
            from = end + 1;
        }
        return entries;
    }

    private static JournalEntry entry(Document json) throws ExchangeException {
        return switch (json.text("entry")) {
            case "prepared" -> prepared(json);
            case "begun" -> new JournalEntry.Begun(readNames(json, "pseudowires"), json.number(MOMENT));
            case "confirmed" ->
                new JournalEntry.Confirmed(
                        readNames(json, "pseudowires"),
                        json.flag("strays"),
                        AuthorJson.readTexts(json, "verdicts"),
                        json.number(MOMENT));
            case "taken_back" ->
                new JournalEntry.TakenBack(
                        readNames(json, "pseudowires"),
                        json.flag("strays"),
                        AuthorJson.readBy(json.object("by")),
                        AuthorJson.readTexts(json, "reasons"),
                        json.number(MOMENT));
            case "audited" -> new JournalEntry.Audited(readNames(json, "pseudowires"), json.flag("strays"));
            case "settled" -> new JournalEntry.Settled(json.text("run"), readNames(json, "confirmed"));
            default -> throw new ExchangeException("no entry that this version knows");
        };
    }

    private static JournalEntry.Prepared prepared(Document json) throws ExchangeException {
        int version = json.integer("version");
        if (version != VERSION) {
            throw new ExchangeException("a journal of version " + version + "; this agent knows " + VERSION);
        }
        Map<PseudowireName, PseudowireName> formerNames = new LinkedHashMap<>();
        json.list(
                "former_names",
                one -> formerNames.put(
                        one.value("pseudowire", PseudowireName::new), one.value("former", PseudowireName::new)));
        return new JournalEntry.Prepared(
                json.text("run"),
                json.text("boot"),
                HostPlanJson.read(json.object("plan")),
                json.value("purpose", text -> Request.Purpose.valueOf(text.toUpperCase(Locale.ROOT))),
                readNames(json, "blocked"),
                formerNames,
                json.list("parts", JournalLines::readPart),
                json.millis("confirm_timeout_ms"),
                AuthorJson.read(json.object("author")));
    }

    private static JsonObject part(JournalEntry.Part part) {
        JsonObject json = new JsonObject();
        json.put("pseudowires", names(part.pseudowires()));
        JsonArray places = new JsonArray();
        part.actions().forEach((netns, actions) -> {
            JsonObject place = new JsonObject();
            SpecJson.putText(place, "netns", netns);
            JsonArray all = new JsonArray();
            actions.forEach(action -> all.add(ActionJson.write(action)));
            place.put("actions", all);
            places.add(place);
        });
        json.put("places", places);
        return json;
    }

    private static JournalEntry.Part readPart(Document json) throws ExchangeException {
        Map<Optional<NetnsName>, List<Action>> actions = new LinkedHashMap<>();
        json.list(
                "places",
                place -> actions.put(
                        place.optionalValue("netns", NetnsName::new), place.list("actions", ActionJson::read)));
        return new JournalEntry.Part(readNames(json, "pseudowires"), actions);
    }

    private static JsonArray names(Collection<PseudowireName> names) {
        JsonArray array = new JsonArray();
        names.stream().sorted().forEach(name -> array.add(name.text()));
        return array;
    }

    private static Set<PseudowireName> readNames(Document json, String field) throws ExchangeException {
        return Set.copyOf(json.texts(field, PseudowireName::new));
    }
}
