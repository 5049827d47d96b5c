package io.pairwire.cli;

import java.util.Optional;

/**
 * What something means that we say by a name or a number.
 *
 * @param id what people ask for
 * @param kind what it is, such as {@code exit code}
 * @param meaning in one line
 * @param next what to do about it, where that is more than nothing
 * @param example a file that has it and what is said of it, if there is one
 */
record Explanation(String id, String kind, String meaning, Optional<String> next, Optional<String> example) {
    static Explanation of(String id, String kind, String meaning, String next) {
        return new Explanation(
                id, kind, meaning, next.isEmpty() ? Optional.empty() : Optional.of(next), Optional.empty());
    }

    /** Returns the whole text, of lines; an example is left as it is. */
    String text(int columns) {
        StringBuilder text = new StringBuilder(id + " (" + kind + "): " + meaning + "\n");
        next.ifPresent(what -> text.append("  what to do: ").append(what).append('\n'));
        text.replace(0, text.length(), Wrapped.lines(text.toString(), 2, columns));
        example.ifPresent(given -> text.append('\n').append(given).append('\n'));
        return text.toString();
    }

    /** Returns a line of a list. */
    String line(int columns) {
        return Wrapped.lines("  " + id + "  " + meaning, 4, columns);
    }
}
