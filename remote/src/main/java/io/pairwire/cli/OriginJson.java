package io.pairwire.cli;

import io.pairwire.exchange.JsonLines;
import io.pairwire.topology.EndOrigins;
import io.pairwire.topology.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where values come from, as scripts read it: a line for each end. */
final class OriginJson {
    private OriginJson() {}

    static String line(EndOrigins end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pseudowire", end.pseudowire().name().text());
        fields.put("end", end.side().toString());
        fields.put("host", end.pseudowire().tunnel().end(end.side()).host().text());
        fields.put(
                "parameters",
                OriginRows.of(end).stream().map(OriginJson::parameter).toList());
        return JsonLines.line("origin", fields);
    }

    private static Map<String, Object> parameter(Origin origin) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", origin.parameter());
        fields.put("value", origin.value());
        fields.put("source", origin.kind().toString());
        fields.put("origin", origin.words());
        origin.line().ifPresent(line -> {
            fields.put("file", line.file());
            fields.put("line", line.number());
        });
        return fields;
    }
}
