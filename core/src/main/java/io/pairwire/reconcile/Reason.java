package io.pairwire.reconcile;

/** Why an end of a pseudowire is to change, or is not. */
public enum Reason {
    MISSING("not there"),
    FIXED("what is fixed at creation differs"),
    DIFFERENT("differs"),
    OTHER_NAMESPACE("it moves to another network namespace"),
    NOT_PLANNED("not in the topology"),
    AS_PLANNED("as it should be"),
    BY_HAND("made by hand, and fits"),
    /** A session made anew counts its packets from zero; an end that has counted further drops them all as late. */
    SEQUENCE("its other end is made anew, and sequence numbers must start together"),
    /** Cookies that are made are made for both ends together. */
    COOKIES("its other end is made anew, and with it both cookies"),
    COOKIES_DISAGREE("the two ends' cookies are not the same"),
    ROTATED("its cookies are to be made anew"),
    RESTARTED("it is to be made anew, as it is");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** Returns the reason of a text. */
    public static Reason of(String text) {
        for (Reason reason : values()) {
            if (reason.text.equals(text)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("no reason");
    }

    /** Returns whether the end itself gives no reason, but the two ends together do. */
    public boolean isOfThePair() {
        return this == SEQUENCE || this == COOKIES || this == COOKIES_DISAGREE || this == ROTATED || this == RESTARTED;
    }

    /** Returns it as people and scripts read it. */
    @Override
    public String toString() {
        return text;
    }
}
