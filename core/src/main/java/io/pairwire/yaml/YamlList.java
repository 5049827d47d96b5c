package io.pairwire.yaml;

import java.util.List;
import java.util.Optional;

/** A list. */
public record YamlList(List<YamlValue> items, Position at) implements YamlValue {
    public YamlList {
        items = List.copyOf(items);
    }

    @Override
    public String kind() {
        return "a list";
    }

    @Override
    public Optional<YamlList> list() {
        return Optional.of(this);
    }
}
