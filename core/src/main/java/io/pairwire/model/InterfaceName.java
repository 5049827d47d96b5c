package io.pairwire.model;

import java.nio.charset.StandardCharsets;

/**
 * A network interface's name as the kernel takes it literally: 1 to 15 octets ({@code IFNAMSIZ}), no {@code /}, no
 * {@code :}, no white space, not {@code .} or {@code ..} ({@code dev_valid_name}), and no {@code %} (a template to L2TP).
 */
public record InterfaceName(String text) implements Comparable<InterfaceName> {
    /** The most octets a name has: {@code IFNAMSIZ} less its terminating zero. */
    public static final int MOST_OCTETS = 15;

    public InterfaceName {
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        if (octets == 0) {
            throw new IllegalArgumentException("an interface name must not be empty");
        }
        if (octets > MOST_OCTETS) {
            throw new IllegalArgumentException(
                    "'" + text + "' has " + octets + " octets; an interface name has at most 15");
        }
        if (text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("'" + text + "' is no interface name");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' || c == ':' || c == '%' || c <= ' ' || c >= 127) {
                throw new IllegalArgumentException("'" + text + "' has a character that an interface name cannot have ("
                        + (c <= ' ' || c >= 127 ? String.format("U+%04X", (int) c) : c) + ")");
            }
        }
    }

    @Override
    public int compareTo(InterfaceName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
