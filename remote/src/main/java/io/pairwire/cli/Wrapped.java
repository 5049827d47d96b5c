package io.pairwire.cli;

/** Text that is broken at blanks where a terminal is too narrow for it. */
final class Wrapped {
    private Wrapped() {}

    /** Returns a line, broken where it must be. */
    static String of(String words, int columns) {
        StringBuilder text = new StringBuilder();
        append(text, words, 0, columns);
        return text.toString();
    }

    /**
     * Appends words behind what already stands on the last line.
     *
     * @param column where the words begin, which is how much of the line is taken, and where further lines begin
     * @param columns how wide the terminal is
     */
    static void append(StringBuilder text, String words, int column, int columns) {
        // Half a line's worth of blanks before each word would be worse than a hanging line.
        int hanging = column <= columns / 2 ? column : Math.min(column, columns / 4);
        int at = column;
        boolean first = true;
        for (String word : words.split(" ", -1)) {
            int needed = word.length() + (first ? 0 : 1);
            if (at + needed > columns && at > hanging) {
                while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
                    text.setLength(text.length() - 1);
                }
                text.append('\n').append(" ".repeat(hanging)).append(word);
                at = hanging + word.length();
            } else {
                text.append(first ? "" : " ").append(word);
                at += needed;
            }
            first = false;
        }
    }
}
