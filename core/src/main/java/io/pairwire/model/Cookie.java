package io.pairwire.model;

/**
 * A cookie of 4 or 8 octets, assigned by the receiver (RFC 3931 section 4.1.1). No cookie is an empty {@code Optional}.
 *
 * <p>A cookie is a secret: it prints as its length, and only {@link #reveal} gives its octets.
 *
 * @param value the octets as a big-endian number
 * @param length 4 or 8
 */
public record Cookie(long value, int length) {
    public Cookie {
        if (length != 4 && length != 8) {
            throw new IllegalArgumentException("a cookie has 4 or 8 octets, not " + length);
        }
        if (length == 4 && value >>> 32 != 0) {
            throw new IllegalArgumentException("a cookie of 4 octets has a value of more");
        }
    }

    /** Returns the cookie written as 8 or 16 hexadecimal digits, first octet on the wire first. Errors never quote the text. */
    public static Cookie parse(String hex) {
        if (hex.length() != 8 && hex.length() != 16) {
            throw new IllegalArgumentException("a cookie is 8 or 16 hexadecimal digits (4 or 8 octets), not "
                    + hex.length() + (hex.length() == 1 ? " character" : " characters"));
        }
        if (!hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw new IllegalArgumentException("a cookie is 8 or 16 hexadecimal digits; this has another character");
        }
        return new Cookie(Long.parseUnsignedLong(hex, 16), hex.length() / 2);
    }

    /** Returns the octets as hexadecimal digits. For the kernel and the other jar alone: never for a person, a file or a log. */
    public String reveal() {
        return String.format(length == 4 ? "%08x" : "%016x", value);
    }

    @Override
    public String toString() {
        return "Cookie(" + length + " octets)";
    }
}
