package io.pairwire.topology;

import io.pairwire.model.InterfaceName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names the interface of a pseudowire that does not name it. */
final class InterfaceNames {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int KEPT = 6;
    private static final int DIGITS = 8;

    private InterfaceNames() {}

    /**
     * Returns the pseudowire's own name where an interface can have it, otherwise its first 6 characters, {@code -}, and
     * the first 40 bits of the SHA-256 digest of its name as 8 digits of base 32 (RFC 4648 section 6, lower case).
     */
    static InterfaceName of(String pseudowire) {
        return pseudowire.length() <= InterfaceName.MOST_OCTETS
                ? new InterfaceName(pseudowire)
                : new InterfaceName(pseudowire.substring(0, KEPT) + "-" + digits(pseudowire));
    }

    private static String digits(String text) {
        byte[] digest = sha256(text);
        long bits = 0;
        for (int i = 0; i < DIGITS * 5 / 8; i++) {
            bits = (bits << 8) | (digest[i] & 0xff);
        }
        StringBuilder digits = new StringBuilder(DIGITS);
        for (int shift = (DIGITS - 1) * 5; shift >= 0; shift -= 5) {
            digits.append(BASE32.charAt((int) (bits >>> shift) & 31));
        }
        return digits.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
