package io.pairwire.model;

import java.util.regex.Pattern;

/** A pseudowire's name, unique in its topology: 1 to 63 of letters, digits, _ . and -, the first a letter, digit or _. */
public record PseudowireName(String text) implements Comparable<PseudowireName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    public PseudowireName {
        if (!FORM.matcher(text).matches()) {
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
