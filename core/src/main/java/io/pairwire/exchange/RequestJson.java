package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.Cookie;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.EndCookies;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Requests as JSON. */
final class RequestJson {
    private RequestJson() {}

    static String write(Request request) {
        return JsonWriter.string(request.accept(new Writer()));
    }

    static Request read(Document json) throws ExchangeException {
        return switch (json.text("type")) {
            case "observe" ->
                new Request.Observe(
                        HostPlanJson.read(json.object("plan")),
                        json.value("purpose", text -> Request.Purpose.valueOf(text.toUpperCase(Locale.ROOT))),
                        json.flag("exclusively"));
            case "reconsider" -> new Request.Reconsider(readRemade(json));
            case "apply" ->
                new Request.Apply(
                        new Orders(Set.copyOf(json.texts("held", PseudowireName::new)), readRemade(json)),
                        readCookies(json),
                        json.flag("observe_again"));
            case "confirm" -> new Request.Confirm();
            case "roll_back" -> new Request.RollBack();
            case "listen" -> {
                Set<PseudowireName> pseudowires = Set.copyOf(json.texts("pseudowires", PseudowireName::new));
                yield json.value("nonce", nonce -> new Request.Listen(pseudowires, nonce));
            }
            case "probe" -> {
                Set<PseudowireName> pseudowires = Set.copyOf(json.texts("pseudowires", PseudowireName::new));
                Duration budget = Duration.ofMillis(json.number("budget_millis"));
                yield Document.checked("budget_millis", () -> new Request.Probe(pseudowires, budget));
            }
            default -> throw new ExchangeException("no request that this version knows");
        };
    }

    private static Map<PseudowireName, Reason> readRemade(Document json) throws ExchangeException {
        Map<PseudowireName, Reason> remade = new HashMap<>();
        json.list(
                "remade",
                one -> remade.put(one.value("pseudowire", PseudowireName::new), one.value("reason", Reason::of)));
        return remade;
    }

    private static Map<PseudowireName, EndCookies> readCookies(Document json) throws ExchangeException {
        Map<PseudowireName, EndCookies> cookies = new HashMap<>();
        json.list(
                "cookies",
                one -> cookies.put(
                        one.value("pseudowire", PseudowireName::new),
                        new EndCookies(one.optionalValue("a", Cookie::parse), one.optionalValue("b", Cookie::parse))));
        return cookies;
    }

    private static final class Writer implements Request.Visitor<JsonObject> {
        @Override
        public JsonObject visit(Request.Observe observe) {
            JsonObject json = typed("observe");
            json.put("purpose", observe.purpose().toString());
            json.put("exclusively", observe.exclusively());
            json.put("plan", HostPlanJson.write(observe.plan(), HostPlanJson.Audience.AGENT));
            return json;
        }

        @Override
        public JsonObject visit(Request.Reconsider reconsider) {
            JsonObject json = typed("reconsider");
            json.put("remade", remade(reconsider.remade()));
            return json;
        }

        @Override
        public JsonObject visit(Request.Apply apply) {
            JsonObject json = typed("apply");
            json.put("held", names(apply.orders().held()));
            json.put("remade", remade(apply.orders().remade()));
            json.put("cookies", cookies(apply.cookies()));
            json.put("observe_again", apply.observeAgain());
            return json;
        }

        @Override
        public JsonObject visit(Request.Confirm confirm) {
            return typed("confirm");
        }

        @Override
        public JsonObject visit(Request.RollBack rollBack) {
            return typed("roll_back");
        }

        @Override
        public JsonObject visit(Request.Listen listen) {
            JsonObject json = typed("listen");
            json.put("pseudowires", names(listen.pseudowires()));
            json.put("nonce", listen.nonce());
            return json;
        }

        @Override
        public JsonObject visit(Request.Probe probe) {
            JsonObject json = typed("probe");
            json.put("pseudowires", names(probe.pseudowires()));
            json.put("budget_millis", probe.budget().toMillis());
            return json;
        }

        private static JsonArray names(Set<PseudowireName> pseudowires) {
            JsonArray names = new JsonArray();
            pseudowires.stream().sorted().forEach(name -> names.add(name.text()));
            return names;
        }

        private static JsonArray remade(Map<PseudowireName, Reason> remade) {
            JsonArray all = new JsonArray();
            new TreeMap<>(remade).forEach((pseudowire, reason) -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", pseudowire.text());
                one.put("reason", reason.toString());
                all.add(one);
            });
            return all;
        }

        private static JsonArray cookies(Map<PseudowireName, EndCookies> cookies) {
            JsonArray all = new JsonArray();
            new TreeMap<>(cookies).forEach((pseudowire, made) -> {
                JsonObject one = new JsonObject();
                one.put("pseudowire", pseudowire.text());
                made.a().ifPresent(cookie -> one.put("a", cookie.reveal()));
                made.b().ifPresent(cookie -> one.put("b", cookie.reveal()));
                all.add(one);
            });
            return all;
        }

        private static JsonObject typed(String type) {
            JsonObject json = new JsonObject();
            json.put("type", type);
            return json;
        }
    }
}
