package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.HostName;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.reconcile.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lines of a host's audit log that one run adds at one time, each a JSON object. They hold no secret: cookies are lengths.
 *
 * <p>Thousands may differ in little but the pseudowire: what they have in common is made into text once.
 */
public final class AuditLines {
    /** The version of the document: a change that an older reader would misread makes it one more. */
    public static final int VERSION = 1;

    private static final int LONGEST_MESSAGE = 2000;

    private final String time;
    private final String whose;

    /** Lines that are written at that time. */
    public AuditLines(Instant time, TopologyName topology, HostName host, String run, Author author) {
        JsonObject when = new JsonObject();
        when.put("version", VERSION);
        when.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        this.time = members(when);
        JsonObject whose = new JsonObject();
        whose.put("topology", topology.text());
        whose.put("host", host.text());
        whose.put("run", run);
        put(whose, author);
        this.whose = members(whose);
    }

    /**
     * Returns a line, with its end.
     *
     * @param pseudowires that change together; none where it is nobody's
     */
    public String line(Set<PseudowireName> pseudowires, AuditEvent event) {
        JsonObject what = new JsonObject();
        put(what, pseudowires, event);
        return "{" + time + ",\"event\":\"" + word(event) + "\"," + whose + "," + members(what) + "}\n";
    }

    /** Returns an object as text, but for its braces. */
    private static String members(JsonObject json) {
        String text = JsonWriter.string(json);
        return text.substring(1, text.length() - 1);
    }

    private static String word(AuditEvent event) {
        if (event instanceof AuditEvent.Begun) {
            return "begun";
        } else if (event instanceof AuditEvent.Kept) {
            return "kept";
        } else if (event instanceof AuditEvent.TakenBack) {
            return "taken_back";
        } else if (event instanceof AuditEvent.Stuck) {
            return "not_taken_back";
        }
        return "recorded";
    }

    private static void put(JsonObject json, Author author) {
        Provenance provenance = author.provenance();
        json.put("command", provenance.command());
        json.put("operator", author.operator());
        Caller caller = author.caller();
        caller.login().ifPresent(login -> json.put("login", login));
        caller.became().ifPresent(became -> json.put("became", became));
        caller.from().ifPresent(from -> {
            JsonObject client = new JsonObject();
            client.put("address", from.address());
            client.put("port", from.port());
            json.put("from", client);
        });
        provenance.commit().ifPresent(commit -> {
            json.put("commit", commit.id());
            json.put("dirty", commit.dirty());
        });
        provenance.plan().ifPresent(plan -> json.put("plan", plan.text()));
    }

    private static void put(JsonObject json, Set<PseudowireName> pseudowires, AuditEvent event) {
        if (event instanceof AuditEvent.Begun begun) {
            json.put("pseudowires", array(pseudowires, Map.of(), ""));
            json.put("actions", actions(begun.actions()));
        } else if (event instanceof AuditEvent.Kept kept) {
            json.put("pseudowires", array(pseudowires, kept.verdicts(), "verdict"));
            put(json, kept.duration());
        } else if (event instanceof AuditEvent.TakenBack back) {
            json.put("pseudowires", array(pseudowires, back.reasons(), "why"));
            put(json, back.by());
            back.duration().ifPresent(duration -> put(json, duration));
        } else if (event instanceof AuditEvent.Stuck stuck) {
            json.put("pseudowires", array(pseudowires, Map.of(), ""));
            put(json, stuck.by());
            json.put("messages", texts(stuck.messages()));
        } else {
            json.put("pseudowires", array(pseudowires, Map.of(), ""));
        }
    }

    private static JsonArray array(Set<PseudowireName> pseudowires, Map<PseudowireName, String> texts, String field) {
        JsonArray array = new JsonArray();
        pseudowires.stream().sorted().forEach(name -> {
            JsonObject one = new JsonObject();
            one.put("pseudowire", name.text());
            String text = texts.get(name);
            if (text != null) {
                one.put(field, bounded(text));
            }
            array.add(one);
        });
        return array;
    }

    private static JsonArray texts(Collection<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(text -> array.add(bounded(text)));
        return array;
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static void put(JsonObject json, Duration duration) {
        json.put("duration_ms", duration.toMillis());
    }

    private static void put(JsonObject json, AuditEvent.By by) {
        json.put("by", by.who().toString());
        by.run().ifPresent(run -> json.put("by_run", run));
        by.operator().ifPresent(operator -> json.put("by_operator", operator));
    }

    private static JsonArray actions(Map<Optional<NetnsName>, List<Action>> places) {
        JsonArray array = new JsonArray();
        places.forEach((netns, actions) -> actions.forEach(action -> {
            JsonObject json = new JsonObject();
            json.put("action", ActionJson.word(action));
            SpecJson.putText(json, "netns", netns);
            ActionJson.putOpenly(json, action);
            array.add(json);
        }));
        return array;
    }
}
