package io.pairwire.transaction;

import java.util.Locale;

/** In which way a pseudowire is not as its topology says. */
public enum DriftClass {
    /** Neither end is there. */
    MISSING("missing"),
    /** One end is there. */
    HALF_PAIR("half a pair"),
    /** Both ends are there, and what one sends is not what the other expects. */
    PEER_MISMATCH("peer mismatch"),
    /** Something that is not the topology's stands in its way, or it lacks something that is not the topology's to make. */
    FOREIGN("foreign"),
    /** Both ends are there and fit each other, but differ in what concerns each alone, or both in the same way. */
    CHANGED("changed"),
    /** It is no longer in the topology. */
    LEFT_OVER("left over");

    private final String phrase;

    DriftClass(String phrase) {
        this.phrase = phrase;
    }

    /** Returns what people call it. */
    public String phrase() {
        return phrase;
    }

    /** Returns the word that JSON shows. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
