package io.pairwire.link;

/**
 * An Ethernet address.
 *
 * @param bits the 48 of them, first octet highest
 */
public record MacAddress(long bits) {
    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits");
        }
    }

    /** Returns six pairs of hexadecimal digits with colons between. */
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
