package io.pairwire.yaml;

/** A key of a mapping and its value. */
public record YamlEntry(YamlScalar key, YamlValue value) {
    /** Returns the key's text. */
    public String name() {
        return key.text();
    }
}
