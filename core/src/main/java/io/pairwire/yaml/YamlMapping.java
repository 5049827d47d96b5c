package io.pairwire.yaml;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A mapping, in the order of the file; no key stands twice. */
public record YamlMapping(Map<String, YamlEntry> byName, Position at) implements YamlValue {
    public YamlMapping {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** Returns the mapping with nothing in it. */
    public static YamlMapping empty(Position at) {
        return new YamlMapping(Map.of(), at);
    }

    /** Returns the entries in the order of the file. */
    public Collection<YamlEntry> entries() {
        return byName.values();
    }

    /** Returns the entry of a key. */
    public Optional<YamlEntry> entry(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public String kind() {
        return "a mapping";
    }

    @Override
    public Optional<YamlMapping> mapping() {
        return Optional.of(this);
    }
}
