package io.pairwire.model;

import org.jspecify.annotations.Nullable;

/** Reads 32-bit unsigned numbers as {@code ip l2tp} does, but never as octal. */
final class Unsigned32 {
    private Unsigned32() {}

    static int parse(String text) {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        String digits = hexadecimal ? text.substring(2) : text;
        if (digits.isEmpty() || !isAsciiAlphanumeric(digits.charAt(0))) {
            throw notANumber(text, null);
        }
        if (!hexadecimal && digits.length() > 1 && digits.charAt(0) == '0') {
            // `ip` takes a leading zero for octal, people mean decimal: refuse what the two read differently.
            throw new IllegalArgumentException("'" + text + "' has a leading zero; write it without, or as 0x");
        }
        try {
            return Integer.parseUnsignedInt(digits, hexadecimal ? 16 : 10);
        } catch (NumberFormatException e) {
            throw notANumber(text, e);
        }
    }

    /** The sign that parseUnsignedInt accepts is no part of a number here. */
    private static boolean isAsciiAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static IllegalArgumentException notANumber(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException("'" + text + "' is not a number from 0 to 4294967295", cause);
    }
}
