package io.pairwire.model;

/** A host's name in the inventory (which need not be its name in the DNS): 1 to 253 of letters, digits, _ . and -, the first a letter, digit or _. */
public record HostName(String text) implements Comparable<HostName> {
    private static final int MOST_CHARACTERS = 253;

    public HostName {
        if (!NameForm.fits(text, MOST_CHARACTERS)) {
            throw new IllegalArgumentException("'" + text
                    + "' is no host name: 1 to 253 of letters, digits, _ . and -, the first a letter, digit or _");
        }
    }

    @Override
    public int compareTo(HostName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
