package io.pairwire.playbook;

import java.util.Locale;

/** What became of a pseudowire, or a host, in a task; the gravest last. */
public enum Status {
    /** It was not asked: a condition does not hold of it. */
    SKIPPED,
    /** As it should be. */
    OK,
    /** Not as it should be, as was looked for. */
    DRIFTED,
    /** Something was changed, or would be. */
    CHANGED,
    /** Not as it should be; it has no further part in the book. */
    FAILED,
    /** An end could not be had; likewise. */
    UNREACHABLE;

    /** Returns whether it has no further part in the book. */
    public boolean isFailure() {
        return this == FAILED || this == UNREACHABLE;
    }

    Status or(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns the word that people and scripts read. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
