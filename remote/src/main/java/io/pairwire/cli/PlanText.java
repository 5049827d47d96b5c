package io.pairwire.cli;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.EndChange;
import io.pairwire.transaction.Held;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan as people read it: pseudowire by pseudowire, both ends side by side. */
final class PlanText {
    private static final String INDENT = "      ";
    private static final int GAP = 2;
    /** Characters that are printed at once. */
    private static final int PIECE = 1 << 15;

    private final Terminal terminal;

    PlanText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints plans as one, the last line their sum, in pieces: the text is much longer than what it is made from. */
    void print(Iterable<PairPlan> plans, PrintStream out) {
        Counts counts = new Counts();
        StringBuilder text = new StringBuilder(PIECE * 2);
        for (PairPlan plan : plans) {
            counts.add(plan);
            Set<PseudowireName> moved = plan.moved();
            for (PairChange change : plan.changes()) {
                boolean rest = change.verb() == Verb.REMOVE && moved.contains(change.pseudowire());
                text.append(of(change, rest)).append('\n');
                if (text.length() >= PIECE) {
                    out.print(text);
                    text.setLength(0);
                }
            }
            for (Held held : plan.held()) {
                text.append("  ! ")
                        .append(held.pseudowire())
                        .append(" stays as it is at both ends: ")
                        .append(held.reason())
                        .append("\n\n");
            }
        }
        out.print(text.append(sum(counts)).append('\n'));
    }

    private static String sum(Counts counts) {
        return "Plan: " + counts.of(Verb.CREATE) + " to add, " + counts.of(Verb.CHANGE) + " to change, "
                + counts.of(Verb.REPLACE) + " to replace, " + counts.of(Verb.REMOVE) + " to remove; "
                + counts.unchanged() + " unchanged.";
    }

    /** Returns what a pseudowire's ends carry, from changes that would take all of it away. */
    String carried(PairChange change) {
        return of(change, change.pseudowire().text(), Terminal.Colour.BOLD, List.of());
    }

    /** A rest is an end of a pseudowire that stays, at a host where it is no longer. */
    private String of(PairChange change, boolean rest) {
        String symbol = change.verb().symbol();
        return of(
                change,
                " ".repeat(3 - symbol.length()) + symbol + " " + change.pseudowire(),
                colour(change.verb()),
                rest ? List.of("it stays, with this end on another host: see above") : remarks(change));
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

    private String of(PairChange change, String title, Terminal.Colour colour, List<String> remarks) {
        Map<String, AttributeChange> a = attributes(change.a());
        Map<String, AttributeChange> b = attributes(change.b());
        Set<String> either = new LinkedHashSet<>(a.keySet());
        either.addAll(b.keySet());
        List<String> names = either.stream().sorted(AttributeChange.BY_NAME).toList();
        int nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
        String headA = head(change, Side.A);
        String headB = head(change, Side.B);
        int widthA = headA.length();
        for (AttributeChange attribute : a.values()) {
            widthA = Math.max(widthA, cell(attribute, change.a()).length());
        }
        int columnA = Math.max(INDENT.length() + nameWidth, title.length()) + GAP;
        int columnB = columnA + widthA + GAP;
        StringBuilder text = new StringBuilder();
        text.append(terminal.paint(colour, title))
                .append(" ".repeat(columnA - title.length()))
                .append(padded(headA, columnB - columnA))
                .append(headB);
        strip(text).append('\n');
        remarks.forEach(
                remark -> text.append(INDENT).append("# ").append(remark).append('\n'));
        for (String name : names) {
            String row = INDENT + name;
            AttributeChange atA = a.get(name);
            AttributeChange atB = b.get(name);
            text.append(row)
                    .append(" ".repeat(columnA - row.length()))
                    .append(padded(atA == null ? "" : cell(atA, change.a()), columnB - columnA))
                    .append(atB == null ? "" : cell(atB, change.b()));
            strip(text);
            boolean forced = (atA != null && atA.forcesReplacement()) || (atB != null && atB.forcesReplacement());
            text.append(forced ? "  # forces replacement\n" : "\n");
        }
        return text.toString();
    }

    private static String head(PairChange change, Side side) {
        Optional<EndChange> end = change.end(side);
        if (end.isEmpty()) {
            return side + ": -";
        }
        Verb verb = end.get().difference().verb();
        return side + ": " + end.get().host() + (verb == change.verb() ? "" : " (" + word(verb) + ")");
    }

    private static String word(Verb verb) {
        return verb == Verb.NOTHING ? "unchanged" : verb.toString();
    }

    private static Map<String, AttributeChange> attributes(Optional<EndChange> end) {
        Map<String, AttributeChange> attributes = new LinkedHashMap<>();
        end.ifPresent(
                there -> there.difference().attributes().forEach(change -> attributes.put(change.name(), change)));
        return attributes;
    }

    /** Returns both values of an attribute that changes; of an end that only comes or goes, the one that there is. */
    private static String cell(AttributeChange change, Optional<EndChange> end) {
        Verb verb = end.map(there -> there.difference().verb()).orElse(Verb.NOTHING);
        String from = change.from().orElse("(none)");
        String to = change.to().orElse("(none)");
        return switch (verb) {
            case CREATE -> to;
            case REMOVE -> from;
            case CHANGE, REPLACE, NOTHING -> from.equals(to) ? from + " (another)" : from + " -> " + to;
        };
    }

    private static Terminal.Colour colour(Verb verb) {
        return switch (verb) {
            case CREATE -> Terminal.Colour.GREEN;
            case CHANGE, REPLACE -> Terminal.Colour.YELLOW;
            case REMOVE -> Terminal.Colour.RED;
            case NOTHING -> Terminal.Colour.BOLD;
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static StringBuilder strip(StringBuilder text) {
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        return text;
    }
}
