package io.pairwire.playbook;

import java.util.Locale;

/** What a {@code pseudowire} task brings pseudowires to. */
public enum State {
    /** Both ends are as the topology has them. */
    PRESENT,
    /** Neither end is there. */
    ABSENT,
    /** Both ends are as the topology has them, and were made anew. */
    RESTARTED;

    /** Returns the word that files have. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
