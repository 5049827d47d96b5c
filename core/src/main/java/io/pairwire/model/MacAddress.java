package io.pairwire.model;

import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param bits the 48 of them, first octet highest
 */
public record MacAddress(long bits) {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    /** The first octet's lowest bit: an address of many (IEEE 802 section 8.2.2). */
    private static final long GROUP_BIT = 0x0100_0000_0000L;

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits");
        }
    }

    /** Returns the address written as six pairs of hexadecimal digits with colons between. */
    public static MacAddress parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no MAC address; write it as 02:00:5e:00:53:01");
        }
        return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
    }

    /** Returns whether an interface can have it: neither an address of many nor zero (kernel {@code is_valid_ether_addr}). */
    public boolean isUnicast() {
        return bits != 0 && (bits & GROUP_BIT) == 0;
    }

    /** Returns six pairs of hexadecimal digits with colons between, in lower case. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(Character.forDigit((int) (bits >>> (shift + 4)) & 0xf, 16))
                    .append(Character.forDigit((int) (bits >>> shift) & 0xf, 16))
                    .append(shift == 0 ? "" : ":");
        }
        return text.toString();
    }
}
