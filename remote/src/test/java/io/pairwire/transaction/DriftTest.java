package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeKernel;
import io.pairwire.kernel.FakeSession;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.EndDrift.Presence;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriftTest {
    private static final TopologyName METRO = new TopologyName("metro");
    private static final HostName LON1 = new HostName("lon1");
    private static final HostName PAR1 = new HostName("par1");
    private static final Topology BLUE = Topologies.of(Topologies.wire("blue", "lon1", "par1", 10, ""));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory);
    }

    private void bringTo(Map<HostName, HostPlan> plans) throws InterruptedException {
        try (Run run = new Run(METRO, plans, agents, Optional.of(Conduct.usual("1", "a test")), 4)) {
            assertThat(run.apply(run.observe(), false).kept()).isTrue();
        }
    }

    /** Changes one host alone: what comes of it is just what a hand on that host might have left. */
    private void bring(HostName host, Topology topology) throws InterruptedException {
        HostPlan nothing = HostPlan.nothing(METRO, host);
        bringTo(Map.of(host, Mirror.hostPlans(topology).getOrDefault(host, nothing)));
    }

    private Drift drift(Topology topology) throws InterruptedException {
        try (Run run = new Run(METRO, Mirror.hostPlans(topology), agents, Optional.empty(), 4)) {
            return run.drift();
        }
    }

    private static Topology blue(String more) {
        return Topologies.of(Topologies.wire("blue", "lon1", "par1", 10, more));
    }

    private static List<String> mismatches(Drifted drifted) {
        return drifted.mismatches().stream()
                .map(mismatch -> mismatch.host() + " " + mismatch.attribute() + " "
                        + mismatch.is().orElse("-") + ", " + mismatch.farHost() + " " + mismatch.farAttribute() + " "
                        + mismatch.farIs().orElse("-"))
                .toList();
    }

    private Drifted only(Topology topology) throws InterruptedException {
        Drift drift = drift(topology);
        assertThat(drift.drifted()).hasSize(1);
        assertThat(drift.isNone()).isFalse();
        return drift.drifted().get(0);
    }

    @Test
    void whatIsAsItShouldBeIsOnlyCounted() throws InterruptedException {
        bringTo(Mirror.hostPlans(BLUE));
        int before = agents.writes();
        Drift drift = drift(BLUE);
        assertThat(drift.isNone()).isTrue();
        assertThat(drift.right()).isEqualTo(1);
        assertThat(agents.writes()).isEqualTo(before);
    }

    @Test
    void whatIsAtNeitherEndIsMissing() throws InterruptedException {
        Drifted blue = only(BLUE);
        assertThat(blue.drift()).isEqualTo(DriftClass.MISSING);
        assertThat(blue.a().orElseThrow().presence()).isEqualTo(Presence.MISSING);
        assertThat(blue.b().orElseThrow().host()).isEqualTo(PAR1);
    }

    @Test
    void whatLostAnEndIsHalfAPair() throws InterruptedException {
        bringTo(Mirror.hostPlans(BLUE));
        agents.reboot("par1");
        Drifted blue = only(BLUE);
        assertThat(blue.drift()).isEqualTo(DriftClass.HALF_PAIR);
        assertThat(blue.a().orElseThrow().presence()).isEqualTo(Presence.THERE);
        assertThat(blue.b().orElseThrow().presence()).isEqualTo(Presence.MISSING);
    }

    @Test
    void whatConcernsOneEndAloneIsAChange() throws InterruptedException {
        bringTo(Mirror.hostPlans(BLUE));
        bring(LON1, blue(", address: [10.0.0.1/30, 10.0.0.2/30]"));
        Drifted blue = only(BLUE);
        assertThat(blue.drift()).isEqualTo(DriftClass.CHANGED);
        assertThat(blue.a().orElseThrow().differences()).singleElement().satisfies(change -> {
            assertThat(change.name()).isEqualTo("address");
            assertThat(change.from()).contains("10.0.0.1/30");
            assertThat(change.to()).isEmpty();
        });
        assertThat(blue.b().orElseThrow().differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", mtu: 1400|par1|lon1 mtu 1446, par1 mtu 1400",
                ", l2spec: none, mtu: 1446|par1|lon1 l2spec_type default, par1 l2spec_type none",
                ", seq: both|par1|par1 seq both, lon1 seq none",
                ", cookie: [00112233, 44556677], mtu: 1446|lon1|lon1 cookie 4 octets, par1 peer_cookie -"
                        + ";par1 cookie -, lon1 peer_cookie 4 octets"
            })
    void whatBothEndsMustAgreeOnIsAPeerMismatch(String more, String host, String expected) throws InterruptedException {
        Topology roomy = blue(", underlay_mtu: 1508, mtu: 1446");
        bringTo(Mirror.hostPlans(roomy));
        Topology other = blue(", underlay_mtu: 1508" + (more.contains("mtu") ? more : more + ", mtu: 1446"));
        bring(new HostName(host), other);
        Drifted blue = only(roomy);
        assertThat(blue.drift()).isEqualTo(DriftClass.PEER_MISMATCH);
        assertThat(mismatches(blue)).containsExactlyInAnyOrder(expected.split(";"));
    }

    @Test
    void idsAndPortsThatOneEndHasOtherwiseAreNamedWithThoseOfTheOther() throws InterruptedException {
        bringTo(Mirror.hostPlans(BLUE));
        bring(PAR1, Topologies.of(Topologies.wire("blue", "lon1", "par1", 30, "")));
        Drifted blue = only(BLUE);
        assertThat(blue.drift()).isEqualTo(DriftClass.PEER_MISMATCH);
        assertThat(mismatches(blue))
                .containsExactly(
                        "lon1 peer_tunnel_id 11, par1 tunnel_id 31",
                        "lon1 udp_dport 7010, par1 udp_sport 7030",
                        "lon1 peer_session_id 210, par1 session_id 230",
                        "par1 peer_tunnel_id 30, lon1 tunnel_id 10",
                        "par1 udp_dport 6030, lon1 udp_sport 6010",
                        "par1 peer_session_id 130, lon1 session_id 110");
    }

    @Test
    void endsThatFitEachOtherAreNoMismatchHoweverFarTheTopologyWent() throws InterruptedException {
        bringTo(Mirror.hostPlans(BLUE));
        Drifted blue = only(Topologies.of(Topologies.wire("blue", "lon1", "par1", 30, ", l2spec: none")));
        assertThat(blue.drift()).isEqualTo(DriftClass.CHANGED);
        assertThat(blue.mismatches()).isEmpty();
        assertThat(blue.a().orElseThrow().differences()).isNotEmpty();
    }

    @Test
    void anotherCookieOfTheSameLengthIsAMismatchThatDoesNotTellIt() throws InterruptedException {
        Topology topology = blue(", cookie: [0011223344556677, 8899aabbccddeeff]");
        bringTo(Mirror.hostPlans(topology));
        bring(PAR1, blue(", cookie: [0011223344556677, fedcba9876543210]"));
        assertThat(mismatches(only(topology))).containsExactly("lon1 cookie 8 octets, par1 peer_cookie 8 octets");
    }

    @Test
    void madeCookiesThatAreNotTheSameAreAMismatch() throws InterruptedException {
        Topology topology = blue(", cookie: auto");
        bringTo(Mirror.hostPlans(topology));
        assertThat(drift(topology).isNone()).isTrue();
        FakeKernel par1 = agents.kernel("par1");
        FakeSession odd = par1.sessions().get(0);
        par1.replace(odd, odd.withCookies("0123456789abcdef", odd.peerCookie()));
        Drifted blue = only(topology);
        assertThat(blue.drift()).isEqualTo(DriftClass.PEER_MISMATCH);
        assertThat(mismatches(blue)).containsExactly("lon1 cookie -, par1 peer_cookie -");
    }

    @Test
    void anEndWhoseOtherEndIsGoneHasNotDriftedItself() throws InterruptedException {
        Topology topology = blue(", cookie: auto, seq: both");
        bringTo(Mirror.hostPlans(topology));
        agents.reboot("par1");
        Drifted blue = only(topology);
        assertThat(blue.drift()).isEqualTo(DriftClass.HALF_PAIR);
        assertThat(blue.a().orElseThrow().differences()).isEmpty();
    }

    @Test
    void whatIsNotOursAndInTheWayIsForeign() throws InterruptedException {
        agents.kernel("par1").addLink("blue", 1500, "");
        Drifted blue = only(BLUE);
        assertThat(blue.drift()).isEqualTo(DriftClass.FOREIGN);
        assertThat(blue.a().orElseThrow().presence()).isEqualTo(Presence.MISSING);
        assertThat(blue.b().orElseThrow().obstacle().orElseThrow()).contains("interface name blue is held by");
    }

    @Test
    void whatIsNoLongerInTheTopologyIsLeftOver() throws InterruptedException {
        Topology both = Topologies.of(
                Topologies.wire("blue", "lon1", "par1", 10, ""), Topologies.wire("green", "lon1", "ams1", 20, ""));
        bringTo(Mirror.hostPlans(both));
        Drifted green = only(BLUE);
        assertThat(green.pseudowire().text()).isEqualTo("green");
        assertThat(green.drift()).isEqualTo(DriftClass.LEFT_OVER);
        assertThat(green.a().orElseThrow().host()).isEqualTo(LON1);
        assertThat(green.b().orElseThrow().host().text()).isEqualTo("ams1");
    }

    @Test
    void anEndThatTheTopologyMovedIsMissingThereAndLeftOverHere() throws InterruptedException {
        bringTo(Mirror.hostPlans(BLUE));
        Map<DriftClass, String> found = new LinkedHashMap<>();
        drift(Topologies.of(Topologies.wire("blue", "lon1", "ams1", 10, "")))
                .drifted()
                .forEach(one -> found.put(one.drift(), one.pseudowire().text()));
        assertThat(found)
                .containsExactly(Map.entry(DriftClass.HALF_PAIR, "blue"), Map.entry(DriftClass.LEFT_OVER, "blue"));
    }

    @Test
    void whatAHostDidNotTellIsNotJudged() throws InterruptedException {
        agents.unreachable("par1", true);
        Drift drift = drift(Topologies.of(
                Topologies.wire("blue", "lon1", "par1", 10, ""), Topologies.wire("green", "lon1", "ams1", 20, "")));
        assertThat(drift.of(DriftClass.MISSING)).hasSize(1);
        assertThat(drift.unseen()).hasSize(1).containsValue(PAR1);
    }
}
