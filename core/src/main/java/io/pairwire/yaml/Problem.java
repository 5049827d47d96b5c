package io.pairwire.yaml;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something wrong with a file, with its place. It holds no secret of the file and may be printed anywhere.
 *
 * @param file the file's name as the user gave it
 * @param ruleId the rule that is broken, such as {@code PW012}
 * @param message what is wrong, without a full stop
 * @param hint how to mend it
 * @param excerpt the line it is about; absent where the file has no such line (it is empty, say)
 */
public record Problem(
        String file,
        Position at,
        Severity severity,
        String ruleId,
        String message,
        Optional<String> hint,
        Optional<Excerpt> excerpt)
        implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::at)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::ruleId)
            .thenComparing(Problem::message);

    public Problem {
        message = Printable.text(message);
        hint = hint.map(Printable::text);
    }

    /** Returns the line, from 1. */
    public int line() {
        return at.line();
    }

    /** Returns the column, from 1, in code points. */
    public int column() {
        return at.column();
    }

    /** Returns whether this makes the file invalid. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns the first line alone: {@code FILE:LINE:COLUMN: SEVERITY RULE: MESSAGE}. */
    public String headline() {
        return file + ":" + at + ": " + severity + " " + ruleId + ": " + message;
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** Returns the whole text for people: the headline, the source line, the caret and the hint; no line break at its end. */
    @Override
    public String toString() {
        return headline()
                + excerpt.map(shown -> "\n" + shown).orElse("")
                + hint.map(text -> "\n  hint: " + text).orElse("");
    }
}
