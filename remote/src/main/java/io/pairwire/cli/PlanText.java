package io.pairwire.cli;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.Held;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A plan as people read it: pseudowire by pseudowire, both ends side by side. */
final class PlanText {
    /** Where the reason of a pseudowire that is held goes on. */
    private static final int HANGING = 4;
    /** Characters that are printed at once. */
    private static final int PIECE = 1 << 15;

    private final Terminal terminal;
    private final int columns;

    PlanText(Terminal terminal) {
        this.terminal = terminal;
        this.columns = terminal.columns().getAsInt();
    }

    /** One plan of many, and its text. */
    private record Written(PairPlan plan, String text) {}

    /** Prints a plan, the last line its sum. */
    void print(PairPlan plan, PrintStream out) {
        print(Ahead.of(List.of(plan), Function.identity()), out);
    }

    /** Prints plans as one, the last line their sum, in pieces: the text is much longer than what it is made from. */
    void print(Ahead<?, PairPlan> plans, PrintStream out) {
        Counts counts = new Counts();
        StringBuilder text = new StringBuilder(PIECE * 2);
        for (Written written : plans.then(plan -> new Written(plan, text(plan)))) {
            counts.add(written.plan());
            text.append(written.text());
            if (text.length() >= PIECE) {
                out.print(text);
                text.setLength(0);
            }
        }
        Wrapped.append(text, sum(counts), 0, columns);
        out.print(text.append('\n'));
    }

    private String text(PairPlan plan) {
        StringBuilder text = new StringBuilder();
        Set<PseudowireName> moved = plan.moved();
        for (PairChange change : plan.changes()) {
            append(change, change.verb() == Verb.REMOVE && moved.contains(change.pseudowire()), text);
            text.append('\n');
        }
        for (Held held : plan.held()) {
            text.append("  ! ");
            Wrapped.append(
                    text, held.pseudowire() + " stays as it is at both ends: " + held.reason(), HANGING, columns);
            text.append("\n\n");
        }
        return text.toString();
    }

    private static String sum(Counts counts) {
        return "Plan: " + counts.of(Verb.CREATE) + " to add, " + counts.of(Verb.CHANGE) + " to change, "
                + counts.of(Verb.REPLACE) + " to replace, " + counts.of(Verb.REMOVE) + " to remove; "
                + counts.unchanged() + " unchanged.";
    }

    /** Returns what a pseudowire's ends carry, from changes that would take all of it away. */
    String carried(PairChange change) {
        StringBuilder text = new StringBuilder();
        String name = change.pseudowire().text();
        new PairTable(change, List.of()).appendTo(text, name, terminal.paint(Terminal.Colour.BOLD, name), columns);
        return text.toString();
    }

    /** A rest is an end of a pseudowire that stays, at a host where it is no longer. */
    private void append(PairChange change, boolean rest, StringBuilder text) {
        String symbol = change.verb().symbol();
        String title = " ".repeat(3 - symbol.length()) + symbol + " " + change.pseudowire();
        List<String> remarks = rest ? List.of("it stays, with this end on another host: see above") : remarks(change);
        new PairTable(change, remarks).appendTo(text, title, terminal.paint(colour(change.verb()), title), columns);
    }

    /** Returns what an end itself gives no reason for. */
    private static List<String> remarks(PairChange change) {
        List<String> remarks = new ArrayList<>();
        for (Side side : Side.values()) {
            change.end(side)
                    .map(end -> end.difference().reason())
                    .filter(Reason::isOfThePair)
                    .ifPresent(reason -> remarks.add(side + ": " + reason));
        }
        return remarks;
    }

    private static Terminal.Colour colour(Verb verb) {
        return switch (verb) {
            case CREATE -> Terminal.Colour.GREEN;
            case CHANGE, REPLACE -> Terminal.Colour.YELLOW;
            case REMOVE -> Terminal.Colour.RED;
            case NOTHING -> Terminal.Colour.BOLD;
        };
    }
}
