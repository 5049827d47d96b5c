package io.pairwire.model;

/** A session ID: 32 unsigned bits, never zero (zero marks control messages, RFC 3931 section 4.1.1.2). */
public record SessionId(int bits) implements Comparable<SessionId> {
    public SessionId {
        if (bits == 0) {
            throw new IllegalArgumentException("session ID must not be zero");
        }
    }

    /** Returns the session ID written as an unsigned decimal or {@code 0x} hexadecimal number. */
    public static SessionId parse(String text) {
        return new SessionId(Unsigned32.parse(text));
    }

    @Override
    public int compareTo(SessionId other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    /** Returns the unsigned decimal number. */
    @Override
    public String toString() {
        return Integer.toUnsignedString(bits);
    }
}
