package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.Cookie;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.EndCookies;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
                        json.has("claim") ? Optional.of(readClaim(json.object("claim"))) : Optional.empty());
            case "resume" ->
                new Request.Resume(json.value("topology", TopologyName::new), readClaim(json.object("claim")));
            case "reconsider" -> new Request.Reconsider(readRemade(json));
            case "prepare" ->
                new Request.Prepare(
                        new Orders(Set.copyOf(json.texts("held", PseudowireName::new)), readRemade(json)),
                        readCookies(json),
                        json.flag("observe_again"),
                        json.millis("confirm_timeout_ms"),
                        AuthorJson.readProvenance(json.object("provenance")));
            case "apply" -> new Request.Apply(readPseudowires(json));
            case "confirm" -> new Request.Confirm(readPseudowires(json), AuthorJson.readTexts(json, "verdicts"));
            case "roll_back" -> new Request.RollBack(readPseudowires(json), AuthorJson.readTexts(json, "reasons"));
            case "heartbeat" -> new Request.Heartbeat();
            case "listen" -> {
                Set<PseudowireName> pseudowires = readPseudowires(json);
                yield json.value("nonce", nonce -> new Request.Listen(pseudowires, nonce));
            }
            case "probe" -> {
                Set<PseudowireName> pseudowires = readPseudowires(json);
                Duration budget = json.millis("budget_ms");
                yield Document.checked("budget_ms", () -> new Request.Probe(pseudowires, budget));
            }
            default -> throw new ExchangeException("no request that this version knows");
        };
    }

    private static Request.Claim readClaim(Document json) throws ExchangeException {
        return new Request.Claim(json.text("run"), json.text("holder"), json.millis("patience_ms"));
    }

    private static Set<PseudowireName> readPseudowires(Document json) throws ExchangeException {
        return Set.copyOf(json.texts("pseudowires", PseudowireName::new));
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
            observe.claim().ifPresent(claim -> json.put("claim", claim(claim)));
            json.put("plan", HostPlanJson.write(observe.plan(), HostPlanJson.Audience.AGENT));
            return json;
        }

        @Override
        public JsonObject visit(Request.Resume resume) {
            JsonObject json = typed("resume");
            json.put("topology", resume.topology().text());
            json.put("claim", claim(resume.claim()));
            return json;
        }

        private static JsonObject claim(Request.Claim claim) {
            JsonObject json = new JsonObject();
            json.put("run", claim.run());
            json.put("holder", claim.holder());
            json.put("patience_ms", claim.patience().toMillis());
            return json;
        }

        @Override
        public JsonObject visit(Request.Reconsider reconsider) {
            JsonObject json = typed("reconsider");
            json.put("remade", remade(reconsider.remade()));
            return json;
        }

        @Override
        public JsonObject visit(Request.Prepare prepare) {
            JsonObject json = typed("prepare");
            json.put("held", names(prepare.orders().held()));
            json.put("remade", remade(prepare.orders().remade()));
            json.put("cookies", cookies(prepare.cookies()));
            json.put("observe_again", prepare.observeAgain());
            json.put("confirm_timeout_ms", prepare.confirmTimeout().toMillis());
            json.put("provenance", AuthorJson.write(prepare.provenance()));
            return json;
        }

        @Override
        public JsonObject visit(Request.Apply apply) {
            return about("apply", apply.pseudowires());
        }

        @Override
        public JsonObject visit(Request.Confirm confirm) {
            JsonObject json = about("confirm", confirm.pseudowires());
            json.put("verdicts", AuthorJson.write(confirm.verdicts()));
            return json;
        }

        @Override
        public JsonObject visit(Request.RollBack rollBack) {
            JsonObject json = about("roll_back", rollBack.pseudowires());
            json.put("reasons", AuthorJson.write(rollBack.reasons()));
            return json;
        }

        @Override
        public JsonObject visit(Request.Heartbeat heartbeat) {
            return typed("heartbeat");
        }

        private static JsonObject about(String type, Set<PseudowireName> pseudowires) {
            JsonObject json = typed(type);
            json.put("pseudowires", names(pseudowires));
            return json;
        }

        private static JsonArray names(Set<PseudowireName> names) {
            JsonArray array = new JsonArray();
            names.stream().sorted().forEach(name -> array.add(name.text()));
            return array;
        }

        @Override
        public JsonObject visit(Request.Listen listen) {
            JsonObject json = about("listen", listen.pseudowires());
            json.put("nonce", listen.nonce());
            return json;
        }

        @Override
        public JsonObject visit(Request.Probe probe) {
            JsonObject json = about("probe", probe.pseudowires());
            json.put("budget_ms", probe.budget().toMillis());
            return json;
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
