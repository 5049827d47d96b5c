package io.pairwire.yaml;

import java.util.Optional;

/**
 * A scalar: the text that the file has, whatever YAML would make of it.
 *
 * @param plain whether it stands without quotes
 * @param tag the tag before it, where the dialect allows one
 */
public record YamlScalar(String text, Position at, boolean plain, Optional<String> tag) implements YamlValue {
    @Override
    public String kind() {
        return isNull() ? "nothing" : "a single value";
    }

    @Override
    public Optional<YamlScalar> scalar() {
        return Optional.of(this);
    }

    @Override
    public boolean isNull() {
        return plain
                && switch (text) {
                    case "", "~", "null", "Null", "NULL" -> true;
                    default -> false;
                };
    }

    /** Returns the kind alone: the text may be a secret. */
    @Override
    public String toString() {
        return kind() + " at " + at;
    }
}
