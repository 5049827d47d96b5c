package io.pairwire.yaml;

import java.util.Optional;

/** A value of a YAML file, with its place. */
public sealed interface YamlValue permits YamlScalar, YamlList, YamlMapping, YamlSecret, YamlRefused {
    /** Returns where it starts. */
    Position at();

    /** Returns what it is, with an article: {@code a list}. */
    String kind();

    /** Returns this where it is a scalar. */
    default Optional<YamlScalar> scalar() {
        return Optional.empty();
    }

    /** Returns this where it is a list. */
    default Optional<YamlList> list() {
        return Optional.empty();
    }

    /** Returns this where it is a mapping. */
    default Optional<YamlMapping> mapping() {
        return Optional.empty();
    }

    /** Returns this where it stands for a secret that the file does not tell. */
    default Optional<YamlSecret> secret() {
        return Optional.empty();
    }

    /** Returns whether a problem of this value has been reported, so that nothing more need be said of it. */
    default boolean isRefused() {
        return false;
    }

    /** Returns whether this is {@code null}, {@code ~} or nothing at all. */
    default boolean isNull() {
        return false;
    }
}
