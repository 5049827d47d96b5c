package io.pairwire.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address, without a scope.
 *
 * @param family which of the two
 * @param high the first 8 octets of an IPv6 address, big-endian; 0 for IPv4
 * @param low the last 8 octets of an IPv6 address, or the 4 of an IPv4 address, big-endian
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {
    /** The address families, with the length of an address and of a header without options (RFC 791, RFC 8200). */
    public enum Family {
        IPV4(4, 20),
        IPV6(16, 40);

        private final int octets;
        private final int headerOctets;

        Family(int octets, int headerOctets) {
            this.octets = octets;
            this.headerOctets = headerOctets;
        }

        /** Returns the length of an address in octets. */
        public int octets() {
            return octets;
        }

        /** Returns the length of the family's fixed header in octets. */
        public int headerOctets() {
            return headerOctets;
        }

        /** Returns the length of an address in bits. */
        public int bits() {
            return octets * 8;
        }

        /** Returns {@code IPv4} or {@code IPv6}. */
        @Override
        public String toString() {
            return this == IPV4 ? "IPv4" : "IPv6";
        }
    }

    public IpAddress {
        if (family == Family.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** Returns the address written as a dotted quad or in any form of RFC 4291 section 2.2; asks no name server. */
    public static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text);
    }

    /** Returns the IPv4 address of 32 bits. */
    public static IpAddress ipv4(int bits) {
        return new IpAddress(Family.IPV4, 0, Integer.toUnsignedLong(bits));
    }

    /** Returns the IPv6 address of two halves. */
    public static IpAddress ipv6(long high, long low) {
        return new IpAddress(Family.IPV6, high, low);
    }

    /** Returns whether this is an IPv6 link-local address, which needs a scope that L2TP has no attribute for. */
    public boolean isLinkLocal() {
        return family == Family.IPV6 && high >>> 54 == 0xfe80L >>> 6;
    }

    /** Returns whether every bit is zero. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Returns whether this is a multicast address, or the IPv4 limited broadcast: none an end of a tunnel can have. */
    public boolean isMulticastOrBroadcast() {
        return family == Family.IPV6 ? high >>> 56 == 0xff : (low >>> 28 == 0xe || low == 0xffff_ffffL);
    }

    /** Returns whether this is an address that a host gives to itself alone. */
    public boolean isLoopback() {
        return family == Family.IPV4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** Returns what makes this an address that no end of a tunnel can have, on whatever host: {@code multicast or broadcast}. */
    public Optional<String> outerFault() {
        boolean mapped = family == Family.IPV6 && high == 0 && low >>> 32 == 0xffff;
        return isUnspecified()
                ? Optional.of("unspecified")
                : isMulticastOrBroadcast()
                        ? Optional.of("multicast or broadcast")
                        : isLinkLocal()
                                ? Optional.of("link-local, for which L2TP has no scope")
                                : mapped ? Optional.of("IPv4 in the guise of IPv6") : Optional.empty();
    }

    /** Returns whether the first {@code length} bits of this address and of another are the same. */
    public boolean sharesPrefix(IpAddress other, int length) {
        if (family != other.family) {
            return false;
        }
        int offset = family == Family.IPV4 ? 96 : 0;
        return (mask(high ^ other.high, offset + length) | mask(low ^ other.low, offset + length - 64)) == 0;
    }

    private static long mask(long bits, int length) {
        return length <= 0 ? 0 : length >= 64 ? bits : bits & (-1L << (64 - length));
    }

    /** By hand: a topology of many pseudowires has several addresses for each. */
    private static IpAddress parseIpv4(String text) {
        int bits = 0;
        int dots = 0;
        int octet = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0 && dots < 3) {
                bits = bits << 8 | octet;
                dots++;
                octet = 0;
                digits = 0;
            } else if (c >= '0' && c <= '9' && (digits == 0 || octet != 0)) {
                octet = octet * 10 + c - '0';
                digits++;
                if (octet > 255) {
                    throw notAnAddress(text);
                }
            } else {
                throw notAnAddress(text);
            }
        }
        if (dots < 3 || digits == 0) {
            throw notAnAddress(text);
        }
        return ipv4(bits << 8 | octet);
    }

    private static IpAddress parseIpv6(String text) {
        if (!text.matches("[0-9a-fA-F:.]+")) {
            throw notAnAddress(text);
        }
        try {
            // A text with a colon is a literal to InetAddress, or an error: it is never looked up.
            byte[] octets = InetAddress.getByName(text).getAddress();
            return octets.length == 4 ? ipv6(0, 0xffff_0000_0000L | bigEndian(octets, 0, 4)) : ofIpv6Octets(octets);
        } catch (UnknownHostException e) {
            throw notAnAddress(text);
        }
    }

    private static IpAddress ofIpv6Octets(byte[] octets) {
        return ipv6(bigEndian(octets, 0, 8), bigEndian(octets, 8, 8));
    }

    private static long bigEndian(byte[] octets, int offset, int length) {
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            value = (value << 8) | (octets[i] & 0xff);
        }
        return value;
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Returns the dotted quad, or the canonical IPv6 text of RFC 5952. */
    @Override
    public String toString() {
        return family == Family.IPV4 ? dottedQuad(low) : canonicalIpv6();
    }

    private static String dottedQuad(long bits) {
        return ((bits >> 24) & 0xff) + "." + ((bits >> 16) & 0xff) + "." + ((bits >> 8) & 0xff) + "." + (bits & 0xff);
    }

    private String canonicalIpv6() {
        if (high == 0 && low >>> 32 == 0xffff) {
            return "::ffff:" + dottedQuad(low & 0xffff_ffffL);
        }
        int start = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(i + run) == 0) {
                run++;
            }
            if (run > longest) {
                start = i;
                longest = run;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(i == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Long.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private long group(int index) {
        return ((index < 4 ? high : low) >>> (48 - index % 4 * 16)) & 0xffff;
    }
}
