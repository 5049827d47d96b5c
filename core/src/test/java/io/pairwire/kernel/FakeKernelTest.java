package io.pairwire.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Attributes;
import io.pairwire.netlink.Golden;
import io.pairwire.netlink.Message;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import io.pairwire.netlink.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The fake kernel is asked what {@code ip} asked real ones, in the same order, and must answer the same. */
class FakeKernelTest {
    private static final int TUNNEL_CREATE = 1;
    private static final int TUNNEL_DELETE = 2;
    private static final int TUNNEL_GET = 4;
    private static final int SESSION_CREATE = 5;
    private static final int SESSION_DELETE = 6;
    private static final int SESSION_GET = 8;
    private static final int FAMILY = 0x20;
    private static final int STATISTICS = 30;
    private static final int NEWADDR = 20;
    private static final int DELADDR = 21;
    private static final int GETADDR = 22;

    private final FakeKernel kernel = new FakeKernel();

    private static void makeAll(Socket socket, String release) throws NetlinkException {
        for (String kind : List.of("udp4", "udp4-checksum", "udp6", "udp6-no-checksum", "ip4", "ip6")) {
            assertThat(error(socket, "l2tp/tunnel-create-" + kind, TUNNEL_CREATE, release))
                    .as(kind)
                    .isZero();
        }
        for (String kind : List.of("", "-cookies", "-no-sublayer")) {
            assertThat(error(socket, "l2tp/session-create" + kind, SESSION_CREATE, release))
                    .as(kind)
                    .isZero();
        }
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void it_makes_and_tells_tunnels_and_sessions_as_real_ones_do(String release) throws NetlinkException {
        try (Socket socket = kernel.open(Protocol.GENERIC)) {
            makeAll(socket, release);
            Golden.Exchange tunnels = Golden.of("l2tp/tunnel-dump", release).exchange(TUNNEL_GET, true);
            assertThat(told(ask(socket, tunnels))).containsExactlyInAnyOrderElementsOf(told(received(tunnels)));
            Golden.Exchange sessions = Golden.of("l2tp/session-dump", release).exchange(SESSION_GET, true);
            assertThat(told(ask(socket, sessions))).containsExactlyInAnyOrderElementsOf(told(received(sessions)));
        }
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void it_refuses_what_real_ones_refuse(String release) throws NetlinkException {
        kernel.faults().addressMissing(IpAddress.parse("198.51.100.1")).noRouteTo(IpAddress.parse("198.51.100.2"));
        try (Socket socket = kernel.open(Protocol.GENERIC)) {
            makeAll(socket, release);
            for (String refused : List.of("id-in-use", "port-in-use", "no-address", "no-route")) {
                sameError(socket, "l2tp/tunnel-create-" + refused, TUNNEL_CREATE, release);
            }
            for (String refused : List.of("id-in-use", "name-in-use", "no-tunnel")) {
                sameError(socket, "l2tp/session-create-" + refused, SESSION_CREATE, release);
            }
            sameError(socket, "l2tp/session-delete", SESSION_DELETE, release);
            sameError(socket, "l2tp/tunnel-delete", TUNNEL_DELETE, release);
            sameError(socket, "l2tp/tunnel-delete-missing", TUNNEL_DELETE, release);
        }
        assertThat(kernel.journal()).contains("TUNNEL_CREATE 42", "TUNNEL_CREATE 42 EEXIST", "SESSION_DELETE 42/128");
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void it_keeps_addresses_as_real_ones_do(String release) throws NetlinkException {
        int index = kernel.addLink("l2tpeth0", 1446, "");
        assertThat(index).as("the index it had there").isEqualTo(3);
        try (Socket socket = kernel.open(Protocol.ROUTE)) {
            for (String golden : List.of("add-peer", "add", "add-in-use", "add6", "add6-peer")) {
                sameLastError(socket, "link/address-" + golden, NEWADDR, release);
            }
            Golden.Exchange dump = Golden.of("link/address-dump", release).exchange(GETADDR, true);
            List<String> theirs = new ArrayList<>();
            for (String address : addressesOf(received(dump))) {
                if (address.startsWith("3 ")) {
                    theirs.add(address);
                }
            }
            assertThat(addressesOf(ask(socket, dump))).containsExactlyInAnyOrderElementsOf(theirs);
            for (String golden : List.of("delete", "delete-peer", "delete-missing")) {
                sameLastError(socket, "link/address-" + golden, DELADDR, release);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void it_sets_links_as_real_ones_do(String release) throws NetlinkException {
        kernel.addLink("l2tpeth0", 1438, "");
        try (Socket socket = kernel.open(Protocol.ROUTE)) {
            sameLastError(socket, "link/link-set", 16, release);
            sameLastError(socket, "link/link-set-refused", 16, release);
        }
        assertThat(kernel.links())
                .filteredOn(link -> link.index() == 3)
                .singleElement()
                .satisfies(link -> assertThat(link.alias()).isEqualTo("pairwire:metro/seed#1"))
                .satisfies(link -> assertThat(link.mtu()).isEqualTo(1446))
                .satisfies(link -> assertThat(link.up()).isTrue());
    }

    private static void sameError(Socket socket, String golden, int command, String release) throws NetlinkException {
        Golden.Exchange exchange = Golden.of(golden, release).exchange(command, false);
        assertThat(error(ask(socket, exchange))).as(golden).isEqualTo(error(received(exchange)));
    }

    private static void sameLastError(Socket socket, String golden, int type, String release) throws NetlinkException {
        Golden.Exchange exchange = Golden.of(golden, release).last(type);
        assertThat(error(ask(socket, exchange))).as(golden).isEqualTo(error(received(exchange)));
    }

    private static int error(Socket socket, String golden, int command, String release) throws NetlinkException {
        return error(ask(socket, Golden.of(golden, release).exchange(command, false)));
    }

    private static int error(List<Message> answer) throws NetlinkException {
        assertThat(answer)
                .singleElement()
                .satisfies(message -> assertThat(message.type()).isEqualTo(Message.NLMSG_ERROR));
        return answer.get(0).s32(0);
    }

    /** Asks what was asked, of a family that may have had another number there. */
    private static List<Message> ask(Socket socket, Golden.Exchange exchange) throws NetlinkException {
        ByteBuffer request = Golden.buffer(exchange.sent());
        // `ip` sends its whole buffer with a dump's request; the kernel stops at the zeros.
        request.limit(request.getInt(0));
        if (request.getShort(4) > FAMILY) {
            request.putShort(4, (short) FAMILY);
        }
        socket.send(request);
        List<Message> answer = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(65536).order(ByteOrder.nativeOrder());
        while (socket.receive(buffer, 0) != Socket.TIMED_OUT) {
            ByteBuffer copy = ByteBuffer.allocate(buffer.remaining()).order(ByteOrder.nativeOrder());
            answer.addAll(Message.listOf(copy.put(buffer).flip()));
        }
        return answer;
    }

    private static List<Message> received(Golden.Exchange exchange) throws NetlinkException {
        List<Message> messages = new ArrayList<>();
        for (List<Byte> datagram : exchange.received()) {
            messages.addAll(Message.listOf(Golden.buffer(datagram)));
        }
        return messages;
    }

    /** Each message as its attributes in hexadecimal, in any order and without the counters, which the traffic there moved. */
    private static List<String> told(List<Message> messages) throws NetlinkException {
        List<String> told = new ArrayList<>();
        for (Message message : messages) {
            if (message.type() == Message.NLMSG_DONE) {
                continue;
            }
            List<String> attributes = new ArrayList<>();
            Attributes reader = message.attributes(4);
            while (reader.next()) {
                if (reader.type() != STATISTICS) {
                    attributes.add(reader.type() + "=" + hex(reader));
                }
            }
            attributes.sort(null);
            told.add(message.u8(0) + " " + message.u8(1) + " " + attributes);
        }
        return told;
    }

    private static List<String> addressesOf(List<Message> messages) throws NetlinkException {
        List<String> told = new ArrayList<>();
        for (Message message : messages) {
            if (message.type() == NEWADDR) {
                List<String> attributes = new ArrayList<>();
                Attributes reader = message.attributes(8);
                while (reader.next()) {
                    if (reader.type() == 1 || reader.type() == 2) {
                        attributes.add(reader.type() + "=" + hex(reader));
                    }
                }
                attributes.sort(null);
                String address = message.s32(4) + " " + message.u8(0) + "/" + message.u8(1) + " " + attributes;
                if (!address.contains("=fe80")) {
                    told.add(address);
                }
            }
        }
        return told;
    }

    private static String hex(Attributes attribute) throws NetlinkException {
        byte[] octets = new byte[attribute.octets()];
        for (int i : IntStream.range(0, octets.length).toArray()) {
            octets[i] = (byte) attribute.bigEndian(i, 1);
        }
        return HexFormat.of().formatHex(octets);
    }
}
