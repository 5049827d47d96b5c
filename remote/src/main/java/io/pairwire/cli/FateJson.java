package io.pairwire.cli;

import io.pairwire.exchange.JsonLines;
import io.pairwire.transaction.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of pseudowires that were not brought to the plan, as JSON lines. */
final class FateJson {
    private FateJson() {}

    static String line(Fate fate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", fate.kind().name().toLowerCase(Locale.ROOT));
        fields.put(
                "pseudowires",
                fate.pseudowires().stream().sorted().map(name -> name.text()).toList());
        fields.put(
                "hosts", fate.hosts().stream().sorted().map(host -> host.text()).toList());
        List<Map<String, Object>> causes = new ArrayList<>();
        fate.causes().forEach(cause -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("host", cause.host().text());
            one.put("kind", cause.kind().name().toLowerCase(Locale.ROOT));
            one.put("message", cause.message());
            if (!cause.advice().isEmpty()) {
                one.put("hint", cause.advice());
            }
            causes.add(one);
        });
        fields.put("causes", causes);
        List<Map<String, Object>> open = new ArrayList<>();
        new TreeMap<>(fate.open()).forEach((host, what) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("host", host.text());
            one.put("message", what);
            open.add(one);
        });
        fields.put("open", open);
        fields.put("remarks", fate.remarks());
        return JsonLines.line("outcome", fields);
    }
}
