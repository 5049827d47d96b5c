package io.pairwire.model;

/** A tunnel ID: 32 unsigned bits, never zero (the Control Connection ID of RFC 3931 section 3.1; kernel {@code CONN_ID}). */
public record TunnelId(int bits) implements Comparable<TunnelId> {
    public TunnelId {
        if (bits == 0) {
            throw new IllegalArgumentException("tunnel ID must not be zero");
        }
    }

    /** Returns the tunnel ID written as an unsigned decimal or {@code 0x} hexadecimal number. */
    public static TunnelId parse(String text) {
        return new TunnelId(Unsigned32.parse(text));
    }

    @Override
    public int compareTo(TunnelId other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    /** Returns the unsigned decimal number. */
    @Override
    public String toString() {
        return Integer.toUnsignedString(bits);
    }
}
