package io.pairwire.transaction;

/** How far a transaction is. */
public enum Phase {
    /** Hosts lock, look again and write their journals. */
    PREPARING,
    /** Frames are sent over what is there yet. */
    TESTING,
    /** Both ends change. */
    APPLYING,
    /** Frames are sent over what is there now. */
    VERIFYING,
    /** All is applied and verified, and waits for the last word. */
    WAITING,
    /** Both ends keep it. */
    CONFIRMING,
    /** Both ends go back. */
    TAKING_BACK,
    /** It is known what became of it. */
    ENDED
}
