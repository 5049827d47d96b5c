package io.pairwire.model;

/** The name of a tunnel in its topology; a tunnel of one pseudowire has that one's: 1 to 63 of letters, digits, _ . and -, the first a letter, digit or _. */
public record TunnelName(String text) implements Comparable<TunnelName> {
    private static final int MOST_CHARACTERS = 63;

    public TunnelName {
        if (!NameForm.fits(text, MOST_CHARACTERS)) {
            throw new IllegalArgumentException("'" + text
                    + "' is no tunnel name: 1 to 63 of letters, digits, _ . and -, the first a letter, digit or _");
        }
    }

    @Override
    public int compareTo(TunnelName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
