package io.pairwire.model;

/** A UDP port, 1 to 65535. The kernel takes 0 for "any" as a source and for "nowhere" as a destination; neither is a port. */
public record UdpPort(int number) implements Comparable<UdpPort> {
    public UdpPort {
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("UDP port must be 1 to 65535, not " + number);
        }
    }

    /** Returns the port written as a decimal number. */
    public static UdpPort parse(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not a UDP port (1 to 65535)");
        }
        return new UdpPort(Integer.parseInt(text));
    }

    @Override
    public int compareTo(UdpPort other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
