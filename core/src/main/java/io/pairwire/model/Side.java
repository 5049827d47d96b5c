package io.pairwire.model;

/** Which of a pseudowire's two ends. */
public enum Side {
    A,
    B;

    /** Returns the end that this one faces. */
    public Side far() {
        return this == A ? B : A;
    }

    /** Returns {@code a} or {@code b}, as in the topology file. */
    @Override
    public String toString() {
        return this == A ? "a" : "b";
    }
}
