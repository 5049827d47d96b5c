package io.pairwire.l2tp;

import static io.pairwire.l2tp.L2tpTest.LOCAL;
import static io.pairwire.l2tp.L2tpTest.REMOTE;
import static io.pairwire.l2tp.L2tpTest.session;
import static io.pairwire.l2tp.L2tpTest.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.netlink.Ack;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.Golden;
import io.pairwire.netlink.Hostile;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.OnRefusal;
import io.pairwire.netlink.ReplaySocket;
import io.pairwire.netlink.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Our bytes against those of {@code ip l2tp}, and our reading of what real kernels answered it. */
class L2tpGoldenTest {

    private static final int CONTROLLER = 16;
    private static final int HEADERS = 16 + 4;

    private static final IpAddress LOCAL6 = IpAddress.parse("2001:db8::1");
    private static final IpAddress REMOTE6 = IpAddress.parse("2001:db8::2");
    private static final UdpChecksums CHECKSUM4 = new UdpChecksums(true, true, true);
    private static final UdpChecksums NO_CHECKSUM6 = new UdpChecksums(false, false, false);

    private static final TunnelSpec UDP4 = udp(42, 45, LOCAL, REMOTE, 5000, 5001);
    private static final TunnelSpec UDP4_CHECKSUM = udp(43, 46, LOCAL, REMOTE, 5010, 5011, CHECKSUM4);
    private static final TunnelSpec UDP6 = udp(-1, 1 << 31, LOCAL6, REMOTE6, 65535, 1);
    private static final TunnelSpec UDP6_NO_CHECKSUM = udp(44, 47, LOCAL6, REMOTE6, 5020, 5021, NO_CHECKSUM6);
    private static final TunnelSpec IP4 =
            new TunnelSpec(new TunnelId(51), new TunnelId(52), LOCAL, REMOTE, new Encapsulation.Ip());
    private static final TunnelSpec IP6 =
            new TunnelSpec(new TunnelId(53), new TunnelId(54), LOCAL6, REMOTE6, new Encapsulation.Ip());
    private static final SessionSpec PLAIN = session(42, 128, 5196755);
    private static final SessionSpec COOKIES = new SessionSpec(
            new TunnelId(43),
            new SessionId(7),
            new SessionId(8),
            Optional.of(Cookie.parse("0123456789abcdef")),
            Optional.of(Cookie.parse("fedcba98")),
            L2SpecType.DEFAULT,
            SequenceNumbers.BOTH,
            false,
            0);
    private static final SessionSpec NO_SUBLAYER = new SessionSpec(
            new TunnelId(51),
            new SessionId(-1),
            new SessionId(1 << 31),
            Optional.empty(),
            Optional.empty(),
            L2SpecType.NONE,
            SequenceNumbers.NONE,
            false,
            0);

    private static L2tp l2tp(String kernel, Golden.Exchange... exchanges) throws NetlinkException {
        List<Golden.Exchange> all = new ArrayList<>();
        all.add(controller(kernel));
        all.addAll(List.of(exchanges));
        return L2tp.open(Connection.over(new ReplaySocket(all.toArray(new Golden.Exchange[0]))))
                .orElseThrow();
    }

    private static Golden.Exchange controller(String kernel) {
        return Golden.of("l2tp/tunnel-dump", kernel).exchange(CONTROLLER, false);
    }

    /** The request but for its number, which is a clock's with {@code ip}, with the attributes in it that have these types left out. */
    private static String bytes(List<Byte> datagram, Integer... without) {
        ByteBuffer buffer = Golden.buffer(datagram);
        StringBuilder text = new StringBuilder();
        HexFormat hex = HexFormat.ofDelimiter(" ");
        text.append("type ").append(buffer.getShort(4)).append(" flags ").append(buffer.getShort(6));
        text.append(" command ").append(buffer.get(16)).append(" version ").append(buffer.get(17));
        for (int at = HEADERS; at < buffer.limit(); at += (buffer.getShort(at) + 3) & ~3) {
            if (!List.of(without).contains((int) buffer.getShort(at + 2))) {
                byte[] attribute = new byte[Math.min((buffer.getShort(at) + 3) & ~3, buffer.limit() - at)];
                buffer.get(at, attribute);
                text.append("\n").append(hex.formatHex(attribute));
            }
        }
        return text.toString();
    }

    private static String bytes(Request request) throws NetlinkException {
        ReplaySocket socket = new ReplaySocket(new Golden.Exchange(List.of(), List.of()));
        try (Connection connection = Connection.over(socket)) {
            connection.executeAll(List.of(request), OnRefusal.CONTINUE);
        }
        return bytes(octets(socket.sent().get(0)));
    }

    private static List<Byte> octets(ByteBuffer datagram) {
        List<Byte> octets = new ArrayList<>();
        while (datagram.hasRemaining()) {
            octets.add(datagram.get());
        }
        return octets;
    }

    private static List<Byte> asked(String golden, int command, String kernel) {
        return Golden.of("l2tp/" + golden, kernel).exchange(command, false).sent();
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void tunnels_are_made_with_the_bytes_of_ip(String kernel) throws NetlinkException {
        L2tp l2tp = l2tp(kernel);
        int create = Attribute.L2TP_CMD_TUNNEL_CREATE;
        assertThat(bytes(l2tp.createTunnel(UDP4))).isEqualTo(bytes(asked("tunnel-create-udp4", create, kernel)));
        assertThat(bytes(l2tp.createTunnel(UDP4_CHECKSUM)))
                .isEqualTo(bytes(asked("tunnel-create-udp4-checksum", create, kernel)));
        assertThat(bytes(l2tp.createTunnel(UDP6))).isEqualTo(bytes(asked("tunnel-create-udp6", create, kernel)));
        assertThat(bytes(l2tp.createTunnel(UDP6_NO_CHECKSUM)))
                .isEqualTo(bytes(asked("tunnel-create-udp6-no-checksum", create, kernel)));
        assertThat(bytes(l2tp.createTunnel(IP4))).isEqualTo(bytes(asked("tunnel-create-ip4", create, kernel)));
        assertThat(bytes(l2tp.createTunnel(IP6))).isEqualTo(bytes(asked("tunnel-create-ip6", create, kernel)));
    }

    /** Of two attributes the kernel takes no notice: the peer's tunnel ID, always 0 from {@code ip}, and the sublayer's length. */
    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void sessions_are_made_with_the_bytes_of_ip_that_the_kernel_reads(String kernel) throws NetlinkException {
        L2tp l2tp = l2tp(kernel);
        int create = Attribute.L2TP_CMD_SESSION_CREATE;
        int lengthOfSublayer = 6;
        assertThat(bytes(l2tp.createSession(PLAIN, new InterfaceName("l2tpeth0"))))
                .isEqualTo(bytes(
                        asked("session-create", create, kernel), Attribute.L2TP_ATTR_PEER_CONN_ID, lengthOfSublayer));
        assertThat(bytes(l2tp.createSession(COOKIES, new InterfaceName("blue"))))
                .isEqualTo(bytes(
                        asked("session-create-cookies", create, kernel),
                        Attribute.L2TP_ATTR_PEER_CONN_ID,
                        lengthOfSublayer));
        assertThat(bytes(l2tp.createSession(NO_SUBLAYER, new InterfaceName("a23456789012345"))))
                .isEqualTo(bytes(
                        asked("session-create-no-sublayer", create, kernel),
                        Attribute.L2TP_ATTR_PEER_CONN_ID,
                        lengthOfSublayer));
    }

    /** The controller takes no notice of a version: {@code ip} says 0, and its header 2. */
    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void the_family_and_dumps_are_asked_for_with_the_bytes_of_ip(String kernel) throws NetlinkException {
        Golden.Exchange tunnels = Golden.of("l2tp/tunnel-dump", kernel).exchange(Attribute.L2TP_CMD_TUNNEL_GET, true);
        Golden.Exchange sessions =
                Golden.of("l2tp/session-dump", kernel).exchange(Attribute.L2TP_CMD_SESSION_GET, true);
        ReplaySocket socket = new ReplaySocket(controller(kernel), tunnels, sessions);
        L2tp l2tp = L2tp.open(Connection.over(socket)).orElseThrow();
        assertThat(l2tp.tunnels()).isNotEmpty();
        assertThat(l2tp.sessions()).isNotEmpty();
        assertThat(bytes(octets(socket.sent().get(0))).replace("version 2", "version 0"))
                .isEqualTo(bytes(controller(kernel).sent()));
        assertThat(bytes(octets(socket.sent().get(1)))).isEqualTo(bytes(tunnels.sent()));
        assertThat(bytes(octets(socket.sent().get(2)))).isEqualTo(bytes(sessions.sent()));
    }

    /** {@code ip} has no such command. What pyroute2 leaves out when it is not told, we always say. */
    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void sessions_are_changed_with_the_bytes_of_pyroute2(String kernel) throws NetlinkException {
        SessionSpec changed = new SessionSpec(
                new TunnelId(43),
                new SessionId(7),
                new SessionId(8),
                Optional.empty(),
                Optional.empty(),
                L2SpecType.DEFAULT,
                SequenceNumbers.SEND,
                true,
                100);
        List<Byte> theirs = asked("session-modify", Attribute.L2TP_CMD_SESSION_MODIFY, kernel);
        assertThat(bytes(l2tp(kernel).modifySession(changed)).replace("\n05 00 12 00 00 00 00 00", ""))
                .as("but RECV_SEQ, which is off")
                .isEqualTo(bytes(theirs));
        assertThat(refusal(
                        "session-modify-missing",
                        Attribute.L2TP_CMD_SESSION_MODIFY,
                        kernel,
                        l2tp(kernel).modifySession(changed)))
                .isEqualTo(Errno.ENODEV);
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void one_object_is_asked_for_with_the_bytes_of_pyroute2(String kernel) throws NetlinkException {
        Golden.Exchange tunnel = Golden.of("l2tp/tunnel-get", kernel).exchange(Attribute.L2TP_CMD_TUNNEL_GET, false);
        ReplaySocket socket = new ReplaySocket(controller(kernel), tunnel);
        L2tp l2tp = L2tp.open(Connection.over(socket)).orElseThrow();
        assertThat(l2tp.tunnel(new TunnelId(43)).orElseThrow().spec()).hasValue(UDP4_CHECKSUM);
        assertThat(bytes(octets(socket.sent().get(1)))).isEqualTo(bytes(tunnel.sent()));

        Golden.Exchange session = Golden.of("l2tp/session-get", kernel).exchange(Attribute.L2TP_CMD_SESSION_GET, false);
        socket = new ReplaySocket(controller(kernel), session);
        l2tp = L2tp.open(Connection.over(socket)).orElseThrow();
        assertThat(l2tp.session(new TunnelId(43), new SessionId(7))
                        .orElseThrow()
                        .ethernet())
                .hasValue(told(COOKIES, "blue"));
        assertThat(bytes(octets(socket.sent().get(1)))).isEqualTo(bytes(session.sent()));

        Golden.Exchange missing =
                Golden.of("l2tp/tunnel-get-missing", kernel).exchange(Attribute.L2TP_CMD_TUNNEL_GET, false);
        assertThat(l2tp(kernel, missing).tunnel(new TunnelId(999))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void deletions_have_the_bytes_of_ip(String kernel) throws NetlinkException {
        L2tp l2tp = l2tp(kernel);
        assertThat(bytes(l2tp.deleteTunnel(new TunnelId(42))))
                .isEqualTo(bytes(asked("tunnel-delete", Attribute.L2TP_CMD_TUNNEL_DELETE, kernel)));
        assertThat(bytes(l2tp.deleteSession(new TunnelId(42), new SessionId(128))))
                .isEqualTo(bytes(asked("session-delete", Attribute.L2TP_CMD_SESSION_DELETE, kernel)));
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void a_dump_of_tunnels_reads_as_what_was_set(String kernel) throws NetlinkException {
        List<TunnelState> tunnels = l2tp(
                        kernel, Golden.of("l2tp/tunnel-dump", kernel).exchange(Attribute.L2TP_CMD_TUNNEL_GET, true))
                .tunnels();
        assertThat(tunnels)
                .map(state -> state.spec().orElseThrow())
                .containsExactlyInAnyOrder(UDP4, UDP4_CHECKSUM, UDP6, UDP6_NO_CHECKSUM, IP4, IP6);
        assertThat(tunnels)
                .filteredOn(state -> state.rawTunnelId() == 42)
                .first()
                .satisfies(state -> assertThat(state.statistics().txPackets()).isPositive());
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void a_dump_of_several_datagrams_reads_whole(String kernel) throws NetlinkException {
        Golden.Exchange exchange =
                Golden.of("l2tp/tunnel-dump-long", kernel).exchange(Attribute.L2TP_CMD_TUNNEL_GET, true);
        assertThat(exchange.received()).hasSizeGreaterThan(1);
        List<TunnelState> tunnels = l2tp(kernel, exchange).tunnels();
        for (int i = 1; i <= 40; i++) {
            TunnelSpec made = udp(1000 + i, i, LOCAL, REMOTE, 7000 + i, 8000 + i);
            assertThat(tunnels).anySatisfy(state -> assertThat(state.spec()).hasValue(made));
        }
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void a_dump_of_sessions_reads_as_what_was_set(String kernel) throws NetlinkException {
        List<SessionState> sessions = l2tp(
                        kernel, Golden.of("l2tp/session-dump", kernel).exchange(Attribute.L2TP_CMD_SESSION_GET, true))
                .sessions();
        assertThat(sessions)
                .map(state -> state.ethernet().orElseThrow())
                .containsExactlyInAnyOrder(
                        told(PLAIN, "l2tpeth0"), told(COOKIES, "blue"), told(NO_SUBLAYER, "a23456789012345"));
        assertThat(sessions)
                .filteredOn(state -> state.rawSessionId() == 128)
                .first()
                .satisfies(state -> assertThat(state.statistics().txPackets()).isPositive());
    }

    private static EthernetSession told(SessionSpec spec, String interfaceName) {
        return new EthernetSession(
                spec.tunnelId(),
                spec.sessionId(),
                spec.peerSessionId(),
                new InterfaceName(interfaceName),
                spec.cookie(),
                spec.peerCookie(),
                spec.seq(),
                spec.lnsMode(),
                spec.reorderTimeoutMillis());
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void refusals_have_their_names(String kernel) throws NetlinkException {
        L2tp l2tp = l2tp(kernel);
        int tunnel = Attribute.L2TP_CMD_TUNNEL_CREATE;
        int session = Attribute.L2TP_CMD_SESSION_CREATE;
        Request makeTunnel = l2tp.createTunnel(UDP4);
        Request makeSession = l2tp.createSession(PLAIN, new InterfaceName("pw"));
        assertThat(refusal("tunnel-create-id-in-use", tunnel, kernel, makeTunnel))
                .isEqualTo(Errno.EEXIST);
        assertThat(refusal("tunnel-create-port-in-use", tunnel, kernel, makeTunnel))
                .isEqualTo(Errno.EADDRINUSE);
        assertThat(refusal("tunnel-create-no-address", tunnel, kernel, makeTunnel))
                .isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(refusal("tunnel-create-no-route", tunnel, kernel, makeTunnel))
                .isEqualTo(Errno.ENETUNREACH);
        assertThat(refusal("session-create-id-in-use", session, kernel, makeSession))
                .isEqualTo(Errno.EEXIST);
        assertThat(refusal("session-create-name-in-use", session, kernel, makeSession))
                .isEqualTo(Errno.EEXIST);
        assertThat(refusal("session-create-no-tunnel", session, kernel, makeSession))
                .isEqualTo(Errno.ENODEV);
        assertThat(refusal(
                        "tunnel-delete-missing",
                        Attribute.L2TP_CMD_TUNNEL_DELETE,
                        kernel,
                        l2tp.deleteTunnel(new TunnelId(999))))
                .isEqualTo(Errno.ENODEV);
    }

    private static Errno refusal(String golden, int command, String kernel, Request request) throws NetlinkException {
        Golden.Exchange exchange = Golden.of("l2tp/" + golden, kernel).exchange(command, false);
        try (Connection connection = Connection.over(new ReplaySocket(exchange))) {
            List<Ack> acks = connection.executeAll(List.of(request), OnRefusal.CONTINUE);
            assertThat(acks.get(0)).isInstanceOf(Ack.Refused.class);
            return acks.get(0).failure().orElseThrow().errno();
        }
    }

    @ParameterizedTest
    @FieldSource("io.pairwire.netlink.Golden#KERNELS")
    void nonsense_is_refused_and_never_worse(String kernel) {
        for (String golden : List.of("tunnel-dump", "session-dump", "tunnel-create-id-in-use", "session-create")) {
            Hostile.feed(Golden.of("l2tp/" + golden, kernel), TunnelDecoder.INSTANCE, SessionDecoder.INSTANCE);
        }
    }
}
