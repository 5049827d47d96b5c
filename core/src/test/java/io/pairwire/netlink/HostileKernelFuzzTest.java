package io.pairwire.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pairwire.l2tp.L2tp;
import io.pairwire.l2tp.SessionState;
import io.pairwire.l2tp.TunnelState;
import io.pairwire.link.Links;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * A kernel that says anything at all: every question ends, with a value or with a {@link NetlinkException}.
 *
 * <p>An ordinary run goes through the inputs that are kept, beside the captures. To look for new ones: {@code JAZZER_FUZZ=1 mvn -pl core
 * -Dtest=HostileKernelFuzzTest test}, for as long as the annotation says.
 */
class HostileKernelFuzzTest {
    /** Where an input starts: which question is asked. The rest is datagrams, each behind its length in 16 bits. */
    private enum Question {
        FAMILY_BY_NAME,
        TUNNELS,
        TUNNEL,
        SESSIONS,
        SESSION,
        LINKS,
        ADDRESSES,
        ORDERS
    }

    @FuzzTest(maxDuration = "10m")
    void every_question_ends_with_a_value_or_a_netlink_exception(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Question question = Question.values()[(input[0] & 0xff) % Question.values().length];
        ByteBuffer rest = ByteBuffer.wrap(input, 1, input.length - 1);
        try (Connection connection = Connection.over(new AnythingSocket(question, rest), Duration.ofSeconds(1))) {
            ask(question, connection);
        } catch (NetlinkException e) {
            assertThat(e.errno()).isNotNull();
            assertThat(e).hasMessageContaining(e.errno().name());
        }
    }

    private static void ask(Question question, Connection connection) throws NetlinkException {
        if (question == Question.FAMILY_BY_NAME) {
            show(GenericNetlink.family(connection, L2tp.FAMILY));
            return;
        }
        L2tp l2tp = L2tp.open(connection).orElseThrow();
        Links links = new Links(connection);
        switch (question) {
            case FAMILY_BY_NAME -> {}
            case TUNNELS -> l2tp.tunnels().forEach(HostileKernelFuzzTest::show);
            case TUNNEL -> l2tp.tunnel(new TunnelId(42)).ifPresent(HostileKernelFuzzTest::show);
            case SESSIONS -> l2tp.sessions().forEach(HostileKernelFuzzTest::show);
            case SESSION -> l2tp.session(new TunnelId(42), new SessionId(128)).ifPresent(HostileKernelFuzzTest::show);
            case LINKS -> show(links.links());
            case ADDRESSES -> show(links.addresses());
            case ORDERS -> {
                Request order = l2tp.deleteTunnel(new TunnelId(42));
                assertThat(connection.executeAll(Collections.nCopies(3, order), OnRefusal.CONTINUE))
                        .hasSize(3)
                        .doesNotContainNull();
            }
        }
    }

    private static void show(TunnelState tunnel) {
        show(List.of(tunnel, tunnel.spec()));
    }

    private static void show(SessionState session) {
        show(List.of(session, session.ethernet()));
    }

    /** Values that were made of nonsense must bear to be looked at too. */
    private static void show(Object value) {
        assertThat(value.toString()).isNotNull();
        assertThat(value).hasSameHashCodeAs(value);
    }

    /** Answers with datagrams from the input, whose sequence and port are set right where a header has 0 in that place. */
    private static final class AnythingSocket implements Socket {
        private static final int PORT = 77;
        /** What stands for the number that is expected: fuzzers seldom guess it. */
        private static final int EXPECTED = 0;

        private final Deque<ByteBuffer> queue = new ArrayDeque<>();
        private int sequence;

        AnythingSocket(Question question, ByteBuffer input) {
            if (question != Question.FAMILY_BY_NAME) {
                queue.add(family());
            }
            while (input.remaining() >= 2) {
                int length = Math.min(input.getShort() & 0xffff, input.remaining());
                ByteBuffer datagram = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
                datagram.put(input.slice().limit(length)).flip();
                input.position(input.position() + length);
                queue.add(datagram);
            }
        }

        /** What a kernel says of the family: the one answer that is never fuzzed where something else is. */
        private static ByteBuffer family() {
            ByteBuffer datagram = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
            Payload payload =
                    Payload.generic(1, 2).u16(1, 32).string(2, L2tp.FAMILY).s32(3, 1);
            Message.write(datagram, 16, 0, EXPECTED, EXPECTED, payload.octets());
            return datagram.flip();
        }

        @Override
        public int portId() {
            return PORT;
        }

        @Override
        public void send(ByteBuffer datagram) {
            sequence = datagram.getInt(8);
            datagram.position(datagram.limit());
        }

        @Override
        public int receive(ByteBuffer into, int timeoutMillis) throws NetlinkException {
            into.clear().limit(0);
            ByteBuffer datagram = queue.poll();
            if (datagram == null) {
                return TIMED_OUT;
            }
            int length = datagram.limit();
            if (length == 0) {
                throw NetlinkException.ofCall("recvmsg", Errno.ENOBUFS);
            }
            for (int at = 0; at + Message.HEADER_OCTETS <= length; at += step(datagram.getInt(at))) {
                if (datagram.getInt(at + 8) == EXPECTED) {
                    datagram.putInt(at + 8, sequence);
                }
                if (datagram.getInt(at + 12) == EXPECTED) {
                    datagram.putInt(at + 12, PORT);
                }
            }
            into.clear();
            into.put(datagram.limit(Math.min(length, into.capacity()))).flip();
            return length;
        }

        private static int step(int length) {
            return length < Message.HEADER_OCTETS || length > 0xffff ? Message.HEADER_OCTETS : Message.aligned(length);
        }

        @Override
        public void join(int group) {}

        @Override
        public void close() {}
    }
}
