package io.pairwire.l2tp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeSession;
import io.pairwire.kernel.FakeTunnel;
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
import io.pairwire.model.UdpPort;
import io.pairwire.netlink.Connection;
import io.pairwire.netlink.Errno;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.netlink.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The family as a whole, against a kernel that is not one. */
class L2tpTest {
    static final IpAddress LOCAL = IpAddress.parse("192.0.2.1");
    static final IpAddress REMOTE = IpAddress.parse("192.0.2.2");

    private final FakeKernel kernel = new FakeKernel();
    private final Connection connection = Connection.over(kernel.open(Protocol.GENERIC), Duration.ofMillis(1));

    static TunnelSpec udp(int id, int peer, IpAddress local, IpAddress remote, int source, int destination) {
        return udp(id, peer, local, remote, source, destination, UdpChecksums.DEFAULT);
    }

    static TunnelSpec udp(
            int id, int peer, IpAddress local, IpAddress remote, int source, int destination, UdpChecksums checksums) {
        return new TunnelSpec(
                new TunnelId(id),
                new TunnelId(peer),
                local,
                remote,
                new Encapsulation.Udp(new UdpPort(source), new UdpPort(destination), checksums));
    }

    static SessionSpec session(int tunnel, int id, int peer) {
        return new SessionSpec(
                new TunnelId(tunnel),
                new SessionId(id),
                new SessionId(peer),
                Optional.empty(),
                Optional.empty(),
                L2SpecType.DEFAULT,
                SequenceNumbers.NONE,
                false,
                0);
    }

    private L2tp l2tp() throws NetlinkException {
        return L2tp.open(connection).orElseThrow();
    }

    @Test
    void a_kernel_without_l2tp_is_an_absence_and_no_error() throws NetlinkException {
        kernel.faults().familyAbsent(true);
        assertThat(L2tp.open(connection)).isEmpty();
    }

    @Test
    void what_is_made_reads_back_equal() throws NetlinkException {
        L2tp l2tp = l2tp();
        TunnelSpec six = udp(
                -1,
                1 << 31,
                IpAddress.parse("2001:db8::1"),
                IpAddress.parse("2001:db8::2"),
                65535,
                1,
                new UdpChecksums(false, false, true));
        TunnelSpec four = udp(42, 45, LOCAL, REMOTE, 5000, 5001, new UdpChecksums(true, true, true));
        TunnelSpec ip = new TunnelSpec(new TunnelId(51), new TunnelId(52), LOCAL, REMOTE, new Encapsulation.Ip());
        SessionSpec full = new SessionSpec(
                new TunnelId(42),
                new SessionId(-1),
                new SessionId(1 << 31),
                Optional.of(Cookie.parse("0123456789abcdef")),
                Optional.of(Cookie.parse("fedcba98")),
                L2SpecType.NONE,
                SequenceNumbers.BOTH,
                true,
                150);
        for (TunnelSpec tunnel : List.of(six, four, ip)) {
            connection.execute(l2tp.createTunnel(tunnel));
        }
        connection.execute(l2tp.createSession(full, new InterfaceName("blue")));
        assertThat(l2tp.tunnels()).map(state -> state.spec().orElseThrow()).containsExactly(six, four, ip);
        assertThat(l2tp.tunnel(new TunnelId(42)).orElseThrow().spec()).hasValue(four);
        assertThat(l2tp.sessions())
                .map(state -> state.ethernet().orElseThrow())
                .containsExactly(new EthernetSession(
                        full.tunnelId(),
                        full.sessionId(),
                        full.peerSessionId(),
                        new InterfaceName("blue"),
                        full.cookie(),
                        full.peerCookie(),
                        full.seq(),
                        true,
                        150));
        assertThat(kernel.sessions().get(0).l2spec())
                .as("which is told, but never tells back")
                .isZero();
    }

    @Test
    void what_can_be_changed_is_changed() throws NetlinkException {
        L2tp l2tp = l2tp();
        connection.execute(l2tp.createTunnel(udp(42, 45, LOCAL, REMOTE, 5000, 5001)));
        connection.execute(l2tp.createSession(session(42, 1, 2), new InterfaceName("pw")));
        SessionSpec changed = new SessionSpec(
                new TunnelId(42),
                new SessionId(1),
                new SessionId(2),
                Optional.empty(),
                Optional.empty(),
                L2SpecType.DEFAULT,
                SequenceNumbers.SEND,
                true,
                20);
        connection.execute(l2tp.modifySession(changed));
        EthernetSession now = l2tp.sessions().get(0).ethernet().orElseThrow();
        assertThat(now.seq()).isEqualTo(SequenceNumbers.SEND);
        assertThat(now.lnsMode()).isTrue();
        assertThat(now.reorderTimeoutMillis()).isEqualTo(20);
        connection.execute(l2tp.modifySession(session(42, 1, 2)));
        assertThat(l2tp.sessions().get(0).ethernet().orElseThrow().seq()).isEqualTo(SequenceNumbers.NONE);
    }

    @Test
    void foreign_tunnels_and_sessions_take_their_ids_and_harm_nobody() throws NetlinkException {
        kernel.adopt(FakeTunnel.l2tpv2(7, LOCAL, REMOTE));
        kernel.adopt(FakeTunnel.udp(8, 0, LOCAL, REMOTE, 1, 2));
        kernel.adopt(FakeTunnel.udp(9, 9, LOCAL, REMOTE, 3, 0));
        kernel.adopt(new FakeTunnel(10, 10, 3, 0, Optional.empty(), Optional.empty(), 0, 0, false, false, false));
        kernel.adopt(new FakeSession(7, 70, 70, 7, "", 1, "", "", false, false, false, 0));
        kernel.adopt(new FakeSession(8, 80, 80, 5, "odd0", 1, "010203", "", false, false, false, 0));
        kernel.adopt(new FakeSession(8, 0, 81, 5, "odd1", 1, "", "", false, false, false, 0));
        L2tp l2tp = l2tp();
        assertThat(l2tp.tunnels())
                .extracting(TunnelState::rawTunnelId, TunnelState::spec, TunnelState::oddity)
                .containsExactly(
                        tuple(7, Optional.empty(), "protocol version 2"),
                        tuple(8, Optional.empty(), "a tunnel ID of 0"),
                        tuple(9, Optional.empty(), "a UDP port of 0"),
                        tuple(10, Optional.empty(), "no addresses"));
        assertThat(l2tp.sessions())
                .extracting(SessionState::rawSessionId, SessionState::ethernet, SessionState::oddity)
                .containsExactly(
                        tuple(70, Optional.empty(), "pseudowire type 7"),
                        tuple(80, Optional.empty(), "a cookie of 3 octets"),
                        tuple(0, Optional.empty(), "a session ID of 0"));
        assertThat(l2tp.sessions().toString()).doesNotContain("010203");
    }

    @Test
    void no_state_prints_a_cookie() throws NetlinkException {
        kernel.adopt(FakeTunnel.udp(1, 1, LOCAL, REMOTE, 1, 1));
        kernel.adopt(new FakeSession(1, 1, 1, 5, "pw", 1, "0123456789abcdef", "fedcba98", false, false, false, 0));
        assertThat(l2tp().sessions().toString())
                .contains("Cookie(8 octets)", "Cookie(4 octets)")
                .doesNotContainIgnoringCase("abcdef")
                .doesNotContain("fedcba98");
    }

    @Test
    void a_session_found_in_another_tunnel_is_not_the_one_asked_for() throws NetlinkException {
        kernel.faults().sessionsDuplicate();
        kernel.adopt(FakeTunnel.udp(7, 7, LOCAL, REMOTE, 7, 7));
        kernel.adopt(FakeTunnel.udp(1, 1, LOCAL, REMOTE, 1, 1));
        kernel.adopt(FakeSession.ethernet(7, 7777, 1, "pw"));
        assertThat(l2tp().session(new TunnelId(7), new SessionId(7777))).isPresent();
        assertThat(l2tp().session(new TunnelId(1), new SessionId(7777))).isEmpty();
        assertThat(l2tp().session(new TunnelId(7), new SessionId(1))).isEmpty();
        assertThat(l2tp().tunnel(new TunnelId(99))).isEmpty();
    }

    @Test
    void refusals_say_what_they_mean_and_what_to_do() throws NetlinkException {
        L2tp l2tp = l2tp();
        TunnelSpec tunnel = udp(42, 45, LOCAL, REMOTE, 5000, 5001);
        connection.execute(l2tp.createTunnel(tunnel));
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(l2tp.createTunnel(tunnel)))
                .withMessage("l2tp TUNNEL_CREATE tunnel 42: EEXIST (tunnel ID in use, or its tunnel not gone yet)")
                .satisfies(e -> assertThat(e.advice()).isPresent())
                .satisfies(e -> assertThat(e.isPassing()).isFalse());
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(l2tp.createTunnel(udp(43, 46, LOCAL, REMOTE, 5000, 5003))))
                .withMessage("l2tp TUNNEL_CREATE tunnel 43: EADDRINUSE (local address and UDP port in use)");
        kernel.faults().noRouteTo(IpAddress.parse("203.0.113.1")).addressMissing(IpAddress.parse("203.0.113.2"));
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(
                        l2tp.createTunnel(udp(44, 46, LOCAL, IpAddress.parse("203.0.113.1"), 5004, 5003))))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENETUNREACH))
                .satisfies(e -> assertThat(e.isPassing()).isTrue());
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(
                        l2tp.createTunnel(udp(44, 46, IpAddress.parse("203.0.113.2"), REMOTE, 5004, 5003))))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL))
                .satisfies(e -> assertThat(e.isPassing()).isTrue());
        connection.execute(l2tp.createSession(session(42, 128, 1), new InterfaceName("pw")));
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(
                        () -> connection.execute(l2tp.createSession(session(42, 128, 1), new InterfaceName("other"))))
                .withMessage(
                        "l2tp SESSION_CREATE session 128 of tunnel 42: EEXIST (session ID or interface name in use)");
        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> connection.execute(l2tp.deleteTunnel(new TunnelId(99))))
                .withMessage("l2tp TUNNEL_DELETE tunnel 99: ENODEV (no such tunnel)");
    }

    @Test
    void every_error_means_something_to_every_command() {
        for (L2tpMeanings command : L2tpMeanings.values()) {
            for (Errno errno : Errno.values()) {
                assertThat(command.of(errno).text()).as("%s %s", command, errno).isNotBlank();
            }
        }
    }

    @Test
    void a_deleted_tunnel_is_waited_for() throws NetlinkException, InterruptedException {
        L2tp l2tp = l2tp();
        connection.execute(l2tp.createTunnel(udp(42, 45, LOCAL, REMOTE, 5000, 5001)));
        kernel.faults().deletesLinger(3);
        connection.execute(l2tp.deleteTunnel(new TunnelId(42)));
        StandingClock clock = new StandingClock();
        Patience patience = new Patience(clock, Duration.ofSeconds(1));
        assertThat(patience.until(() -> l2tp.tunnel(new TunnelId(42)).isEmpty()))
                .isTrue();
        assertThat(clock.now).isEqualTo(Duration.ofMillis(1 + 2 + 4));
    }

    @Test
    void waiting_ends_with_its_limit() throws NetlinkException, InterruptedException {
        StandingClock clock = new StandingClock();
        assertThat(new Patience(clock, Duration.ofSeconds(1)).until(() -> false))
                .isFalse();
        assertThat(clock.now).isEqualTo(Duration.ofSeconds(1));
    }

    /** Time that passes only by being slept through. */
    private static final class StandingClock implements Patience.Clock {
        private Duration now = Duration.ZERO;

        @Override
        public long nanos() {
            return now.toNanos();
        }

        @Override
        public void sleep(Duration pause) {
            now = now.plus(pause);
        }
    }
}
