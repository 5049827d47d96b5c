package io.pairwire.cli;

import io.pairwire.model.Side;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.EndChange;
import io.pairwire.transaction.PairChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pseudowire as people read it: its attributes downwards and its two ends side by side; where the terminal is too narrow for
 * that, one end below the other.
 */
final class PairTable {
    private static final int INDENT = 6;
    private static final int INDENT_OF_END = 4;
    private static final int GAP = 2;
    private static final String FORCED = "# forces replacement";

    private final PairChange change;
    private final String headA;
    private final String headB;
    private final List<String> remarks;
    private final List<Row> rows;

    /** One attribute; a text is empty where that end has nothing to say of it. */
    private record Row(String name, String a, String b, boolean forcedA, boolean forcedB) {
        static Row of(String name, AttributeChange a, Verb verbA, AttributeChange b, Verb verbB) {
            return new Row(name, cell(a, verbA), cell(b, verbB), a.forcesReplacement(), b.forcesReplacement());
        }

        String text(Side side) {
            return side == Side.A ? a : b;
        }

        boolean isForced(Side side) {
            return side == Side.A ? forcedA : forcedB;
        }
    }

    /** The table of a change, with what is to be remarked about it. */
    PairTable(PairChange change, List<String> remarks) {
        this.change = change;
        this.remarks = List.copyOf(remarks);
        this.headA = head(Side.A);
        this.headB = head(Side.B);
        this.rows = rows();
    }

    private String head(Side side) {
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

    private List<Row> rows() {
        List<AttributeChange> a = attributes(Side.A);
        List<AttributeChange> b = attributes(Side.B);
        Verb verbA = verb(Side.A);
        Verb verbB = verb(Side.B);
        List<Row> made = new ArrayList<>(a.size());
        if (haveTheSameNames(a, b)) {
            for (int i = 0; i < a.size(); i++) {
                made.add(Row.of(a.get(i).name(), a.get(i), verbA, b.get(i), verbB));
            }
            return made;
        }
        Map<String, AttributeChange> ofA = byName(a);
        Map<String, AttributeChange> ofB = byName(b);
        Set<String> either = new LinkedHashSet<>(ofA.keySet());
        either.addAll(ofB.keySet());
        List<String> names = either.stream().sorted(AttributeChange.BY_NAME).toList();
        for (String name : names) {
            Optional<AttributeChange> atA = Optional.ofNullable(ofA.get(name));
            Optional<AttributeChange> atB = Optional.ofNullable(ofB.get(name));
            made.add(new Row(
                    name,
                    atA.map(attribute -> cell(attribute, verbA)).orElse(""),
                    atB.map(attribute -> cell(attribute, verbB)).orElse(""),
                    atA.filter(AttributeChange::forcesReplacement).isPresent(),
                    atB.filter(AttributeChange::forcesReplacement).isPresent()));
        }
        return made;
    }

    private List<AttributeChange> attributes(Side side) {
        return change.end(side).map(end -> end.difference().attributes()).orElse(List.of());
    }

    private Verb verb(Side side) {
        return change.end(side).map(end -> end.difference().verb()).orElse(Verb.NOTHING);
    }

    /** As two ends that come together nearly always have. */
    private static boolean haveTheSameNames(List<AttributeChange> a, List<AttributeChange> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).name().equals(b.get(i).name())) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, AttributeChange> byName(List<AttributeChange> changes) {
        Map<String, AttributeChange> byName = new LinkedHashMap<>();
        changes.forEach(attribute -> byName.put(attribute.name(), attribute));
        return byName;
    }

    /** Returns both values of an attribute that changes; of an end that only comes or goes, the one that there is. */
    private static String cell(AttributeChange change, Verb verb) {
        String from = change.from().orElse("(none)");
        String to = change.to().orElse("(none)");
        return switch (verb) {
            case CREATE -> to;
            case REMOVE -> from;
            case CHANGE, REPLACE, NOTHING -> from.equals(to) ? from + " (another)" : from + " -> " + to;
        };
    }

    /**
     * Appends the table.
     *
     * @param title what stands before the ends
     * @param painted the title with its colours
     * @param columns how wide the terminal is
     */
    void appendTo(StringBuilder text, String title, String painted, int columns) {
        int names = 0;
        int widthA = headA.length();
        int widthB = headB.length();
        boolean forced = false;
        for (Row row : rows) {
            names = Math.max(names, row.name().length());
            widthA = Math.max(widthA, row.a().length());
            widthB = Math.max(widthB, row.b().length());
            forced |= row.forcedA() || row.forcedB();
        }
        int columnA = Math.max(INDENT + names, title.length()) + GAP;
        int columnB = columnA + widthA + GAP;
        long width = (long) columnB + widthB + (forced ? GAP + FORCED.length() : 0);
        if (width <= columns) {
            sideBySide(text, title, painted, columnA, columnB, columns);
        } else {
            stacked(text, painted, names, columns);
        }
    }

    private void sideBySide(StringBuilder text, String title, String painted, int columnA, int columnB, int columns) {
        text.append(painted);
        pad(text, columnA - title.length());
        text.append(headA);
        pad(text, columnB - columnA - headA.length());
        text.append(headB).append('\n');
        appendRemarks(text, columns);
        for (Row row : rows) {
            pad(text, INDENT);
            text.append(row.name());
            if (!row.a().isEmpty() || !row.b().isEmpty()) {
                pad(text, columnA - INDENT - row.name().length());
                text.append(row.a());
            }
            if (!row.b().isEmpty()) {
                pad(text, columnB - columnA - row.a().length());
                text.append(row.b());
            }
            text.append(row.forcedA() || row.forcedB() ? "  " + FORCED + "\n" : "\n");
        }
    }

    private void stacked(StringBuilder text, String painted, int names, int columns) {
        text.append(painted).append('\n');
        appendRemarks(text, columns);
        int column = INDENT + names + GAP;
        for (Side side : Side.values()) {
            pad(text, INDENT_OF_END);
            text.append(side == Side.A ? headA : headB).append('\n');
            for (Row row : rows) {
                if (!row.text(side).isEmpty()) {
                    pad(text, INDENT);
                    text.append(row.name());
                    pad(text, column - INDENT - row.name().length());
                    Wrapped.append(text, row.text(side) + (row.isForced(side) ? "  " + FORCED : ""), column, columns);
                    text.append('\n');
                }
            }
        }
    }

    private void appendRemarks(StringBuilder text, int columns) {
        for (String remark : remarks) {
            pad(text, INDENT);
            Wrapped.append(text, "# " + remark, INDENT, columns);
            text.append('\n');
        }
    }

    private static void pad(StringBuilder text, int blanks) {
        for (int i = 0; i < blanks; i++) {
            text.append(' ');
        }
    }
}
