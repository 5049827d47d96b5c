package io.pairwire.yaml;

/**
 * A line of a file as it may be shown: secrets masked, control characters replaced, cut where it is very long.
 *
 * @param text the line
 * @param caret how many columns stand before the place it points at, in {@code text}
 */
public record Excerpt(String text, int caret) {
    public Excerpt {
        if (caret < 0) {
            throw new IllegalArgumentException("a caret stands at a column from 0, not " + caret);
        }
    }

    /** Returns the line, and below it the caret. */
    @Override
    public String toString() {
        return text + "\n" + " ".repeat(caret) + "^";
    }
}
