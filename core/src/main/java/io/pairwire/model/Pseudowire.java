package io.pairwire.model;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pseudowire with both its ends: one session in one tunnel.
 *
 * @param mtu of both interfaces, in octets of payload above the inner Ethernet header
 * @param isProtected whether it must not be removed from its hosts
 */
public record Pseudowire(
        PseudowireName name,
        Tunnel tunnel,
        PseudowireEnd a,
        PseudowireEnd b,
        L2SpecType l2spec,
        SequenceNumbers seq,
        boolean lnsMode,
        int reorderTimeoutMillis,
        int mtu,
        boolean isProtected,
        Set<String> tags) {
    public Pseudowire {
        tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    }

    /** Returns one of the two ends. */
    public PseudowireEnd end(Side side) {
        return side == Side.A ? a : b;
    }
}
