package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Conflict;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
                        readDigests(json));
            case "applied" ->
                new Reply.Applied(
                        json.list("failures", ReplyJson::readFailure),
                        json.list("left", DifferenceJson::read),
                        json.integer("netlink_writes"));
            case "confirmed" -> new Reply.Confirmed();
            case "rolled_back" -> new Reply.RolledBack(json.texts("left", Function.identity()));
            case "listening" -> new Reply.Listening(readUnable(json));
            case "probed" -> new Reply.Probed(readEnds(json));
            case "refused" ->
                new Reply.Refused(
                        json.value("why", text -> Reply.Refused.Why.valueOf(text.toUpperCase(Locale.ROOT))),
                        json.text("message"),
                        json.text("advice"));
            default -> throw new ExchangeException("no reply that this version knows");
        };
    }

    private static Map<PseudowireName, String> readDigests(Document json) throws ExchangeException {
        Map<PseudowireName, String> digests = new HashMap<>();
        json.list(
                "cookie_digests", one -> digests.put(one.value("pseudowire", PseudowireName::new), one.text("digest")));
        return digests;
    }

    private static Map<PseudowireName, String> readUnable(Document json) throws ExchangeException {
        Map<PseudowireName, String> unable = new HashMap<>();
        json.list("unable", one -> unable.put(one.value("pseudowire", PseudowireName::new), one.text("reason")));
        return unable;
    }

    private static Map<PseudowireName, EndProbe> readEnds(Document json) throws ExchangeException {
        Map<PseudowireName, EndProbe> ends = new HashMap<>();
        json.list("ends", one -> ends.put(one.value("pseudowire", PseudowireName::new), EndProbeJson.read(one)));
        return ends;
    }

    private static Conflict readConflict(Document json) throws ExchangeException {
        return new Conflict(json.value("pseudowire", PseudowireName::new), json.text("message"));
    }

    private static Reply.Failure readFailure(Document json) throws ExchangeException {
        return new Reply.Failure(json.text("action"), json.text("errno"), json.text("message"));
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
            json.put("cookie_digests", list(new TreeMap<>(observed.cookieDigests()).entrySet(), entry -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", entry.getKey().text());
                one.put("digest", entry.getValue());
                return one;
            }));
            return json;
        }

        @Override
        public JsonObject visit(Reply.Applied applied) {
            JsonObject json = typed("applied");
            json.put("failures", list(applied.failures(), failure -> {
                JsonObject one = new JsonObject();
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
            return typed("confirmed");
        }

        @Override
        public JsonObject visit(Reply.RolledBack rolledBack) {
            JsonObject json = typed("rolled_back");
            json.put("left", list(rolledBack.left(), Function.identity()));
            return json;
        }

        @Override
        public JsonObject visit(Reply.Listening listening) {
            JsonObject json = typed("listening");
            json.put("unable", list(new TreeMap<>(listening.unable()).entrySet(), entry -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", entry.getKey().text());
                one.put("reason", entry.getValue());
                return one;
            }));
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
