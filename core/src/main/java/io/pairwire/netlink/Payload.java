package io.pairwire.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What follows a message's header, being written: a family's fixed part, then attributes. Lengths and padding are computed.
 *
 * <p>Numbers are written in the machine's byte order, save {@link #bigEndian}.
 */
public final class Payload {
    /** The most an attribute's value has: its length is told in 16 bits, header included. */
    private static final int MOST_VALUE_OCTETS = 0xffff - Attributes.HEADER_OCTETS;

    private ByteBuffer buffer = ByteBuffer.allocate(160).order(ByteOrder.nativeOrder());

    /** Returns an empty one. */
    public static Payload empty() {
        return new Payload();
    }

    /** Returns one that starts with generic netlink's fixed part ({@code struct genlmsghdr}). */
    public static Payload generic(int command, int version) {
        return new Payload().fixed8(command).fixed8(version).fixed16(0);
    }

    /** Writes an octet of the fixed part. */
    public Payload fixed8(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** Writes 16 bits of the fixed part. */
    public Payload fixed16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    /** Writes 32 bits of the fixed part. */
    public Payload fixed32(int value) {
        room(4).putInt(value);
        return this;
    }

    /** Writes an attribute that says all by being there. */
    public Payload flag(int type) {
        header(type, 0);
        return this;
    }

    public Payload u8(int type, int value) {
        header(type, 1).put((byte) value);
        return padded();
    }

    public Payload u16(int type, int value) {
        header(type, 2).putShort((short) value);
        return padded();
    }

    public Payload s32(int type, int value) {
        header(type, 4).putInt(value);
        return this;
    }

    public Payload s64(int type, long value) {
        header(type, 8).putLong(value);
        return this;
    }

    /** Writes the lowest octets (1 to 8) of a number in network byte order. */
    public Payload bigEndian(int type, long value, int octets) {
        putBigEndian(header(type, octets), value, octets);
        return padded();
    }

    /** Writes 16 octets in network byte order. */
    public Payload bigEndian128(int type, long high, long low) {
        ByteBuffer into = header(type, 16);
        putBigEndian(into, high, 8);
        putBigEndian(into, low, 8);
        return this;
    }

    /** Writes text, ended by a zero octet. */
    public Payload string(int type, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        header(type, octets.length + 1).put(octets).put((byte) 0);
        return padded();
    }

    /** Writes text as long as its attribute says, without a zero octet. */
    public Payload text(int type, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        header(type, octets.length).put(octets);
        return padded();
    }

    /** Writes one attribute that holds others, without {@code NLA_F_NESTED}. */
    public Payload nested(int type, Payload inner) {
        byte[] octets = inner.octets();
        header(type, octets.length).put(octets);
        return padded();
    }

    /** Writes attributes that were gathered before. */
    public Payload raw(Payload attributes) {
        byte[] octets = attributes.octets();
        room(octets.length).put(octets);
        return this;
    }

    /** Returns what was written. */
    public byte[] octets() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer header(int type, int octets) {
        if (octets > MOST_VALUE_OCTETS) {
            throw new IllegalArgumentException("attribute " + type + " cannot have " + octets + " octets");
        }
        int whole = Attributes.HEADER_OCTETS + octets;
        return room(Message.aligned(whole)).putShort((short) whole).putShort((short) type);
    }

    private Payload padded() {
        while ((buffer.position() & 3) != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    private ByteBuffer room(int octets) {
        if (buffer.remaining() < octets) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + octets))
                    .order(ByteOrder.nativeOrder());
            buffer.flip();
            larger.put(buffer);
            buffer = larger;
        }
        return buffer;
    }

    private static void putBigEndian(ByteBuffer into, long value, int octets) {
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            into.put((byte) (value >>> shift));
        }
    }
}
