package io.pairwire.yaml;

/** Stands where a value was that a problem has been reported of. */
public record YamlRefused(Position at) implements YamlValue {
    @Override
    public String kind() {
        return "a refused value";
    }

    @Override
    public boolean isRefused() {
        return true;
    }
}
