package io.pairwire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkTest {
    private static final UdpPort PORT = new UdpPort(5000);
    private static final TunnelSpec TUNNEL = tunnel(42, 45, "192.0.2.1", "192.0.2.2", udp(5000, 5001, false));
    private static final SessionSpec SESSION =
            session(128, 256, Optional.empty(), Optional.empty(), L2SpecType.DEFAULT);

    private static TunnelSpec tunnel(int id, int peer, String local, String remote, Encapsulation encapsulation) {
        return new TunnelSpec(
                new TunnelId(id), new TunnelId(peer), IpAddress.parse(local), IpAddress.parse(remote), encapsulation);
    }

    private static Encapsulation udp(int source, int destination, boolean checksum) {
        return new Encapsulation.Udp(
                new UdpPort(source), new UdpPort(destination), new UdpChecksums(checksum, true, true));
    }

    private static SessionSpec session(
            int id, int peer, Optional<Cookie> cookie, Optional<Cookie> peerCookie, L2SpecType l2spec) {
        return new SessionSpec(
                TUNNEL.tunnelId(),
                new SessionId(id),
                new SessionId(peer),
                cookie,
                peerCookie,
                l2spec,
                SequenceNumbers.NONE,
                false,
                0);
    }

    @Test
    void aMarkIsReadBackFromItsAlias() {
        for (int seed = 0; seed < 200; seed++) {
            Topology topology = TopologyGenerator.topology(new Random(seed));
            for (Pseudowire pseudowire : topology.pseudowires()) {
                for (Side side : Side.values()) {
                    Half half = Mirror.half(pseudowire, side);
                    Mark mark = Mark.of(topology.name(), half.tunnel().tunnel(), half.session());
                    assertThat(Mark.parse(mark.toString())).contains(mark);
                    assertThat(mark.toString().length()).as("IFALIASZ").isLessThan(256);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uplink to par1",
                "pairwire:",
                "pairwire:metro/seed",
                "pairwire:metro/seed#",
                "pairwire:metro/seed#0123456789abcde",
                "pairwire:metro/seed#0123456789abcdef0",
                "pairwire:metro/seed#0123456789ABCDEF",
                "pairwire:Metro/seed#0123456789abcdef",
                "pairwire:metro/#0123456789abcdef",
                "pairwire:metro/-seed#0123456789abcdef",
                " pairwire:metro/seed#0123456789abcdef",
                "pairwire:metro/seed#0123456789abcdef\n",
                "pairwire:metro-and-four-and-twenty/seed#0123456789abcdef"
            })
    void whatIsNoMarkIsNotTakenForOne(String alias) {
        assertThat(Mark.parse(alias)).isEmpty();
    }

    @Test
    void theDigestChangesWithEachAttributeThatIsFixedAtCreation() {
        Optional<Cookie> four = Optional.of(new Cookie(1, 4));
        Optional<Cookie> eight = Optional.of(new Cookie(1, 8));
        Encapsulation udp6 = new Encapsulation.Udp(PORT, new UdpPort(5001), new UdpChecksums(false, false, true));
        Encapsulation udp6Received =
                new Encapsulation.Udp(PORT, new UdpPort(5001), new UdpChecksums(false, true, false));
        List<String> digests = List.of(
                Mark.digest(TUNNEL, SESSION),
                Mark.digest(tunnel(43, 45, "192.0.2.1", "192.0.2.2", udp(5000, 5001, false)), SESSION),
                Mark.digest(tunnel(42, 46, "192.0.2.1", "192.0.2.2", udp(5000, 5001, false)), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.3", "192.0.2.2", udp(5000, 5001, false)), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.1", "192.0.2.3", udp(5000, 5001, false)), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.1", "192.0.2.2", udp(5002, 5001, false)), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.1", "192.0.2.2", udp(5000, 5002, false)), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.1", "192.0.2.2", udp(5000, 5001, true)), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.1", "192.0.2.2", udp6), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.1", "192.0.2.2", udp6Received), SESSION),
                Mark.digest(tunnel(42, 45, "192.0.2.1", "192.0.2.2", new Encapsulation.Ip()), SESSION),
                Mark.digest(TUNNEL, session(129, 256, Optional.empty(), Optional.empty(), L2SpecType.DEFAULT)),
                Mark.digest(TUNNEL, session(128, 257, Optional.empty(), Optional.empty(), L2SpecType.DEFAULT)),
                Mark.digest(TUNNEL, session(128, 256, four, Optional.empty(), L2SpecType.DEFAULT)),
                Mark.digest(TUNNEL, session(128, 256, eight, Optional.empty(), L2SpecType.DEFAULT)),
                Mark.digest(TUNNEL, session(128, 256, Optional.empty(), four, L2SpecType.DEFAULT)),
                Mark.digest(TUNNEL, session(128, 256, Optional.empty(), eight, L2SpecType.DEFAULT)),
                Mark.digest(TUNNEL, session(128, 256, Optional.empty(), Optional.empty(), L2SpecType.NONE)));
        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void theDigestStaysWhereOnlyWhatCanBeChangedInPlaceDiffers() {
        SessionSpec numbered = new SessionSpec(
                SESSION.tunnelId(),
                SESSION.sessionId(),
                SESSION.peerSessionId(),
                SESSION.cookie(),
                SESSION.peerCookie(),
                SESSION.l2spec(),
                SequenceNumbers.BOTH,
                true,
                100);
        assertThat(Mark.digest(TUNNEL, numbered)).isEqualTo(Mark.digest(TUNNEL, SESSION));
    }

    @Test
    void theDigestTellsNothingOfACookieButItsLength() {
        Set<String> digests = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            Optional<Cookie> cookie = Optional.of(new Cookie(random.nextLong(), 8));
            digests.add(Mark.digest(TUNNEL, session(128, 256, cookie, cookie, L2SpecType.DEFAULT)));
        }
        assertThat(digests).hasSize(1);
    }

    /** What hosts bear for years must not change: the expected digests were worked out by another program's FNV-1a. */
    @Test
    void theDigestIsTheSameForEver() {
        TunnelSpec ip6 = tunnel(-1, 7, "2001:db8::1", "2001:db8::2", new Encapsulation.Ip());
        assertThat(Mark.digest(TUNNEL, SESSION)).isEqualTo("0f094a02b57b5e74");
        assertThat(Mark.digest(
                        ip6,
                        session(
                                128,
                                256,
                                Optional.of(new Cookie(1, 8)),
                                Optional.of(new Cookie(1, 4)),
                                L2SpecType.NONE)))
                .isEqualTo("394bf0d39ad7458f");
        assertThat(Mark.digests(TUNNEL, SESSION)).contains("0f094a02b57b5e74");
    }
}
