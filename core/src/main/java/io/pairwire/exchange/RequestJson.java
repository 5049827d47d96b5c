package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.PseudowireName;
import java.util.Locale;
import java.util.Set;

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
            case "apply" ->
                new Request.Apply(Set.copyOf(json.texts("held", PseudowireName::new)), json.flag("observe_again"));
            case "confirm" -> new Request.Confirm();
            case "roll_back" -> new Request.RollBack();
            default -> throw new ExchangeException("no request that this version knows");
        };
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
        public JsonObject visit(Request.Apply apply) {
            JsonObject json = typed("apply");
            JsonArray held = new JsonArray();
            apply.held().stream().sorted().forEach(name -> held.add(name.text()));
            json.put("held", held);
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

        private static JsonObject typed(String type) {
            JsonObject json = new JsonObject();
            json.put("type", type);
            return json;
        }
    }
}
