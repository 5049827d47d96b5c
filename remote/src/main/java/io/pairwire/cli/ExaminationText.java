package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.ssh.Examination;
import java.io.PrintStream;

/** How a host stands, as people read it: a line for each check, and below it what to do. */
final class ExaminationText {
    private static final String INDENT = "  ";
    private static final int NAMES = 10;
    private static final int COLUMN = INDENT.length() + "wrong".length() + INDENT.length() + NAMES + INDENT.length();

    private final Terminal terminal;

    ExaminationText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(HostName host, Examination examination, PrintStream out) {
        out.println(terminal.paint(Terminal.Colour.BOLD, host.text()));
        examination.checks().forEach(check -> out.print(text(check, terminal.columns(out))));
    }

    private String text(Examination.Check check, int columns) {
        String state = switch (check.state()) {
            case OK -> terminal.paint(Terminal.Colour.GREEN, "ok   ");
            case WRONG -> terminal.paint(Terminal.Colour.RED, "wrong");
            case NOTE -> terminal.paint(Terminal.Colour.YELLOW, "note ");
        };
        StringBuilder text = new StringBuilder(INDENT + state + INDENT + padded(check.name()) + INDENT);
        int hanging = Wrapped.hanging(COLUMN, columns);
        // A line of sudoers is there to be copied, and two would be two others.
        append(text, check.message(), COLUMN, hanging, check.name().equals("sudoers") ? Columns.UNLIMITED : columns);
        if (!check.next().isEmpty()) {
            text.append(" ".repeat(hanging));
            append(text, "next: " + check.next(), hanging, hanging, columns);
        }
        return text.toString();
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(0, NAMES - name.length()));
    }

    private static void append(StringBuilder text, String lines, int column, int hanging, int columns) {
        int at = column;
        String indent = "";
        for (String line : lines.split("\n", -1)) {
            text.append(indent);
            Wrapped.append(text, line, at, columns);
            text.append('\n');
            at = hanging;
            indent = " ".repeat(hanging);
        }
    }
}
