package io.pairwire.exchange;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.pairwire.model.HostName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Difference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines that scripts read: one JSON object each, with a {@code type}. Cookies show only their length. */
public final class JsonLines {
    private JsonLines() {}

    /** Returns the line of what one host should carry. */
    public static String hostPlan(HostPlan plan) {
        JsonObject json = typed("host_plan");
        json.putAll(HostPlanJson.write(plan, HostPlanJson.Audience.PEOPLE));
        return JsonWriter.string(json);
    }

    /** Returns the line of how one end differs. */
    public static String difference(String type, HostName host, Difference difference) {
        JsonObject json = typed(type);
        json.put("host", host.text());
        json.putAll(DifferenceJson.write(difference));
        return JsonWriter.string(json);
    }

    /** Returns a line of fields in their order: texts, numbers, truth values, maps of such, and lists of any of these. */
    public static String line(String type, Map<String, ?> fields) {
        JsonObject json = typed(type);
        fields.forEach((name, value) -> json.put(name, value instanceof List<?> list ? new JsonArray(list) : value));
        return JsonWriter.string(json);
    }

    /** Returns any value as JSON on one line: maps in their order, lists, texts, numbers, truth values and null. */
    public static String text(@Nullable Object value) {
        return JsonWriter.string(value);
    }

    private static JsonObject typed(String type) {
        JsonObject json = new JsonObject();
        json.put("type", type);
        return json;
    }
}
