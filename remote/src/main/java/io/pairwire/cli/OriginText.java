package io.pairwire.cli;

import io.pairwire.model.Side;
import io.pairwire.topology.EndOrigins;
import io.pairwire.topology.Origin;
import java.io.PrintStream;
import java.util.List;

/** Where values come from, as people read it: pseudowire by pseudowire, end by end, a line for each parameter. */
final class OriginText {
    private static final String INDENT = "    ";
    private static final int GAP = 2;

    private final Terminal terminal;
    private final PrintStream out;
    private final int columns;

    OriginText(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.columns = terminal.columns().getAsInt();
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
            String words = origin.words()
                    + origin.line().map(there -> " (" + there + ")").orElse("");
            text.append(INDENT).append(padded(origin.parameter(), names));
            if (INDENT.length() + names + values <= columns) {
                text.append(padded(origin.value(), values));
                Wrapped.append(text, words, INDENT.length() + names + values, columns);
            } else {
                Wrapped.append(text, origin.value() + " ".repeat(GAP) + words, INDENT.length() + names, columns);
            }
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
