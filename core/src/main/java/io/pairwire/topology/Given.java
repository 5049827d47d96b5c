package io.pairwire.topology;

import io.pairwire.yaml.Position;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value that the file gives.
 *
 * @param value empty where it cannot be used, which has been reported
 */
record Given<T>(Optional<T> value, Position at) {
    static <T> Given<T> of(T value, Position at) {
        return new Given<>(Optional.of(value), at);
    }

    /** Returns what stands for a value of which a problem has been reported. */
    static <T> Given<T> unusable(Position at) {
        return new Given<>(Optional.empty(), at);
    }

    <R> Given<R> map(Function<T, R> function) {
        return new Given<>(value.map(function), at);
    }

    /** Returns the value of something that may not be given at all. */
    static <T> Optional<T> value(Optional<Given<T>> given) {
        return given.isPresent() ? given.get().value() : Optional.empty();
    }

    /** Returns whether something is given, and cannot be used. */
    static boolean isUnusable(Optional<? extends Given<?>> given) {
        return given.isPresent() && given.get().value().isEmpty();
    }
}
