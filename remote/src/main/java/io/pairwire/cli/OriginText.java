package io.pairwire.cli;

import io.pairwire.model.Side;
import io.pairwire.topology.EndOrigins;
import io.pairwire.topology.Origin;
import java.io.PrintStream;
import java.util.List;

/** Where values come from, as people read it: pseudowire by pseudowire, end by end, a line for each parameter. */
final class OriginText {
    private static final int GAP = 2;

    private final Terminal terminal;
    private final PrintStream out;

    OriginText(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print(EndOrigins end) {
        StringBuilder text = new StringBuilder();
        if (end.side() == Side.A) {
            text.append(terminal.paint(
                            Terminal.Colour.BOLD, end.pseudowire().name().text()))
                    .append('\n');
        }
        text.append("  ")
                .append(end.side())
                .append(": ")
                .append(end.pseudowire().tunnel().end(end.side()).host())
                .append('\n');
        List<Origin> parameters = OriginRows.of(end);
        int names = width(parameters.stream().map(Origin::parameter).toList());
        int values = width(parameters.stream().map(Origin::value).toList());
        for (Origin origin : parameters) {
            text.append("    ")
                    .append(padded(origin.parameter(), names))
                    .append(padded(origin.value(), values))
                    .append(origin.words());
            origin.line().ifPresent(line -> text.append(" (").append(line).append(')'));
            text.append('\n');
        }
        out.println(text);
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0) + GAP;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
