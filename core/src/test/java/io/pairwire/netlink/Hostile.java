package io.pairwire.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Feeds decoders what no kernel says. Each must give a value or a {@link NetlinkException}; whatever else it throws fails the test. */
public final class Hostile {
    private static final int MUTATIONS = 2_000;

    private Hostile() {}

    /** Cuts every datagram of a golden at every octet, then changes octets at random. */
    public static void feed(Golden golden, Decoder<?>... decoders) {
        int values = 0;
        Random random = new Random(golden.toString().hashCode());
        for (ByteBuffer datagram : golden.received()) {
            for (int length = 0; length <= datagram.limit(); length++) {
                values += decode(copyOf(datagram, length), decoders);
                values += decode(claiming(copyOf(datagram, length)), decoders);
            }
            for (int i = 0; i < MUTATIONS; i++) {
                ByteBuffer copy = copyOf(datagram, datagram.limit());
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    copy.put(random.nextInt(copy.limit()), (byte) random.nextInt(256));
                }
                values += decode(copy, decoders);
            }
        }
        assertThat(values).as("some of it still makes sense").isPositive();
    }

    private static int decode(ByteBuffer datagram, Decoder<?>... decoders) {
        int values = 0;
        try {
            for (Message message : Message.listOf(datagram)) {
                values++;
                try {
                    Refusal.ofError(message);
                    Refusal.ofDone(message);
                } catch (NetlinkException e) {
                    assertThat(e.errno()).isEqualTo(Errno.EBADMSG);
                }
                for (Decoder<?> decoder : decoders) {
                    try {
                        decoder.decode(message);
                    } catch (NetlinkException e) {
                        assertThat(e.errno()).isEqualTo(Errno.EBADMSG);
                    }
                }
            }
        } catch (NetlinkException e) {
            assertThat(e.errno()).isEqualTo(Errno.EBADMSG);
        }
        return values;
    }

    /** A message cut short whose header says that it is whole. */
    private static ByteBuffer claiming(ByteBuffer datagram) {
        if (datagram.limit() >= Message.HEADER_OCTETS) {
            datagram.putInt(0, datagram.limit());
        }
        return datagram;
    }

    private static ByteBuffer copyOf(ByteBuffer datagram, int length) {
        ByteBuffer copy = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(datagram.duplicate().limit(length)).flip();
        return copy;
    }
}
