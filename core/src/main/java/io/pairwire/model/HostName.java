package io.pairwire.model;

import java.util.regex.Pattern;

/** A host's name in the inventory (which need not be its name in the DNS): 1 to 253 of letters, digits, _ . and -, the first a letter, digit or _. */
public record HostName(String text) implements Comparable<HostName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");

    public HostName {
        if (!FORM.matcher(text).matches()) {
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
