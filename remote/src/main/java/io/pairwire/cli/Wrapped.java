package io.pairwire.cli;

import java.util.regex.Pattern;

/** Text that is broken at blanks where a terminal is too narrow for it. Colours have no width. */
final class Wrapped {
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");

    private Wrapped() {}

    /** Returns a line, broken where it must be. */
    static String of(String words, int columns) {
        StringBuilder text = new StringBuilder();
        append(text, words, 0, columns);
        return text.toString();
    }

    /**
     * Returns lines, each broken where it must be.
     *
     * @param further how much further in than the line that it belongs to stands what goes on
     */
    static String lines(String lines, int further, int columns) {
        if (columns == Columns.UNLIMITED) {
            return lines;
        }
        StringBuilder text = new StringBuilder();
        String between = "";
        for (String line : lines.split("\n", -1)) {
            String words = line.stripLeading();
            int indent = line.length() - words.length();
            text.append(between).append(" ".repeat(indent));
            append(text, words, indent, indent + further, columns);
            between = "\n";
        }
        return text.toString();
    }

    /**
     * Appends words behind what already stands on the last line.
     *
     * @param column where the words begin, which is how much of the line is taken, and where further lines begin
     * @param columns how wide the terminal is
     */
    static void append(StringBuilder text, String words, int column, int columns) {
        append(text, words, column, hanging(column, columns), columns);
    }

    /** Returns where further lines begin of words that begin at a column: half a line's worth of blanks before each would be worse than a hanging line. */
    static int hanging(int column, int columns) {
        return column <= columns / 2 ? column : Math.min(column, columns / 4);
    }

    private static void append(StringBuilder text, String words, int column, int hanging, int columns) {
        if (columns == Columns.UNLIMITED) {
            text.append(words);
            return;
        }
        int at = column;
        String between = "";
        for (String word : words.split(" ", -1)) {
            int width = width(word);
            boolean fits = at + between.length() + width <= columns;
            if (!fits && width > 0 && (at > hanging || isFurtherOut(width, hanging, columns))) {
                breakLine(text);
                int indent = isFurtherOut(width, hanging, columns) ? columns - width : hanging;
                text.append(" ".repeat(indent)).append(word);
                at = indent + width;
            } else {
                text.append(between).append(word);
                at += between.length() + width;
            }
            between = " ";
        }
    }

    /** A word for which the rest of a line is not enough stands further out; a word that is longer than any line gains nothing by that. */
    private static boolean isFurtherOut(int width, int hanging, int columns) {
        return width > columns - hanging && width <= columns;
    }

    /** No blanks are left at a line's end, and no line of nothing else. */
    private static void breakLine(StringBuilder text) {
        while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    /** Returns how many columns a text takes. */
    static int width(String text) {
        return text.indexOf('\u001b') < 0
                ? text.length()
                : ESCAPE.matcher(text).replaceAll("").length();
    }
}
