package io.pairwire.model;

import java.util.regex.Pattern;

/**
 * The name of a network namespace as {@code ip netns} keeps it, a file in {@code /run/netns}: 1 to 63 of letters, digits, _ . and -,
 * the first a letter, digit or _.
 */
public record NetnsName(String text) implements Comparable<NetnsName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    public NetnsName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no name of a network namespace: 1 to 63 of letters,"
                    + " digits, _ . and -, the first a letter, digit or _");
        }
    }

    @Override
    public int compareTo(NetnsName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
