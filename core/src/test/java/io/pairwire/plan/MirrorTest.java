package io.pairwire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Cookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.HostName;
import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.model.TunnelEnd;
import io.pairwire.model.TunnelId;
import io.pairwire.model.TunnelSpec;
import io.pairwire.model.UdpChecksums;
import io.pairwire.model.UdpPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class MirrorTest {
    private static final int TOPOLOGIES = 500;

    private static void forAnyTopology(Consumer<Topology> property) {
        for (int seed = 0; seed < TOPOLOGIES; seed++) {
            Topology topology = TopologyGenerator.topology(new Random(seed));
            try {
                property.accept(topology);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void theMirrorOfOneHalfIsTheOther() {
        forAnyTopology(topology -> {
            for (Pseudowire pseudowire : topology.pseudowires()) {
                Half a = Mirror.half(pseudowire, Side.A);
                Half b = Mirror.half(pseudowire, Side.B);
                assertThat(mirrored(a.tunnel().tunnel(), pseudowire.tunnel().b()))
                        .isEqualTo(b.tunnel().tunnel());
                assertThat(mirrored(b.tunnel().tunnel(), pseudowire.tunnel().a()))
                        .isEqualTo(a.tunnel().tunnel());
                assertThat(mirrored(a.session().session(), b.tunnel().tunnel().tunnelId()))
                        .isEqualTo(b.session().session());
                assertThat(a.session().link().mtu())
                        .isEqualTo(b.session().link().mtu());
            }
        });
    }

    /** Written here a second time, field by field, so that the two crossings must agree. */
    private static TunnelSpec mirrored(TunnelSpec near, TunnelEnd far) {
        Encapsulation encapsulation = near.encapsulation()
                .udp()
                .<Encapsulation>map(udp -> new Encapsulation.Udp(
                        udp.destination(),
                        udp.source(),
                        relevant(far.checksums(), near.local().family())))
                .orElseGet(Encapsulation.Ip::new);
        return new TunnelSpec(near.peerTunnelId(), near.tunnelId(), near.remote(), near.local(), encapsulation);
    }

    /** Which checksums an end makes and demands is its own; what has no meaning in its family is as if nobody had said it. */
    private static UdpChecksums relevant(UdpChecksums said, IpAddress.Family family) {
        return family == IpAddress.Family.IPV4
                ? new UdpChecksums(said.ipv4(), true, true)
                : new UdpChecksums(false, said.ipv6Sent(), said.ipv6Required());
    }

    @Test
    void noEndDemandsChecksumsThatTheOtherDoesNotSend() {
        forAnyTopology(topology -> {
            for (Pseudowire pseudowire : topology.pseudowires()) {
                for (Side side : Side.values()) {
                    var near = Mirror.half(pseudowire, side)
                            .tunnel()
                            .tunnel()
                            .encapsulation()
                            .udp();
                    var far = Mirror.half(pseudowire, side.far())
                            .tunnel()
                            .tunnel()
                            .encapsulation()
                            .udp();
                    near.ifPresent(demanding -> assertThat(demanding.checksums().ipv6Required()
                                    && !far.orElseThrow().checksums().ipv6Sent())
                            .isFalse());
                }
            }
        });
    }

    @Test
    void eachHalfIsAtItsEndsPlaceAndItsLinkWhatThatEndSays() {
        forAnyTopology(topology -> {
            for (Pseudowire pseudowire : topology.pseudowires()) {
                for (Side side : Side.values()) {
                    Half half = Mirror.half(pseudowire, side);
                    assertThat(half.tunnel().netns())
                            .isEqualTo(pseudowire.tunnel().end(side).netns());
                    assertThat(half.session().netns()).isEqualTo(half.tunnel().netns());
                    assertThat(half.session().link().bridge())
                            .isEqualTo(pseudowire.end(side).bridge());
                    assertThat(half.session().link().mac())
                            .isEqualTo(pseudowire.end(side).mac());
                }
            }
        });
    }

    private static SessionSpec mirrored(SessionSpec near, TunnelId farTunnel) {
        return new SessionSpec(
                farTunnel,
                near.peerSessionId(),
                near.sessionId(),
                near.peerCookie(),
                near.cookie(),
                near.l2spec(),
                near.seq(),
                near.lnsMode(),
                near.reorderTimeoutMillis());
    }

    @Test
    void eachHalfIsToldWhatTheFileSaysThatTheOtherEndAssigns() {
        forAnyTopology(topology -> {
            for (Pseudowire pseudowire : topology.pseudowires()) {
                for (Side side : Side.values()) {
                    Half half = Mirror.half(pseudowire, side);
                    var near = pseudowire.tunnel().end(side);
                    var far = pseudowire.tunnel().end(side.far());
                    assertThat(half.tunnel().tunnel().tunnelId()).isEqualTo(near.tunnelId());
                    assertThat(half.tunnel().tunnel().peerTunnelId()).isEqualTo(far.tunnelId());
                    assertThat(half.tunnel().tunnel().local()).isEqualTo(near.local());
                    assertThat(half.tunnel().tunnel().remote()).isEqualTo(far.local());
                    assertThat(half.tunnel().tunnel().encapsulation().udp().map(Encapsulation.Udp::source))
                            .isEqualTo(near.udpPort());
                    assertThat(half.tunnel().tunnel().encapsulation().udp().map(Encapsulation.Udp::destination))
                            .isEqualTo(far.udpPort());
                    SessionSpec session = half.session().session();
                    assertThat(session.tunnelId()).isEqualTo(near.tunnelId());
                    assertThat(session.sessionId())
                            .isEqualTo(pseudowire.end(side).sessionId());
                    assertThat(session.peerSessionId())
                            .isEqualTo(pseudowire.end(side.far()).sessionId());
                    AssignedCookie farCookie = pseudowire.end(side.far()).assignedCookie();
                    AssignedCookie nearCookie = pseudowire.end(side).assignedCookie();
                    assertThat(session.cookie())
                            .as("what we send is what the far end assigned")
                            .isEqualTo(farCookie.given());
                    assertThat(session.peerCookie())
                            .as("what we demand is what we assigned")
                            .isEqualTo(nearCookie.given());
                    assertThat(half.session().made())
                            .isEqualTo(new MadeCookies(farCookie.octetsToMake(), nearCookie.octetsToMake()));
                    assertThat(half.session().cookieOctets()).isEqualTo(farCookie.octets());
                    assertThat(half.session().peerCookieOctets()).isEqualTo(nearCookie.octets());
                    assertThat(half.session().side()).isEqualTo(side);
                    assertThat(half.session().peerHost()).isEqualTo(far.host());
                }
            }
        });
    }

    @Test
    void pointToPointPeersAreCrossed() {
        forAnyTopology(topology -> {
            for (Pseudowire pseudowire : topology.pseudowires()) {
                List<InterfaceAddress> a =
                        Mirror.half(pseudowire, Side.A).session().link().addresses();
                List<InterfaceAddress> b =
                        Mirror.half(pseudowire, Side.B).session().link().addresses();
                assertThat(facingPairs(a)).containsExactlyInAnyOrderElementsOf(swapped(facingPairs(b)));
                for (InterfaceAddress address : a) {
                    assertThat(address.isHostAddress() || address.peer().isEmpty())
                            .isTrue();
                }
                for (IpAddress.Family family : IpAddress.Family.values()) {
                    assertThat(Math.min(unfaced(a, family), unfaced(b, family)))
                            .as("host addresses left alone at both ends")
                            .isZero();
                }
            }
        });
    }

    private static Set<List<IpAddress>> facingPairs(List<InterfaceAddress> addresses) {
        Set<List<IpAddress>> pairs = new HashSet<>();
        addresses.forEach(address -> address.peer().ifPresent(peer -> pairs.add(List.of(address.address(), peer))));
        return pairs;
    }

    private static Set<List<IpAddress>> swapped(Set<List<IpAddress>> pairs) {
        Set<List<IpAddress>> swapped = new HashSet<>();
        pairs.forEach(pair -> swapped.add(List.of(pair.get(1), pair.get(0))));
        return swapped;
    }

    private static long unfaced(List<InterfaceAddress> addresses, IpAddress.Family family) {
        return addresses.stream()
                .filter(address -> address.isHostAddress() && address.peer().isEmpty())
                .filter(address -> address.address().family() == family)
                .count();
    }

    @Test
    void hostPlansHoldEachEndOnceAndTheTunnelOfEachSession() {
        forAnyTopology(topology -> {
            Map<HostName, HostPlan> plans = Mirror.hostPlans(topology);
            List<String> ends = new ArrayList<>();
            plans.forEach((host, plan) -> {
                assertThat(plan.host()).isEqualTo(host);
                assertThat(plan.topology()).isEqualTo(topology.name());
                assertThat(plan.tunnels()).doesNotHaveDuplicates();
                List<Object> tunnels = plan.tunnels().stream()
                        .<Object>map(planned ->
                                List.of(planned.netns(), planned.tunnel().tunnelId()))
                        .toList();
                assertThat(tunnels).doesNotHaveDuplicates();
                plan.sessions().forEach(session -> {
                    assertThat(tunnels)
                            .contains(List.of(session.netns(), session.session().tunnelId()));
                    ends.add(host + " " + session.pseudowire() + " " + session.side());
                });
                assertThat(plan.sessions().stream()
                                .<Object>map(session -> List.of(
                                        session.netns(), session.session().tunnelId())))
                        .as("no tunnel without a session")
                        .containsAll(tunnels);
            });
            List<String> expected = new ArrayList<>();
            for (Pseudowire pseudowire : topology.pseudowires()) {
                for (Side side : Side.values()) {
                    expected.add(pseudowire.tunnel().end(side).host() + " " + pseudowire.name() + " " + side);
                }
            }
            assertThat(ends).containsExactlyInAnyOrderElementsOf(expected);
        });
    }

    @Test
    void theGeneratorMakesWhatTheStaticRulesLetPass() {
        forAnyTopology(topology -> Mirror.hostPlans(topology).values().forEach(plan -> {
            assertThat(plan.sessions().stream().map(session -> session.session().sessionId()))
                    .doesNotHaveDuplicates();
            assertThat(plan.sessions().stream().map(session -> session.link().name()))
                    .doesNotHaveDuplicates();
            assertThat(plan.tunnels().stream()
                            .flatMap(planned -> planned.tunnel().encapsulation().udp().stream())
                            .map(Encapsulation.Udp::source)
                            .map(UdpPort::number))
                    .doesNotHaveDuplicates();
        }));
    }

    @Test
    void noValuePrintsACookie() {
        forAnyTopology(topology -> {
            String printed = topology + " " + Mirror.hostPlans(topology);
            for (Pseudowire pseudowire : topology.pseudowires()) {
                for (Side side : Side.values()) {
                    Optional<Cookie> cookie =
                            pseudowire.end(side).assignedCookie().given();
                    cookie.ifPresent(value -> assertThat(printed)
                            .doesNotContain(value.reveal())
                            .doesNotContain(Long.toUnsignedString(value.value())));
                }
            }
        });
    }
}
