package io.pairwire.inventory;

import java.util.Optional;

/** What a mapping's keys become where they are no text: JSON knows no others. */
final class Keys {
    private Keys() {}

    /** Returns the text that Python's {@code json} makes of a key; empty for one that it refuses. */
    static Optional<String> of(Value key) {
        if (key instanceof Value.Truth truth) {
            return Optional.of(Boolean.toString(truth.holds()));
        }
        return key instanceof Value.Nothing ? Optional.of("null") : key.text();
    }
}
