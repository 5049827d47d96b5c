package io.pairwire.model;

/** The L2-specific sublayer between a session header and its frame (RFC 3931 section 4.6; kernel {@code L2TP_ATTR_L2SPEC_TYPE}). */
public enum L2SpecType {
    NONE(0),
    DEFAULT(4);

    private final int octets;

    L2SpecType(int octets) {
        this.octets = octets;
    }

    /** Returns the sublayer's length on the wire in octets. */
    public int octets() {
        return octets;
    }

    /** Returns {@code none} or {@code default}. */
    @Override
    public String toString() {
        return this == NONE ? "none" : "default";
    }
}
