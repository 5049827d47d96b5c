package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairPlanTest {
    private static final HostName LON1 = new HostName("lon1");
    private static final HostName PAR1 = new HostName("par1");
    private static final Map<HostName, HostPlan> PLANS =
            Mirror.hostPlans(Topologies.of(Topologies.wire("blue", "lon1", "par1", 10, "")));

    private static Difference difference(String name, Side side, HostName peer, Verb verb) {
        return new Difference(
                new PseudowireName(name),
                Optional.of(side),
                Optional.of(peer),
                Optional.empty(),
                verb,
                Reason.DIFFERENT,
                List.of());
    }

    private static PairPlan joined(List<Difference> lon1, List<Difference> par1) {
        Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
        observed.put(LON1, new Reply.Observed(lon1, List.of(), false, Map.of()));
        observed.put(PAR1, new Reply.Observed(par1, List.of(), false, Map.of()));
        return PairPlan.of(PLANS, observed, Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, CREATE, CREATE",
        "CREATE, NOTHING, CREATE",
        "CHANGE, NOTHING, CHANGE",
        "NOTHING, REPLACE, REPLACE",
        "CHANGE, REPLACE, REPLACE",
        "CREATE, REPLACE, REPLACE",
        "CHANGE, CREATE, CREATE"
    })
    void twoEndsTogetherAreCalledByWhatDisturbsMost(Verb a, Verb b, Verb both) {
        PairPlan plan =
                joined(List.of(difference("blue", Side.A, PAR1, a)), List.of(difference("blue", Side.B, LON1, b)));
        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.verb()).isEqualTo(both);
            assertThat(change.end(Side.A).orElseThrow().host()).isEqualTo(LON1);
            assertThat(change.end(Side.B).orElseThrow().host()).isEqualTo(PAR1);
        });
        assertThat(plan.count(both)).isEqualTo(1);
        assertThat(plan.unchanged()).isZero();
    }

    @Test
    void aPseudowireThatIsAsItShouldBeAtBothEndsIsOnlyCounted() {
        PairPlan plan = joined(
                List.of(difference("blue", Side.A, PAR1, Verb.NOTHING)),
                List.of(difference("blue", Side.B, LON1, Verb.NOTHING)));
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.unchanged()).isEqualTo(1);
    }

    @Test
    void whatGoesStandsLastAndTwoEndsThatForgotTheirSidesAreStillTwo() {
        Difference forgotten = new Difference(
                new PseudowireName("old"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Verb.REMOVE,
                Reason.NOT_PLANNED,
                List.of());
        PairPlan plan = joined(
                List.of(forgotten, difference("blue", Side.A, PAR1, Verb.CREATE)),
                List.of(forgotten, difference("blue", Side.B, LON1, Verb.CREATE)));
        assertThat(plan.changes()).extracting(PairChange::verb).containsExactly(Verb.CREATE, Verb.REMOVE);
        assertThat(plan.changes().get(1).a().orElseThrow().host()).isEqualTo(LON1);
        assertThat(plan.changes().get(1).b().orElseThrow().host()).isEqualTo(PAR1);
    }

    /** A kernel tells what it carries in an order of its own. */
    @Test
    void whatGoesComesInTheOrderOfItsNames() {
        Difference amber = difference("amber", Side.A, PAR1, Verb.REMOVE);
        Difference blue = difference("blue", Side.A, PAR1, Verb.REMOVE);
        Difference coral = difference("coral", Side.A, PAR1, Verb.REMOVE);
        for (List<Difference> told :
                List.of(List.of(amber, blue, coral), List.of(coral, amber, blue), List.of(blue, coral, amber))) {
            assertThat(joined(told, List.of()).changes())
                    .extracting(change -> change.pseudowire().text())
                    .containsExactly("amber", "blue", "coral");
        }
    }

    @Test
    void aConflictHoldsBothEndsAndIsNamedWithItsHost() {
        Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
        observed.put(
                LON1,
                new Reply.Observed(List.of(difference("blue", Side.A, PAR1, Verb.CREATE)), List.of(), false, Map.of()));
        observed.put(
                PAR1,
                new Reply.Observed(
                        List.of(), List.of(new Conflict(new PseudowireName("blue"), "it is taken")), false, Map.of()));
        PairPlan plan = PairPlan.of(PLANS, observed, Map.of());
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.conflicted()).isTrue();
        assertThat(plan.held()).containsExactly(new Held(new PseudowireName("blue"), "on par1, it is taken", true));
    }

    @Test
    void aHostThatDidNotAnswerHoldsItsPseudowiresAndTellsWhetherItIsKnown() {
        Map<HostName, Reply.Observed> observed = Map.of(
                LON1,
                new Reply.Observed(List.of(difference("blue", Side.A, PAR1, Verb.CREATE)), List.of(), false, Map.of()));
        HostFailure failure = new HostFailure(PAR1, HostFailure.Kind.UNREACHABLE, "no route", "");
        assertThat(PairPlan.of(PLANS, observed, Map.of(PAR1, failure)).held())
                .extracting(Held::reason)
                .containsExactly("par1 cannot be changed now");
        assertThat(PairPlan.of(PLANS, observed, Map.of()).held())
                .extracting(Held::reason)
                .containsExactly("par1 is not in the inventory; add it there, so that both ends can be changed");
    }

    @Test
    void nothingIsPlannedForNobody() {
        PairPlan plan = PairPlan.of(Map.of(), Map.of(), Map.of());
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.held()).isEmpty();
    }
}
