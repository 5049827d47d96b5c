package io.pairwire.model;

/** A pseudowire's name, unique in its topology: 1 to 63 of letters, digits, _ . and -, the first a letter, digit or _. */
public record PseudowireName(String text) implements Comparable<PseudowireName> {
    private static final int MOST_CHARACTERS = 63;

    public PseudowireName {
        if (!NameForm.fits(text, MOST_CHARACTERS)) {
            throw new IllegalArgumentException("'" + text
                    + "' is no pseudowire name: 1 to 63 of letters, digits, _ . and -, the first a letter, digit or _");
        }
    }

    @Override
    public int compareTo(PseudowireName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
