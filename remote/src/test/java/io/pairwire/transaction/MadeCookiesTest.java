package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeSession;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cookies that are made for both ends, and ends that are made anew for each other's sake. */
final class MadeCookiesTest {
    private static final String AUTO = Topologies.wire("blue", "lon1", "par1", 10, ", cookie: auto");
    private static final String NUMBERED = Topologies.wire("blue", "lon1", "par1", 10, ", seq: both");
    private static final String PLAIN = Topologies.wire("green", "lon1", "par1", 30, "");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory);
    }

    private Run run(Topology topology) {
        return new Run(
                new TopologyName("metro"),
                Mirror.hostPlans(topology),
                agents,
                Optional.of(Conduct.usual("1", "a test")),
                4);
    }

    private PairPlan bringTo(String... pseudowires) throws InterruptedException {
        try (Run run = run(Topologies.of(pseudowires))) {
            PairPlan plan = run.observe();
            assertThat(run.failures()).isEmpty();
            assertThat(run.apply(plan, false).kept())
                    .as(() -> run.failures().toString())
                    .isTrue();
            return plan;
        }
    }

    private void assertSettled(String... pseudowires) throws InterruptedException {
        int before = agents.writes();
        try (Run run = run(Topologies.of(pseudowires))) {
            PairPlan plan = run.observe();
            assertThat(plan.changes()).isEmpty();
            assertThat(run.hasWork(plan)).isFalse();
        }
        assertThat(agents.writes()).isEqualTo(before);
    }

    private FakeSession session(String host) {
        return session(host, "blue");
    }

    private FakeSession session(String host, String interfaceName) {
        return agents.kernel(host).sessions().stream()
                .filter(session -> session.interfaceName().equals(interfaceName))
                .findFirst()
                .orElseThrow();
    }

    private int index(String host, String interfaceName) {
        return agents.kernel(host).links().stream()
                .filter(link -> link.name().equals(interfaceName))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static List<String> reasons(PairPlan plan) {
        return plan.changes().stream()
                .flatMap(change -> Stream.of(change.a(), change.b()))
                .flatMap(end -> end.stream())
                .map(end -> end.host() + ": " + end.difference().verb() + ": "
                        + end.difference().reason())
                .toList();
    }

    @Test
    void madeCookiesMirrorAndAreOthersForEachDirection() throws InterruptedException {
        bringTo(AUTO);
        FakeSession lon1 = session("lon1");
        FakeSession par1 = session("par1");
        assertThat(lon1.cookie()).hasSize(16).isEqualTo(par1.peerCookie());
        assertThat(lon1.peerCookie()).hasSize(16).isEqualTo(par1.cookie());
        assertThat(lon1.cookie()).isNotEqualTo(lon1.peerCookie());
        assertSettled(AUTO);
    }

    @Test
    void twoPseudowiresHaveOtherCookies() throws InterruptedException {
        String second = Topologies.wire("green", "lon1", "par1", 30, ", cookie: auto");
        bringTo(AUTO, second);
        assertThat(session("lon1").cookie())
                .isNotEqualTo(session("lon1", "green").cookie());
    }

    @Test
    void fourOctetsAreMadeWhereFourAreWanted() throws InterruptedException {
        String four = Topologies.wire("blue", "lon1", "par1", 10, ", cookie: 4");
        bringTo(four);
        assertThat(session("lon1").cookie())
                .hasSize(8)
                .isEqualTo(session("par1").peerCookie());
        assertSettled(four);
    }

    @Test
    void cookiesAreKeptWhileTheEndsAgreeWhateverElseChanges() throws InterruptedException {
        bringTo(AUTO);
        String before = session("lon1").cookie();
        String smaller = Topologies.wire("blue", "lon1", "par1", 10, ", cookie: auto, mtu: 1300");
        PairPlan plan = bringTo(smaller);
        assertThat(plan.count(Verb.CHANGE)).isEqualTo(1);
        assertThat(session("lon1").cookie()).isEqualTo(before);
        assertSettled(smaller);
    }

    @Test
    void whereTheEndsDoNotAgreeBothAreMadeAnew() throws InterruptedException {
        bringTo(AUTO, PLAIN);
        FakeSession odd = session("par1");
        agents.kernel("par1").replace(odd, odd.withCookies("0123456789abcdef", odd.peerCookie()));
        int untouched = index("lon1", "green");
        PairPlan plan = bringTo(AUTO, PLAIN);
        assertThat(reasons(plan))
                .containsExactly(
                        "lon1: replace: the two ends' cookies are not the same",
                        "par1: replace: the two ends' cookies are not the same");
        assertThat(session("lon1").cookie()).isEqualTo(session("par1").peerCookie());
        assertThat(session("par1").cookie())
                .isEqualTo(session("lon1").peerCookie())
                .isNotEqualTo("0123456789abcdef");
        assertThat(index("lon1", "green")).isEqualTo(untouched);
        assertSettled(AUTO, PLAIN);
    }

    @Test
    void whereOneEndIsGoneBothGetNewCookies() throws InterruptedException {
        bringTo(AUTO);
        String before = session("par1").cookie();
        agents.kernel("lon1").remove(session("lon1"));
        PairPlan plan = bringTo(AUTO);
        assertThat(reasons(plan))
                .containsExactly(
                        "lon1: create: not there",
                        "par1: replace: its other end is made anew, and with it both cookies");
        assertThat(session("par1").cookie())
                .isNotEqualTo(before)
                .isEqualTo(session("lon1").peerCookie());
        assertSettled(AUTO);
    }

    @Test
    void cookiesOfAnotherLengthAreMadeAnewAtBothEnds() throws InterruptedException {
        bringTo(Topologies.wire("blue", "lon1", "par1", 10, ", cookie: 4"));
        bringTo(AUTO);
        assertThat(session("lon1").cookie())
                .hasSize(16)
                .isEqualTo(session("par1").peerCookie());
        assertSettled(AUTO);
    }

    @Test
    void writtenCookiesThatBothEndsHaveAreAsGoodAsMadeOnes() throws InterruptedException {
        String written =
                Topologies.wire("blue", "lon1", "par1", 10, ", cookie: ['00112233445566aa', '00112233445566bb']");
        bringTo(written);
        assertSettled(AUTO);
    }

    @Test
    void anEndWithAGivenCookieKeepsItWhileTheOtherEndsIsMade() throws InterruptedException {
        String mixed = Topologies.wire("blue", "lon1", "par1", 10, ", cookie: ['00112233445566aa', auto]");
        bringTo(mixed);
        assertThat(session("lon1").peerCookie())
                .isEqualTo("00112233445566aa")
                .isEqualTo(session("par1").cookie());
        assertThat(session("lon1").cookie())
                .hasSize(16)
                .isEqualTo(session("par1").peerCookie());
        assertSettled(mixed);
    }

    @Test
    void anEndThatCountsPacketsIsMadeAnewWithItsOtherEnd() throws InterruptedException {
        bringTo(NUMBERED, PLAIN);
        int before = index("par1", "blue");
        agents.kernel("lon1").remove(session("lon1"));
        PairPlan plan = bringTo(NUMBERED, PLAIN);
        assertThat(reasons(plan))
                .containsExactly(
                        "lon1: create: not there",
                        "par1: replace: its other end is made anew, and sequence numbers must start together");
        assertThat(index("par1", "blue")).isNotEqualTo(before);
        assertSettled(NUMBERED, PLAIN);
    }

    @Test
    void anEndThatCountsNothingStaysWhenItsOtherEndIsMadeAnew() throws InterruptedException {
        bringTo(PLAIN);
        int before = index("par1", "green");
        agents.kernel("lon1").remove(session("lon1", "green"));
        bringTo(PLAIN);
        assertThat(index("par1", "green")).isEqualTo(before);
    }

    @Test
    void aFailedApplyGivesBothEndsTheirOldCookiesBack() throws InterruptedException {
        bringTo(AUTO);
        agents.kernel("lon1").remove(session("lon1"));
        FakeSession before = session("par1");
        agents.cutAfter(3, "lon1", false);
        try (Run run = run(Topologies.of(AUTO))) {
            assertThat(run.apply(run.observe(), false).kept()).isFalse();
        }
        assertThat(session("par1")).isEqualTo(before);
        agents.mend();
        bringTo(AUTO);
        assertSettled(AUTO);
    }

    @Test
    void aHostThatCannotBeReachedKeepsItsOtherEndFromBeingMadeAnew() throws InterruptedException {
        bringTo(AUTO);
        FakeSession before = session("par1");
        agents.unreachable("lon1", true);
        try (Run run = run(Topologies.of(AUTO))) {
            PairPlan plan = run.observe();
            assertThat(plan.changes()).isEmpty();
            assertThat(run.hasWork(plan)).isFalse();
        }
        assertThat(session("par1")).isEqualTo(before);
    }

    @Test
    void noFileOnAHostAndNoPlanTellsACookie() throws Exception {
        bringTo(AUTO);
        List<String> cookies = List.of(session("lon1").cookie(), session("lon1").peerCookie());
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(cookies);
            }
        }
        try (Run run = run(Topologies.of(AUTO))) {
            assertThat(run.observe().toString()).doesNotContain(cookies);
        }
    }
}
