package io.pairwire.probe;

import io.pairwire.model.MacAddress;
import io.pairwire.model.Side;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * One Ethernet frame of ours.
 *
 * <p>It goes to 01:80:C2:00:00:0E, which bridges keep to themselves (IEEE 802.1Q, table 8-1), under EtherType 0x88B5 (IEEE 802, local
 * experimental 1). All numbers are big-endian; what is left to the frame's length is zero:
 *
 * <pre>
 *  0  destination, source, EtherType   14
 * 14  magic "PWPR"                      4
 * 18  version, kind, size, side         1 each
 * 22  length of the whole frame         4
 * 26  sequence number                   4
 * 30  nonce of the run                 16
 * 46  digest of the pseudowire          8
 * 54  clock of who sent the probe       8
 * </pre>
 *
 * @param kind whether it asks or answers
 * @param sender the end that sent this frame
 * @param length how many octets the whole frame had when it was sent
 * @param sequence counts the probes of one sender and pseudowire; an echo has its probe's
 * @param digest what stands for topology and pseudowire, see {@link PseudowireDigest}
 * @param clock nanoseconds of a clock that means something to the sender of the probe alone; an echo has its probe's
 */
record ProbeFrame(
        Kind kind, FrameSize size, Side sender, int length, int sequence, Nonce nonce, long digest, long clock) {
    /** The octets that mean something, and the length of a short frame. */
    static final int HEADER_OCTETS = 62;

    /** The octets of an Ethernet header, which an interface's MTU does not count. */
    static final int ETHERNET_OCTETS = 14;

    private static final long DESTINATION = 0x0180_c200_000eL;
    private static final short ETHERTYPE = (short) 0x88b5;
    private static final int MAGIC = 0x50575052;
    private static final byte VERSION = 1;
    private static final int MAC_BITS = 48;

    /** What the octets of kind, size and side stand for, from 0. */
    private static final List<Kind> KINDS = List.of(Kind.PROBE, Kind.ECHO);

    private static final List<FrameSize> SIZES = List.of(FrameSize.SMALL, FrameSize.FULL);
    private static final List<Side> SIDES = List.of(Side.A, Side.B);

    /** The longest that an interface could take: the largest MTU that Linux knows. */
    private static final int MOST_OCTETS = 65535 + ETHERNET_OCTETS;

    /** What a frame is for. */
    enum Kind {
        /** To be noticed, and answered. */
        PROBE,
        /** The answer: the probe as it came, from the other end. */
        ECHO
    }

    ProbeFrame {
        if (length < HEADER_OCTETS || length > MOST_OCTETS) {
            throw new IllegalArgumentException("a probe frame of " + length + " octets");
        }
    }

    /** Returns the length of a frame of a size over an interface; one that takes less than a header is sent that. */
    static int lengthOf(FrameSize size, int mtu) {
        return switch (size) {
            case SMALL -> HEADER_OCTETS;
            case FULL -> Math.max(HEADER_OCTETS, mtu + ETHERNET_OCTETS);
        };
    }

    /** Returns the answer to this from the end that it reached, no longer than that end's interface takes. */
    ProbeFrame echo(int mtu) {
        return new ProbeFrame(
                Kind.ECHO,
                size,
                sender.far(),
                Math.min(length, lengthOf(FrameSize.FULL, mtu)),
                sequence,
                nonce,
                digest,
                clock);
    }

    /** Writes the frame from the buffer's beginning, and makes its limit the frame's length. */
    void writeTo(ByteBuffer into, MacAddress source) {
        into.clear().limit(length);
        into.order(ByteOrder.BIG_ENDIAN);
        putMac(into, DESTINATION);
        putMac(into, source.bits());
        into.putShort(ETHERTYPE);
        into.putInt(MAGIC);
        into.put(VERSION);
        into.put((byte) KINDS.indexOf(kind));
        into.put((byte) SIZES.indexOf(size));
        into.put((byte) SIDES.indexOf(sender));
        into.putInt(length);
        into.putInt(sequence);
        into.putLong(nonce.high());
        into.putLong(nonce.low());
        into.putLong(digest);
        into.putLong(clock);
        while (into.remaining() >= Long.BYTES) {
            into.putLong(0);
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
        into.flip();
    }

    /**
     * Reads a frame that arrived.
     *
     * @param octets its beginning, from index 0 to the limit
     * @param arrived how many octets all of it had
     * @return nothing if it is none of ours, or not whole
     */
    static Optional<ProbeFrame> read(ByteBuffer octets, int arrived) {
        if (octets.limit() < HEADER_OCTETS) {
            return Optional.empty();
        }
        ByteBuffer frame = octets.duplicate().order(ByteOrder.BIG_ENDIAN).position(0);
        long destination = getMac(frame);
        getMac(frame);
        if (destination != DESTINATION
                || frame.getShort() != ETHERTYPE
                || frame.getInt() != MAGIC
                || frame.get() != VERSION) {
            return Optional.empty();
        }
        int kind = frame.get();
        int size = frame.get();
        int side = frame.get();
        int length = frame.getInt();
        boolean known = isIn(kind, KINDS) && isIn(size, SIZES) && isIn(side, SIDES);
        // What came may have been padded on its way, but not cut.
        if (!known || length < HEADER_OCTETS || length > MOST_OCTETS || length > arrived) {
            return Optional.empty();
        }
        return Optional.of(new ProbeFrame(
                KINDS.get(kind),
                SIZES.get(size),
                SIDES.get(side),
                length,
                frame.getInt(),
                new Nonce(frame.getLong(), frame.getLong()),
                frame.getLong(),
                frame.getLong()));
    }

    private static boolean isIn(int octet, List<?> values) {
        return octet >= 0 && octet < values.size();
    }

    private static void putMac(ByteBuffer into, long bits) {
        into.putShort((short) (bits >>> (MAC_BITS - Short.SIZE)));
        into.putInt((int) bits);
    }

    private static long getMac(ByteBuffer from) {
        long high = from.getShort() & 0xffffL;
        return high << Integer.SIZE | (from.getInt() & 0xffff_ffffL);
    }
}
