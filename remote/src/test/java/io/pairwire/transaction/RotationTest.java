package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeSession;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.Errno;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other cookies for pseudowires that are as they should be, and for no others. */
final class RotationTest {
    private static final String BLUE = Topologies.wire("blue", "lon1", "par1", 10, ", cookie: auto");
    private static final String RED = Topologies.wire("red", "lon1", "par1", 50, ", cookie: 4");
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

    private Run run(String... pseudowires) {
        Topology topology = Topologies.of(pseudowires);
        Conduct usual = Conduct.usual("1", "a test");
        Conduct withFrames = new Conduct(
                usual.claim(),
                usual.confirmTimeout(),
                false,
                false,
                Optional.of(Conduct.Frames.within(Duration.ofSeconds(2))),
                usual.provenance());
        return new Run(new TopologyName("metro"), Mirror.hostPlans(topology), agents, Optional.of(withFrames), 4);
    }

    private void bringTo(String... pseudowires) throws InterruptedException {
        try (Run run = run(pseudowires)) {
            assertThat(run.apply(run.observe(), false).kept()).isTrue();
        }
    }

    private FakeSession session(String host, String name) {
        return agents.kernel(host).sessions().stream()
                .filter(session -> session.interfaceName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertMirrored(String name) {
        assertThat(session("lon1", name).cookie())
                .isEqualTo(session("par1", name).peerCookie());
        assertThat(session("lon1", name).peerCookie())
                .isEqualTo(session("par1", name).cookie());
    }

    @Test
    void bothEndsGetOtherCookiesAndEverythingElseStays() throws InterruptedException {
        bringTo(BLUE, RED, PLAIN);
        FakeSession blue = session("lon1", "blue");
        FakeSession red = session("par1", "red");
        FakeSession plain = session("lon1", "green");
        try (Run run = run(BLUE, RED, PLAIN)) {
            PairPlan plan = run.observeToRotate();
            assertThat(plan.held()).isEmpty();
            assertThat(plan.unchanged()).isEqualTo(1);
            assertThat(plan.changes())
                    .allSatisfy(change -> assertThat(change.verb()).isEqualTo(Verb.REPLACE))
                    .extracting(change -> change.pseudowire().text())
                    .containsExactly("blue", "red");
            assertThat(plan.changes().get(0).a().orElseThrow().difference().reason())
                    .hasToString("its cookies are to be made anew");
            assertThat(run.apply(plan, false).kept()).isTrue();
        }
        assertMirrored("blue");
        assertMirrored("red");
        assertThat(session("lon1", "blue").cookie()).hasSize(16).isNotEqualTo(blue.cookie());
        assertThat(session("lon1", "blue").peerCookie()).isNotEqualTo(blue.peerCookie());
        assertThat(session("par1", "red").cookie()).hasSize(8).isNotEqualTo(red.cookie());
        assertThat(session("lon1", "green")).isEqualTo(plain);
        try (Run run = run(BLUE, RED, PLAIN)) {
            assertThat(run.hasWork(run.observe())).isFalse();
        }
    }

    @Test
    void twoRotationsMakeTwoCookies() throws InterruptedException {
        bringTo(BLUE);
        String first = session("lon1", "blue").cookie();
        for (int i = 0; i < 2; i++) {
            try (Run run = run(BLUE)) {
                assertThat(run.apply(run.observeToRotate(), true).kept()).isTrue();
            }
            assertMirrored("blue");
        }
        assertThat(session("lon1", "blue").cookie()).isNotEqualTo(first);
    }

    @Test
    void whatFailsGoesBackToTheOldCookies() throws InterruptedException {
        bringTo(BLUE);
        FakeSession lon1 = session("lon1", "blue");
        FakeSession par1 = session("par1", "blue");
        try (Run run = run(BLUE)) {
            PairPlan plan = run.observeToRotate();
            agents.kernel("par1").faults().failWrite(2, Errno.EPERM);
            assertThat(run.apply(plan, false).kept()).isFalse();
        }
        assertThat(session("lon1", "blue").cookie()).isEqualTo(lon1.cookie());
        assertThat(session("par1", "blue").cookie()).isEqualTo(par1.cookie());
        assertMirrored("blue");
    }

    @Test
    void whereverTheConnectionIsLostBothEndsHaveTheOldCookiesOrTheNewOnes() throws InterruptedException {
        bringTo(BLUE);
        int takenBack = 0;
        for (int replies = 2; replies < 8; replies++) {
            FakeSession before = session("lon1", "blue");
            agents.cutAfter(replies, "par1", false);
            try (Run run = run(BLUE)) {
                boolean kept =
                        !run.apply(run.observeToRotate(), false).keptNames().isEmpty();
                takenBack += kept ? 0 : 1;
                assertThat(session("lon1", "blue").cookie().equals(before.cookie()))
                        .as("after %s replies", replies)
                        .isEqualTo(!kept);
            }
            agents.mend();
            assertMirrored("blue");
        }
        assertThat(takenBack).isPositive();
    }

    @Test
    void whatIsNotAsPlannedWaitsForApply() throws InterruptedException {
        bringTo(BLUE, RED, PLAIN);
        FakeSession odd = session("par1", "red");
        agents.kernel("par1").replace(odd, odd.withCookies("01234567", odd.peerCookie()));
        String changed = BLUE.replace("cookie: auto", "cookie: auto, mtu: 1300");
        String another = PLAIN.replace("}}", "}, mtu: 1300}");
        String coming = Topologies.wire("white", "lon1", "par1", 70, ", cookie: auto");
        int before = agents.writes();
        try (Run run = run(changed, RED, another, coming)) {
            PairPlan plan = run.observeToRotate();
            assertThat(plan.changes()).isEmpty();
            assertThat(plan.held())
                    .extracting(held -> held.pseudowire() + ": " + held.reason())
                    .containsExactlyInAnyOrder(
                            "blue: it is not as the topology has it; 'apply' comes first",
                            "green: it is not as the topology has it; 'apply' comes first",
                            "white: it is not as the topology has it; 'apply' comes first",
                            "red: the two ends' cookies are not the same; 'apply' comes first");
            assertThat(plan.unchanged()).isZero();
            assertThat(plan.conflicted()).isTrue();
        }
        assertThat(agents.writes()).isEqualTo(before);
    }

    @Test
    void whatIsHeldKeepsNothingElseFromBeingRotated() throws InterruptedException {
        bringTo(BLUE, RED);
        String red = session("lon1", "red").cookie();
        try (Run run = run(BLUE.replace("cookie: auto", "cookie: auto, mtu: 1300"), RED)) {
            PairPlan plan = run.observeToRotate();
            assertThat(plan.held()).hasSize(1);
            assertThat(run.apply(plan, false).kept()).isTrue();
        }
        assertMirrored("red");
        assertThat(session("lon1", "red").cookie()).isNotEqualTo(red);
        assertThat(agents.kernel("lon1").links())
                .as("blue waits for apply")
                .noneMatch(link -> link.name().equals("blue") && link.mtu() == 1300);
    }

    @Test
    void aHostThatCannotBeReachedKeepsBothEndsAsTheyAre() throws InterruptedException {
        bringTo(BLUE);
        FakeSession before = session("lon1", "blue");
        agents.unreachable("par1", true);
        try (Run run = run(BLUE)) {
            PairPlan plan = run.observeToRotate();
            assertThat(plan.changes()).isEmpty();
            assertThat(plan.held()).hasSize(1);
            assertThat(plan.conflicted()).isFalse();
        }
        assertThat(session("lon1", "blue")).isEqualTo(before);
    }

    @Test
    void anEndWhoseCookieIsGivenKeepsIt() throws InterruptedException {
        String mixed = Topologies.wire("blue", "lon1", "par1", 10, ", cookie: ['00112233445566aa', auto]");
        bringTo(mixed);
        String made = session("par1", "blue").peerCookie();
        try (Run run = run(mixed)) {
            assertThat(run.apply(run.observeToRotate(), false).kept()).isTrue();
        }
        assertMirrored("blue");
        assertThat(session("lon1", "blue").peerCookie()).isEqualTo("00112233445566aa");
        assertThat(List.of(session("par1", "blue").peerCookie())).doesNotContain(made);
    }
}
