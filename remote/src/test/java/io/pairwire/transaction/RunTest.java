package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.Errno;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.Verb;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTest {
    private static final TopologyName METRO = new TopologyName("metro");
    private static final String BLUE = Topologies.wire("blue", "lon1", "par1", 10, "");
    private static final String GREEN = Topologies.wire("green", "lon1", "ams1", 20, "");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory);
    }

    private Run run(Map<HostName, HostPlan> plans) {
        return new Run(METRO, plans, agents, Optional.of(Conduct.usual("1", "a test")), 4);
    }

    private Run run(Topology topology) {
        return run(Mirror.hostPlans(topology));
    }

    private PairPlan bringTo(Topology topology) throws InterruptedException {
        return bringTo(Mirror.hostPlans(topology));
    }

    private PairPlan bringTo(Map<HostName, HostPlan> plans) throws InterruptedException {
        try (Run run = run(plans)) {
            PairPlan plan = run.observe();
            assertThat(run.failures()).isEmpty();
            assertThat(run.apply(plan, false).kept()).isTrue();
            assertThat(run.failures()).isEmpty();
            return plan;
        }
    }

    private static Map<HostName, HostPlan> nothingOn(String... hosts) {
        Map<HostName, HostPlan> plans = new LinkedHashMap<>();
        for (String host : hosts) {
            plans.put(new HostName(host), HostPlan.nothing(METRO, new HostName(host)));
        }
        return plans;
    }

    /** Returns what befell hosts, and then what kept pseudowires from being changed. */
    private static Stream<HostFailure> failures(Run run) {
        return Stream.concat(run.failures().stream(), run.fates().stream().flatMap(fate -> fate.causes().stream()));
    }

    private static List<HostFailure.Kind> kinds(Run run) {
        return failures(run).map(HostFailure::kind).toList();
    }

    private static List<String> held(PairPlan plan) {
        return plan.held().stream()
                .map(held -> held.pseudowire() + ": " + held.reason())
                .toList();
    }

    @Test
    void bothEndsAreBroughtUpAndMirrorEachOther() throws InterruptedException {
        PairPlan plan = bringTo(Topologies.of(BLUE));
        assertThat(plan.count(Verb.CREATE)).isEqualTo(1);
        var lon1 = agents.kernel("lon1").tunnels().iterator().next();
        var par1 = agents.kernel("par1").tunnels().iterator().next();
        assertThat(lon1.id()).isEqualTo(par1.peerId()).isEqualTo(10);
        assertThat(lon1.peerId()).isEqualTo(par1.id()).isEqualTo(11);
        assertThat(lon1.sourcePort()).isEqualTo(par1.destinationPort());
        assertThat(lon1.local()).isEqualTo(par1.remote());
        assertThat(agents.kernel("lon1").sessions().get(0).peerId())
                .isEqualTo(agents.kernel("par1").sessions().get(0).id());
    }

    @Test
    void aSecondRunHasNoWork() throws InterruptedException {
        bringTo(Topologies.of(BLUE, GREEN));
        int before = agents.writes();
        try (Run run = run(Topologies.of(BLUE, GREEN))) {
            PairPlan plan = run.observe();
            assertThat(plan.changes()).isEmpty();
            assertThat(plan.unchanged()).isEqualTo(2);
            assertThat(run.hasWork(plan)).isFalse();
            assertThat(run.apply(plan, false).netlinkWrites()).isZero();
        }
        assertThat(agents.writes()).isEqualTo(before);
    }

    @Test
    void destroyingLeavesNothingAnywhere() throws InterruptedException {
        agents.kernel("lon1");
        agents.kernel("par1");
        agents.kernel("ams1");
        var before = agents.snapshot();
        bringTo(Topologies.of(BLUE, GREEN));
        PairPlan plan = bringTo(nothingOn("lon1", "par1", "ams1"));
        assertThat(plan.count(Verb.REMOVE)).isEqualTo(2);
        assertThat(agents.snapshot()).isEqualTo(before);
    }

    @Test
    void aRenamedPseudowireKeepsItsInterfacesAndIsTheNewNamesOwn() throws InterruptedException {
        String named = ", interface: wire0";
        bringTo(Topologies.of(Topologies.wire("blue", "lon1", "par1", 10, named)));
        var links = agents.kernel("lon1").links().stream()
                .map(link -> link.index() + " " + link.name())
                .toList();
        Topology renamed = Topologies.of(Topologies.wire("azure", "lon1", "par1", 10, named));
        PairPlan plan = bringTo(renamed);
        assertThat(plan.count(Verb.CHANGE)).isEqualTo(1);
        assertThat(plan.changes()).hasSize(1);
        assertThat(agents.kernel("lon1").links().stream()
                        .map(link -> link.index() + " " + link.name())
                        .toList())
                .isEqualTo(links);
        try (Run run = run(renamed)) {
            assertThat(run.hasWork(run.observe())).isFalse();
        }
        assertThat(bringTo(nothingOn("lon1", "par1")).count(Verb.REMOVE)).isEqualTo(1);
    }

    @Test
    void aRenamedPseudowireThatCannotBeChangedNowIsStillOursLater() throws InterruptedException {
        String named = ", interface: wire0";
        Topology before = Topologies.of(Topologies.wire("blue", "lon1", "par1", 10, named), GREEN);
        bringTo(before);
        Topology renamed = Topologies.of(
                Topologies.wire("azure", "lon1", "par1", 10, named),
                Topologies.wire("green", "lon1", "ams1", 20, ", mtu: 1300"));
        agents.unreachable("par1", true);
        try (Run run = run(renamed)) {
            PairPlan plan = run.observe();
            assertThat(held(plan)).containsExactly("azure: par1 cannot be changed now");
            assertThat(run.apply(plan, false).kept()).isTrue();
        }
        agents.unreachable("par1", false);
        PairPlan later = bringTo(renamed);
        assertThat(later.count(Verb.CHANGE)).isEqualTo(1);
        try (Run run = run(renamed)) {
            assertThat(run.hasWork(run.observe())).isFalse();
        }
    }

    @Test
    void theFarEndsOfWhatGoesAreContactedThoughTheTopologyNoLongerNamesThem() throws InterruptedException {
        bringTo(Topologies.of(BLUE, GREEN));
        PairPlan plan = bringTo(Topologies.of(BLUE));
        assertThat(plan.count(Verb.REMOVE)).isEqualTo(1);
        assertThat(plan.changes().get(0).a()).isPresent();
        assertThat(plan.changes().get(0).b()).isPresent();
        assertThat(agents.kernel("ams1").tunnels()).isEmpty();
    }

    @Test
    void aPseudowireWhoseFarEndIsInNoInventoryAnyMoreIsLeftAlone() throws InterruptedException {
        bringTo(Topologies.of(BLUE, GREEN));
        agents.unknown("ams1");
        var before = agents.snapshot();
        try (Run run = run(Topologies.of(BLUE))) {
            PairPlan plan = run.observe();
            assertThat(held(plan))
                    .containsExactly(
                            "green: ams1 is not in the inventory; add it there, so that both ends can be changed");
            assertThat(run.hasWork(plan)).isFalse();
        }
        assertThat(agents.snapshot()).isEqualTo(before);
    }

    @Test
    void anEndThatMovesToAnotherHostLeavesNothingAtTheOldOne() throws InterruptedException {
        bringTo(Topologies.of(BLUE, Topologies.wire("red", "par1", "ams1", 40, "")));
        bringTo(Topologies.of(
                Topologies.wire("blue", "lon1", "ams1", 10, ""), Topologies.wire("red", "par1", "ams1", 40, "")));
        assertThat(agents.kernel("par1").sessions()).hasSize(1);
    }

    @Test
    void anEndThatMovesLeavesNothingAtAHostThatTheTopologyNoLongerNames() throws InterruptedException {
        bringTo(Topologies.of(BLUE));
        bringTo(Topologies.of(Topologies.wire("blue", "lon1", "ams1", 10, "")));
        assertThat(agents.kernel("par1").sessions()).isEmpty();
        assertThat(agents.kernel("par1").tunnels()).isEmpty();
        bringTo(nothingOn("lon1", "ams1"));
    }

    @Test
    void anEndMovesOnlyWhereTheOldHostCanBeReached() throws InterruptedException {
        bringTo(Topologies.of(BLUE));
        agents.unreachable("par1", true);
        agents.kernel("ams1");
        var before = agents.snapshot();
        try (Run run = run(Topologies.of(Topologies.wire("blue", "lon1", "ams1", 10, "")))) {
            PairPlan plan = run.observe();
            assertThat(held(plan)).containsExactly("blue: par1 cannot be changed now");
            assertThat(run.hasWork(plan)).isFalse();
        }
        assertThat(agents.snapshot()).isEqualTo(before);
    }

    @Test
    void aHostThatCannotBeReachedLeavesTheOtherEndUntouched() throws InterruptedException {
        agents.unreachable("par1", true);
        var lon1 = agents.kernel("lon1");
        try (Run run = run(Topologies.of(BLUE))) {
            PairPlan plan = run.observe();
            assertThat(kinds(run)).containsExactly(HostFailure.Kind.UNREACHABLE);
            assertThat(held(plan)).containsExactly("blue: par1 cannot be changed now");
            assertThat(plan.changes()).isEmpty();
            assertThat(run.hasWork(plan)).isFalse();
        }
        assertThat(lon1.writes()).isZero();
    }

    @Test
    void aHostThatCannotBeReachedHoldsUpNobodyElse() throws InterruptedException {
        agents.unreachable("par1", true);
        try (Run run = run(Topologies.of(BLUE, GREEN))) {
            PairPlan plan = run.observe();
            assertThat(plan.count(Verb.CREATE)).isEqualTo(1);
            assertThat(run.apply(plan, false).kept()).isTrue();
        }
        assertThat(agents.kernel("lon1").sessions()).hasSize(1);
        assertThat(agents.kernel("ams1").sessions()).hasSize(1);
        agents.mend();
        bringTo(Topologies.of(BLUE, GREEN));
        assertThat(agents.kernel("lon1").sessions()).hasSize(2);
        assertThat(agents.kernel("par1").sessions()).hasSize(1);
    }

    @Test
    void whatGoesStaysWhereItsFarEndCannotBeReached() throws InterruptedException {
        bringTo(Topologies.of(BLUE, GREEN));
        agents.unreachable("ams1", true);
        var before = agents.snapshot();
        try (Run run = run(Topologies.of(BLUE))) {
            PairPlan plan = run.observe();
            assertThat(held(plan)).containsExactly("green: ams1 cannot be changed now");
            run.apply(plan, false);
        }
        assertThat(agents.snapshot()).isEqualTo(before);
        agents.mend();
        bringTo(Topologies.of(BLUE));
        assertThat(agents.kernel("ams1").tunnels()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whereOneKernelRefusesBothEndsGoBack(int nth) throws InterruptedException {
        bringTo(Topologies.of(GREEN));
        agents.kernel("par1");
        var before = agents.snapshot();
        agents.kernel("par1").faults().failWrite(nth, Errno.EPERM);
        try (Run run = run(Topologies.of(BLUE, GREEN))) {
            PairPlan plan = run.observe();
            Run.Applied applied = run.apply(plan, false);
            assertThat(applied.kept()).isFalse();
            assertThat(kinds(run)).containsExactly(HostFailure.Kind.REFUSED);
            assertThat(failures(run).iterator().next().message()).contains("EPERM");
        }
        assertThat(agents.snapshot()).isEqualTo(before);
        bringTo(Topologies.of(BLUE, GREEN));
    }

    @Test
    void anAddressThatTheHostLacksTakesBothEndsBack() throws InterruptedException {
        agents.kernel("lon1");
        agents.kernel("par1").faults().addressMissing(IpAddress.parse("192.0.2.5"));
        var before = agents.snapshot();
        try (Run run = run(Topologies.of(BLUE))) {
            assertThat(run.apply(run.observe(), false).kept()).isFalse();
            assertThat(failures(run).iterator().next().message())
                    .contains("par1")
                    .contains("EADDRNOTAVAIL");
        }
        assertThat(agents.snapshot()).isEqualTo(before);
    }

    @Test
    void whereAConnectionIsLostDuringTheApplyBothEndsGoBack() throws InterruptedException {
        agents.kernel("lon1");
        agents.kernel("par1");
        var before = agents.snapshot();
        agents.cutAfter(3, "par1", false);
        try (Run run = run(Topologies.of(BLUE))) {
            assertThat(run.apply(run.observe(), false).kept()).isFalse();
            assertThat(kinds(run)).containsExactly(HostFailure.Kind.LOST);
        }
        assertThat(agents.snapshot()).isEqualTo(before);
    }

    @Test
    void whereAnAgentIsKilledDuringTheApplyBothEndsGoBackAndTheNextRunGoesOn() throws InterruptedException {
        bringTo(Topologies.of(GREEN, Topologies.wire("red", "par1", "ams1", 40, "")));
        var before = agents.snapshot();
        agents.cutAfter(3, "par1", true);
        Topology more = Topologies.of(GREEN, Topologies.wire("red", "par1", "ams1", 40, ""), BLUE);
        try (Run run = run(more)) {
            assertThat(run.apply(run.observe(), false).kept()).isFalse();
            assertThat(kinds(run)).containsExactly(HostFailure.Kind.LOST);
        }
        assertThat(agents.snapshot()).isEqualTo(before);
        agents.mend();
        bringTo(more);
        assertThat(agents.kernel("lon1").sessions()).hasSize(2);
    }

    @Test
    void whereAnAgentIsLostBeforeItObservedNothingIsChanged() throws InterruptedException {
        for (int replies : new int[] {0, 1}) {
            agents.cutAfter(replies, "par1", false);
            try (Run run = run(Topologies.of(BLUE))) {
                PairPlan plan = run.observe();
                assertThat(kinds(run)).containsExactly(HostFailure.Kind.UNREACHABLE);
                assertThat(plan.held()).hasSize(1);
            }
        }
        assertThat(agents.writes()).isZero();
    }

    @Test
    void whereAnotherRunIsAtWorkNothingIsChanged() throws InterruptedException {
        try (Run first = run(Topologies.of(BLUE))) {
            PairPlan plan = first.observe();
            try (Run second = run(Topologies.of(BLUE))) {
                PairPlan seen = second.observe();
                assertThat(kinds(second)).containsExactly(HostFailure.Kind.LOCKED, HostFailure.Kind.LOCKED);
                assertThat(seen.changes()).isEmpty();
                assertThat(second.hasWork(seen)).isFalse();
            }
            assertThat(first.apply(plan, false).kept()).isTrue();
        }
    }

    @Test
    void whereAHostHasChangedSinceThePlanWasShownNothingIsChanged() throws InterruptedException {
        agents.kernel("lon1");
        try (Run run = run(Topologies.of(BLUE))) {
            PairPlan plan = run.observe();
            agents.kernel("par1").addLink("blue", 1500, "");
            assertThat(run.apply(plan, true).kept()).isFalse();
            assertThat(kinds(run)).containsExactly(HostFailure.Kind.STALE);
        }
        assertThat(agents.kernel("lon1").tunnels()).isEmpty();
        assertThat(agents.kernel("par1").writes()).isZero();
    }

    @Test
    void aConflictAtOneEndLeavesBothAsTheyAre() throws InterruptedException {
        agents.kernel("par1").addLink("blue", 1500, "");
        try (Run run = run(Topologies.of(BLUE, GREEN))) {
            PairPlan plan = run.observe();
            assertThat(plan.conflicted()).isTrue();
            assertThat(held(plan)).singleElement().asString().contains("on par1, interface name blue is held by");
            assertThat(run.apply(plan, false).kept()).isTrue();
        }
        assertThat(agents.kernel("par1").tunnels()).isEmpty();
        assertThat(agents.kernel("lon1").sessions()).hasSize(1);
    }

    @Test
    void whoSharesATunnelWithAHeldOneIsHeldToo() throws InterruptedException {
        agents.kernel("par1").addLink("blue", 1500, "");
        try (Run run = run(Topologies.of(Topologies.shared("blue", 1, ""), Topologies.shared("red", 2, ""), GREEN))) {
            PairPlan plan = run.observe();
            assertThat(held(plan)).hasSize(2).last().asString().contains("red: it shares a tunnel with blue");
            assertThat(run.apply(plan, false).kept()).isTrue();
        }
        assertThat(agents.kernel("par1").tunnels()).isEmpty();
        assertThat(agents.kernel("lon1").sessions()).hasSize(1);
    }

    @Test
    void pseudowiresOfOneTunnelComeAndGoOneByOne() throws InterruptedException {
        bringTo(Topologies.of(Topologies.shared("blue", 1, "")));
        bringTo(Topologies.of(Topologies.shared("blue", 1, ""), Topologies.shared("red", 2, "")));
        assertThat(agents.kernel("par1").tunnels()).hasSize(1);
        assertThat(agents.kernel("par1").sessions()).hasSize(2);
        bringTo(Topologies.of(Topologies.shared("red", 2, "")));
        assertThat(agents.kernel("lon1").sessions()).hasSize(1);
    }

    @Test
    void aRunThatOnlyLooksChangesNothing() throws InterruptedException {
        try (Run run = new Run(METRO, Mirror.hostPlans(Topologies.of(BLUE)), agents, Optional.empty(), 1)) {
            assertThat(run.observe().count(Verb.CREATE)).isEqualTo(1);
        }
        assertThat(agents.writes()).isZero();
        assertThat(directory.resolve("lon1")).doesNotExist();
    }

    @Test
    void eachHostIsContactedOnceInARun() throws InterruptedException {
        bringTo(Topologies.of(BLUE, GREEN));
        assertThat(agents.contacted()).containsExactly("ams1", "lon1", "par1");
    }
}
