package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Conflict;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Replies as JSON. */
final class ReplyJson {
    private ReplyJson() {}

    static String write(Reply reply) {
        return JsonWriter.string(object(reply));
    }

    static JsonObject object(Reply reply) {
        return reply.accept(new Writer());
    }

    static Reply read(Document json) throws ExchangeException {
        return switch (json.text("type")) {
            case "hello" -> new Reply.Hello(json.integer("protocol"), json.text("kernel"), json.text("java"));
            case "observed" ->
                new Reply.Observed(
                        json.list("differences", DifferenceJson::read),
                        json.list("conflicts", ReplyJson::readConflict),
                        json.flag("manifest_stale"),
                        readTexts(json, "cookie_digests", "digest"),
                        json.list("entangled", one -> readPseudowires(one, "pseudowires")),
                        readPseudowires(json, "self_cut"),
                        readUnconfirmed(json));
            case "prepared" -> new Reply.Prepared(readTexts(json, "unable", "message"));
            case "resumed" -> new Reply.Resumed(readPseudowires(json, "open"), readPseudowires(json, "confirmed"));
            case "applied" ->
                new Reply.Applied(
                        json.list("failures", ReplyJson::readFailure),
                        json.list("left", DifferenceJson::read),
                        json.integer("netlink_writes"));
            case "confirmed" -> new Reply.Confirmed(json.optionalText("complaint"));
            case "rolled_back" -> new Reply.RolledBack(readLeft(json));
            case "listening" -> new Reply.Listening(readTexts(json, "unable", "message"));
            case "probed" -> new Reply.Probed(readEnds(json));
            case "refused" ->
                new Reply.Refused(
                        json.value("why", text -> Reply.Refused.Why.valueOf(text.toUpperCase(Locale.ROOT))),
                        json.text("message"),
                        json.text("advice"));
            default -> throw new ExchangeException("no reply that this version knows");
        };
    }

    /** Reads a text for each of some pseudowires. */
    private static Map<PseudowireName, String> readTexts(Document json, String list, String field)
            throws ExchangeException {
        Map<PseudowireName, String> texts = new HashMap<>();
        json.list(list, one -> texts.put(one.value("pseudowire", PseudowireName::new), one.text(field)));
        return texts;
    }

    private static Set<PseudowireName> readPseudowires(Document json, String field) throws ExchangeException {
        return Set.copyOf(json.texts(field, PseudowireName::new));
    }

    private static Map<PseudowireName, List<String>> readLeft(Document json) throws ExchangeException {
        Map<PseudowireName, List<String>> left = new HashMap<>();
        json.list(
                "left",
                one -> left.put(
                        one.value("pseudowire", PseudowireName::new), one.texts("messages", Function.identity())));
        return left;
    }

    private static Map<PseudowireName, EndProbe> readEnds(Document json) throws ExchangeException {
        Map<PseudowireName, EndProbe> ends = new HashMap<>();
        json.list("ends", one -> ends.put(one.value("pseudowire", PseudowireName::new), EndProbeJson.read(one)));
        return ends;
    }

    private static Optional<Reply.Unconfirmed> readUnconfirmed(Document json) throws ExchangeException {
        Optional<String> run = json.optionalText("unconfirmed_run");
        return run.isPresent()
                ? Optional.of(new Reply.Unconfirmed(run.get(), readPseudowires(json, "unconfirmed")))
                : Optional.empty();
    }

    private static Conflict readConflict(Document json) throws ExchangeException {
        return new Conflict(json.value("pseudowire", PseudowireName::new), json.text("message"));
    }

    private static Reply.Failure readFailure(Document json) throws ExchangeException {
        return new Reply.Failure(
                json.value("pseudowire", PseudowireName::new),
                json.text("action"),
                json.text("errno"),
                json.text("message"));
    }

    private static final class Writer implements Reply.Visitor<JsonObject> {
        @Override
        public JsonObject visit(Reply.Hello hello) {
            JsonObject json = typed("hello");
            json.put("protocol", hello.protocol());
            json.put("kernel", hello.kernel());
            json.put("java", hello.java());
            return json;
        }

        @Override
        public JsonObject visit(Reply.Observed observed) {
            JsonObject json = typed("observed");
            json.put("differences", list(observed.differences(), DifferenceJson::write));
            json.put("conflicts", list(observed.conflicts(), conflict -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", conflict.pseudowire().text());
                one.put("message", conflict.message());
                return one;
            }));
            json.put("manifest_stale", observed.manifestStale());
            json.put("cookie_digests", texts(observed.cookieDigests(), "digest"));
            json.put("entangled", list(observed.entangled(), names -> {
                JsonObject one = new JsonObject();
                one.put("pseudowires", names(names));
                return one;
            }));
            json.put("self_cut", names(observed.selfCut()));
            observed.unconfirmed().ifPresent(left -> {
                json.put("unconfirmed_run", left.run());
                json.put("unconfirmed", names(left.pseudowires()));
            });
            return json;
        }

        @Override
        public JsonObject visit(Reply.Prepared prepared) {
            JsonObject json = typed("prepared");
            json.put("unable", texts(prepared.unable(), "message"));
            return json;
        }

        @Override
        public JsonObject visit(Reply.Resumed resumed) {
            JsonObject json = typed("resumed");
            json.put("open", names(resumed.open()));
            json.put("confirmed", names(resumed.confirmed()));
            return json;
        }

        private static JsonArray texts(Map<PseudowireName, String> texts, String field) {
            return list(new TreeMap<>(texts).entrySet(), entry -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", entry.getKey().text());
                one.put(field, entry.getValue());
                return one;
            });
        }

        private static JsonArray names(Set<PseudowireName> names) {
            return list(new TreeSet<>(names), PseudowireName::text);
        }

        @Override
        public JsonObject visit(Reply.Applied applied) {
            JsonObject json = typed("applied");
            json.put("failures", list(applied.failures(), failure -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", failure.pseudowire().text());
                one.put("action", failure.action());
                one.put("errno", failure.errno());
                one.put("message", failure.message());
                return one;
            }));
            json.put("left", list(applied.left(), DifferenceJson::write));
            json.put("netlink_writes", applied.netlinkWrites());
            return json;
        }

        @Override
        public JsonObject visit(Reply.Confirmed confirmed) {
            JsonObject json = typed("confirmed");
            confirmed.complaint().ifPresent(complaint -> json.put("complaint", complaint));
            return json;
        }

        @Override
        public JsonObject visit(Reply.RolledBack rolledBack) {
            JsonObject json = typed("rolled_back");
            json.put("left", list(new TreeMap<>(rolledBack.left()).entrySet(), entry -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", entry.getKey().text());
                one.put("messages", list(entry.getValue(), Function.identity()));
                return one;
            }));
            return json;
        }

        @Override
        public JsonObject visit(Reply.Listening listening) {
            JsonObject json = typed("listening");
            json.put("unable", texts(listening.unable(), "message"));
            return json;
        }

        @Override
        public JsonObject visit(Reply.Probed probed) {
            JsonObject json = typed("probed");
            json.put("ends", list(new TreeMap<>(probed.ends()).entrySet(), entry -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", entry.getKey().text());
                EndProbeJson.write(entry.getValue(), one);
                return one;
            }));
            return json;
        }

        @Override
        public JsonObject visit(Reply.Refused refused) {
            JsonObject json = typed("refused");
            json.put("why", refused.why().toString());
            json.put("message", refused.message());
            json.put("advice", refused.advice());
            return json;
        }

        private static JsonObject typed(String type) {
            JsonObject json = new JsonObject();
            json.put("type", type);
            return json;
        }

        private static <T> JsonArray list(Collection<T> values, Function<? super T, ?> writer) {
            JsonArray array = new JsonArray(values.size());
            values.forEach(value -> array.add(writer.apply(value)));
            return array;
        }
    }
}
