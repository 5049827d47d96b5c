package io.pairwire.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The attributes of a message, one after the other ({@code struct nlattr}): call {@link #next}, look at {@link #type}, read the
 * value in the shape it has, or leave it and go on.
 *
 * <p>Numbers are in the machine's byte order, save {@link #bigEndian}. A value of another length than its shape's, and an attribute
 * that claims more than is there, is a {@link NetlinkException} with {@link Errno#EBADMSG}.
 */
public final class Attributes {
    static final int HEADER_OCTETS = 4;
    /** {@code NLA_F_NESTED} and {@code NLA_F_NET_BYTEORDER}, which no type has in it. */
    private static final int TYPE_MASK = 0x3fff;

    private final ByteBuffer buffer;
    private final int end;
    private int following;
    private int type;
    private int start;
    private int length;

    Attributes(ByteBuffer buffer, int from, int end) {
        this.buffer = buffer;
        this.following = from;
        this.end = end;
    }

    /** Moves to the next attribute and returns whether there is one. */
    public boolean next() throws NetlinkException {
        int left = end - following;
        if (left <= 0) {
            return false;
        }
        if (left < HEADER_OCTETS) {
            throw NetlinkException.malformed("an attribute header cut short");
        }
        int whole = buffer.getShort(following) & 0xffff;
        type = buffer.getShort(following + 2) & TYPE_MASK;
        if (whole < HEADER_OCTETS || whole > left) {
            throw NetlinkException.malformed(
                    "attribute " + type + " claims " + whole + " octets where " + left + " are left");
        }
        start = following + HEADER_OCTETS;
        length = whole - HEADER_OCTETS;
        following += Message.aligned(whole);
        return true;
    }

    /** Returns the attribute's type, without flags. */
    public int type() {
        return type;
    }

    /** Returns the value's length, without header and padding. */
    public int octets() {
        return length;
    }

    public int u8() throws NetlinkException {
        return buffer.get(sized(1)) & 0xff;
    }

    public int u16() throws NetlinkException {
        return buffer.getShort(sized(2)) & 0xffff;
    }

    public int s32() throws NetlinkException {
        return buffer.getInt(sized(4));
    }

    public long s64() throws NetlinkException {
        return buffer.getLong(sized(8));
    }

    /** Returns so many octets (1 to 8) of the value, from an offset in it, as a number in network byte order. */
    public long bigEndian(int offset, int octets) throws NetlinkException {
        if (offset < 0 || octets < 0 || octets > 8 || offset > length - octets) {
            throw NetlinkException.malformed("attribute " + type + " has " + length + " octets, too few");
        }
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = (value << 8) | (buffer.get(start + offset + i) & 0xff);
        }
        return value;
    }

    /** Returns the text before the first zero octet, or all of it. Octets that are no UTF-8 come as U+FFFD. */
    public String string() {
        int size = 0;
        while (size < length && buffer.get(start + size) != 0) {
            size++;
        }
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = buffer.get(start + i);
        }
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** Returns the attributes inside this one. */
    public Attributes nested() {
        return new Attributes(buffer, start, start + length);
    }

    private int sized(int octets) throws NetlinkException {
        if (length != octets) {
            throw NetlinkException.malformed("attribute " + type + " has " + length + " octets, not " + octets);
        }
        return start;
    }
}
