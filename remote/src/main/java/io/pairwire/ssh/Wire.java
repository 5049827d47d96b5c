package io.pairwire.ssh;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads SSH's data types (RFC 4251 section 5) from octets that somebody else wrote; every bound is checked. */
final class Wire {
    private final ByteBuffer octets;

    Wire(byte[] octets) {
        this.octets = ByteBuffer.wrap(octets);
    }

    boolean isEmpty() {
        return !octets.hasRemaining();
    }

    int position() {
        return octets.position();
    }

    int octet() throws EOFException {
        require(1);
        return octets.get() & 0xff;
    }

    int uint32() throws EOFException {
        require(4);
        return octets.getInt();
    }

    /** A number of 64 bits, unsigned. */
    BigInteger uint64() throws EOFException {
        require(8);
        byte[] number = new byte[8];
        octets.get(number);
        return new BigInteger(1, number);
    }

    byte[] string() throws EOFException {
        int length = uint32();
        if (length < 0) {
            throw new EOFException("a string of " + Integer.toUnsignedString(length) + " octets");
        }
        require(length);
        byte[] string = new byte[length];
        octets.get(string);
        return string;
    }

    String text() throws EOFException {
        return new String(string(), StandardCharsets.UTF_8);
    }

    private void require(int length) throws EOFException {
        if (octets.remaining() < length) {
            throw new EOFException("the data ends " + (length - octets.remaining()) + " octets too early");
        }
    }

    /** Returns strings, each as its length and its octets. */
    static byte[] strings(byte[]... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] string : strings) {
            out.writeBytes(ByteBuffer.allocate(4).putInt(string.length).array());
            out.writeBytes(string);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
