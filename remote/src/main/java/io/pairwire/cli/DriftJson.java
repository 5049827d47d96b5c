package io.pairwire.cli;

import io.pairwire.exchange.JsonLines;
import io.pairwire.model.Side;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.DriftClass;
import io.pairwire.transaction.Drifted;
import io.pairwire.transaction.EndDrift;
import io.pairwire.transaction.Mismatch;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drift as scripts read it: a line for each pseudowire, and a summary. */
final class DriftJson {
    private DriftJson() {}

    static void print(Drift drift, PrintStream out) {
        drift.drifted().forEach(one -> out.println(JsonLines.line("drift", fields(one))));
        drift.unseen().forEach((name, host) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("pseudowire", name.text());
            fields.put("host", host.text());
            out.println(JsonLines.line("not_judged", fields));
        });
        Map<String, Object> sum = new LinkedHashMap<>();
        for (DriftClass each : DriftClass.values()) {
            sum.put(each.toString(), drift.of(each).size());
        }
        sum.put("not_judged", drift.unseen().size());
        sum.put("unchanged", drift.right());
        out.println(JsonLines.line("summary", sum));
    }

    private static Map<String, Object> fields(Drifted drifted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pseudowire", drifted.pseudowire().text());
        fields.put("class", drifted.drift().toString());
        List<Object> ends = new ArrayList<>();
        for (Side side : Side.values()) {
            drifted.end(side).ifPresent(end -> ends.add(end(side, end)));
        }
        fields.put("ends", ends);
        if (!drifted.mismatches().isEmpty()) {
            fields.put(
                    "mismatches",
                    drifted.mismatches().stream().map(DriftJson::mismatch).toList());
        }
        return fields;
    }

    private static Map<String, Object> end(Side side, EndDrift end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("end", side.toString());
        fields.put("host", end.host().text());
        fields.put("presence", end.presence().toString());
        end.obstacle().ifPresent(message -> fields.put("obstacle", message));
        fields.put(
                "differences",
                end.differences().stream().map(DriftJson::difference).toList());
        return fields;
    }

    private static Map<String, Object> difference(AttributeChange change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", change.name());
        change.from().ifPresent(is -> fields.put("is", is));
        change.to().ifPresent(shouldBe -> fields.put("should_be", shouldBe));
        return fields;
    }

    private static Map<String, Object> mismatch(Mismatch mismatch) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", mismatch.host().text());
        fields.put("name", mismatch.attribute());
        mismatch.is().ifPresent(is -> fields.put("is", is));
        fields.put("far_host", mismatch.farHost().text());
        fields.put("far_name", mismatch.farAttribute());
        mismatch.farIs().ifPresent(is -> fields.put("far_is", is));
        return fields;
    }
}
