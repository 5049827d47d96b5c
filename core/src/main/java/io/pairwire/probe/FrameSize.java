package io.pairwire.probe;

/** How long a probe is. A path may take short frames and lose long ones. */
public enum FrameSize {
    /** As short as a probe can be: a header and nothing else. */
    SMALL,
    /** As long as the sender's interface takes: its MTU, and the 14 octets of the Ethernet header. */
    FULL
}
