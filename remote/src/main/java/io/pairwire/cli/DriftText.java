package io.pairwire.cli;

import io.pairwire.model.Side;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.DriftClass;
import io.pairwire.transaction.Drifted;
import io.pairwire.transaction.EndDrift;
import io.pairwire.transaction.EndDrift.Presence;
import io.pairwire.transaction.Mismatch;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Drift as people read it: class by class, a line for each pseudowire, the last line the sum. */
final class DriftText {
    private static final String INDENT = "  ";
    private static final int GAP = 2;

    private final Terminal terminal;

    DriftText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Drift drift, PrintStream out) {
        for (DriftClass each : DriftClass.values()) {
            Map<String, String> lines = new LinkedHashMap<>();
            drift.of(each)
                    .forEach(
                            one -> lines.merge(one.pseudowire().text(), what(one), (some, more) -> some + "; " + more));
            print(heading(each), lines, colour(each), out);
        }
        Map<String, String> unseen = new LinkedHashMap<>();
        drift.unseen().forEach((name, host) -> unseen.put(name.text(), "no answer from " + host));
        print("Not judged, as a host did not answer:", unseen, Terminal.Colour.RED, out);
        out.println(Wrapped.of(sum(drift), terminal.columns().getAsInt()));
    }

    private void print(String heading, Map<String, String> lines, Terminal.Colour colour, PrintStream out) {
        if (lines.isEmpty()) {
            return;
        }
        int columns = terminal.columns().getAsInt();
        int column = INDENT.length()
                + lines.keySet().stream().mapToInt(String::length).max().orElse(0)
                + GAP;
        StringBuilder text = new StringBuilder(terminal.paint(colour, Wrapped.of(heading, columns)));
        text.append('\n');
        lines.forEach((name, what) -> {
            text.append(INDENT).append(name).append(" ".repeat(column - INDENT.length() - name.length()));
            Wrapped.append(text, what, column, columns);
            text.append('\n');
        });
        out.println(text);
    }

    private static String heading(DriftClass drift) {
        return switch (drift) {
            case MISSING -> "Missing, neither end is there:";
            case HALF_PAIR -> "Half a pair, one end is there:";
            case PEER_MISMATCH -> "Peer mismatch, what one end sends is not what the other expects:";
            case FOREIGN -> "Foreign, something that is not this topology's stands in the way:";
            case CHANGED -> "Changed, both ends are there and fit each other, but are not as they should be:";
            case LEFT_OVER -> "Left over, no longer in the topology:";
        };
    }

    private static Terminal.Colour colour(DriftClass drift) {
        return switch (drift) {
            case MISSING, HALF_PAIR, PEER_MISMATCH, FOREIGN -> Terminal.Colour.RED;
            case CHANGED, LEFT_OVER -> Terminal.Colour.YELLOW;
        };
    }

    private static String what(Drifted drifted) {
        return switch (drifted.drift()) {
            case MISSING, LEFT_OVER ->
                String.join(", ", ends(drifted).map(end -> end.host().text()).toList());
            case HALF_PAIR -> half(drifted);
            case FOREIGN ->
                String.join(
                        "; ",
                        ends(drifted)
                                .flatMap(end -> end.obstacle().stream().map(what -> "on " + end.host() + ", " + what))
                                .toList());
            case CHANGED, PEER_MISMATCH -> String.join("; ", differences(drifted));
        };
    }

    private static String half(Drifted drifted) {
        List<String> parts = new ArrayList<>();
        ends(drifted)
                .forEach(end ->
                        parts.add(end.host() + (end.presence() == Presence.MISSING ? " has no end" : " has its end")));
        return String.join(", ", parts)
                + String.join(
                        "",
                        differences(drifted).stream().map(each -> "; " + each).toList());
    }

    private static List<String> differences(Drifted drifted) {
        List<String> texts = new ArrayList<>();
        ends(drifted)
                .forEach(end ->
                        end.differences().forEach(change -> texts.add(difference(end, change, drifted.mismatches()))));
        drifted.mismatches().stream()
                .filter(mismatch -> ends(drifted)
                        .noneMatch(end -> end.differences().stream()
                                .anyMatch(change -> mismatch.concerns(end.host(), change.name()))))
                .forEach(mismatch -> texts.add(mismatch.host() + " " + mismatch.attribute() + " and "
                        + mismatch.farHost() + " " + mismatch.farAttribute() + " are not the same"));
        return texts;
    }

    private static String difference(EndDrift end, AttributeChange change, List<Mismatch> mismatches) {
        boolean another = change.from().equals(change.to());
        String far = mismatches.stream()
                .filter(mismatch -> mismatch.concerns(end.host(), change.name()))
                .findFirst()
                .map(mismatch -> " (" + far(mismatch, end) + ")")
                .orElse("");
        return end.host() + " " + change.name() + ": is "
                + (another ? "another, " : "")
                + Usual.shown(change.name(), change.from())
                + ", should be "
                + Usual.shown(change.name(), change.to())
                + far;
    }

    private static String far(Mismatch mismatch, EndDrift near) {
        boolean toFar = mismatch.host().equals(near.host());
        return toFar
                ? mismatch.farHost() + " " + mismatch.farAttribute() + ": "
                        + Usual.shown(mismatch.farAttribute(), mismatch.farIs())
                : mismatch.host() + " " + mismatch.attribute() + ": "
                        + Usual.shown(mismatch.attribute(), mismatch.is());
    }

    private static Stream<EndDrift> ends(Drifted drifted) {
        return Stream.of(Side.values()).flatMap(side -> drifted.end(side).stream());
    }

    private static String sum(Drift drift) {
        List<String> counts = new ArrayList<>();
        for (DriftClass each : DriftClass.values()) {
            counts.add(drift.of(each).size() + " " + each.phrase());
        }
        return "Drift: " + String.join(", ", counts)
                + (drift.unseen().isEmpty() ? "" : ", " + drift.unseen().size() + " not judged") + "; " + drift.right()
                + " as it should be.";
    }
}
