package io.pairwire.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of a datagram: its header, and a view of what follows it ({@code struct nlmsghdr}).
 *
 * <p>Numbers are in the machine's byte order. Every read is checked against the message's end and throws a {@link
 * NetlinkException} with {@link Errno#EBADMSG} beyond it. The view is good until the datagram's buffer is used again.
 */
public final class Message {
    /** The length of {@code struct nlmsghdr}. */
    public static final int HEADER_OCTETS = 16;

    public static final int NLMSG_NOOP = 1;
    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    public static final int NLMSG_OVERRUN = 4;

    public static final int NLM_F_REQUEST = 0x01;
    public static final int NLM_F_MULTI = 0x02;
    public static final int NLM_F_ACK = 0x04;
    /** The dump does not fit together, because something changed meanwhile. */
    public static final int NLM_F_DUMP_INTR = 0x10;
    /** On a new object: fail if there is one already. */
    public static final int NLM_F_EXCL = 0x200;
    /** On a new object: make it if there is none. */
    public static final int NLM_F_CREATE = 0x400;
    /** On a get: everything, not one ({@code NLM_F_ROOT | NLM_F_MATCH}). */
    public static final int NLM_F_DUMP = 0x300;
    /** On an answer: the request in it was cut down to its header. */
    public static final int NLM_F_CAPPED = 0x100;
    /** On an answer: attributes follow the request in it. */
    public static final int NLM_F_ACK_TLVS = 0x200;

    private final ByteBuffer datagram;
    private final int start;
    private final int end;

    private Message(ByteBuffer datagram, int start, int end) {
        this.datagram = datagram;
        this.start = start;
        this.end = end;
    }

    /** Returns the messages between the buffer's position and limit, whose byte order must be the machine's. */
    public static List<Message> listOf(ByteBuffer datagram) throws NetlinkException {
        List<Message> messages = new ArrayList<>();
        int at = datagram.position();
        int limit = datagram.limit();
        while (at < limit) {
            if (limit - at < HEADER_OCTETS) {
                throw NetlinkException.malformed("a message header cut short");
            }
            int length = datagram.getInt(at);
            if (length < HEADER_OCTETS || length > limit - at) {
                throw NetlinkException.malformed("a message that claims " + Integer.toUnsignedString(length)
                        + " octets where " + (limit - at) + " are left");
            }
            messages.add(new Message(datagram, at, at + length));
            // The last one's padding may be left out.
            at += aligned(length);
        }
        return messages;
    }

    /** Writes one message at the buffer's position, padding included. */
    public static void write(ByteBuffer into, int type, int flags, int sequence, int portId, byte[] payload) {
        int length = HEADER_OCTETS + payload.length;
        into.putInt(length);
        into.putShort((short) type);
        into.putShort((short) flags);
        into.putInt(sequence);
        into.putInt(portId);
        into.put(payload);
        for (int i = length; i < aligned(length); i++) {
            into.put((byte) 0);
        }
    }

    /** Returns the length with its padding: the next multiple of 4 ({@code NLMSG_ALIGN}, {@code NLA_ALIGN}). */
    public static int aligned(int length) {
        return (length + 3) & ~3;
    }

    public int type() {
        return datagram.getShort(start + 4) & 0xffff;
    }

    public int flags() {
        return datagram.getShort(start + 6) & 0xffff;
    }

    public int sequence() {
        return datagram.getInt(start + 8);
    }

    public int portId() {
        return datagram.getInt(start + 12);
    }

    /** Returns the length of what follows the header. */
    public int octets() {
        return end - start - HEADER_OCTETS;
    }

    /** Returns the octet at an offset behind the header. */
    public int u8(int offset) throws NetlinkException {
        return datagram.get(at(offset, 1)) & 0xff;
    }

    /** Returns the 16 bits at an offset behind the header. */
    public int u16(int offset) throws NetlinkException {
        return datagram.getShort(at(offset, 2)) & 0xffff;
    }

    /** Returns the 32 bits at an offset behind the header. */
    public int s32(int offset) throws NetlinkException {
        return datagram.getInt(at(offset, 4));
    }

    /** Returns the attributes behind the header and a family's fixed part of so many octets, which may be padded. */
    public Attributes attributes(int fixedOctets) throws NetlinkException {
        int padded = aligned(fixedOctets);
        int from = octets() == fixedOctets ? end : at(padded, 0);
        return new Attributes(datagram, from, end);
    }

    private int at(int offset, int length) throws NetlinkException {
        if (offset < 0 || offset > octets() - length) {
            throw NetlinkException.malformed("message type " + type() + " has " + octets() + " octets, too few");
        }
        return start + HEADER_OCTETS + offset;
    }
}
