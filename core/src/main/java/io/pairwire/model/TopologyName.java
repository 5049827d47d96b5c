package io.pairwire.model;

import java.util.regex.Pattern;

/** A topology's name, its scope of ownership on hosts: 1 to 24 of a-z, 0-9 and -, the first not -. */
public record TopologyName(String text) implements Comparable<TopologyName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,23}");

    public TopologyName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no topology name: 1 to 24 of a-z, 0-9 and -, the first not -");
        }
    }

    @Override
    public int compareTo(TopologyName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
