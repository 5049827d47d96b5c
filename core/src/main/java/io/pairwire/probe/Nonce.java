package io.pairwire.probe;

/**
 * What tells the frames of one run from those of any other: 128 bits that both ends were told and nobody else.
 *
 * @param high its first eight octets
 * @param low the rest
 */
public record Nonce(long high, long low) {
    private static final int DIGITS = 32;
    private static final int HEXADECIMAL = 16;

    /** Returns the nonce that is written as 32 hexadecimal digits. */
    public static Nonce parse(String text) {
        if (text.length() != DIGITS || !text.chars().allMatch(c -> Character.digit(c, HEXADECIMAL) >= 0)) {
            throw new IllegalArgumentException("a nonce is 32 hexadecimal digits");
        }
        return new Nonce(
                Long.parseUnsignedLong(text.substring(0, DIGITS / 2), HEXADECIMAL),
                Long.parseUnsignedLong(text.substring(DIGITS / 2), HEXADECIMAL));
    }

    /** Returns 32 hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
