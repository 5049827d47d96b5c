package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PruneTest {
    private static final HostName LON1 = new HostName("lon1");
    private static final HostName PAR1 = new HostName("par1");
    private static final Map<HostName, HostPlan> BLUE =
            Mirror.hostPlans(Topologies.of(Topologies.wire("blue", "lon1", "par1", 10, "")));
    private static final Map<HostName, HostPlan> NOTHING =
            Map.of(LON1, HostPlan.nothing(new TopologyName("metro"), LON1));

    private static Difference difference(String name, Verb verb) {
        return new Difference(
                new PseudowireName(name),
                Optional.of(Side.A),
                Optional.empty(),
                Optional.empty(),
                verb,
                Reason.AS_PLANNED,
                List.of());
    }

    /** What goes of a topology that has blue, with others that stay or go. */
    private static Prune prune(Map<HostName, HostPlan> plans, int staying, int going) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < staying; i++) {
            differences.add(difference("stays" + i, Verb.NOTHING));
        }
        for (int i = 0; i < going; i++) {
            differences.add(difference("goes" + i, Verb.REMOVE));
        }
        Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
        observed.put(LON1, new Reply.Observed(differences, List.of(), false, Map.of()));
        observed.put(PAR1, new Reply.Observed(List.of(), List.of(), false, Map.of()));
        return Prune.of(plans, observed, PairPlan.of(plans, observed, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "0, 3, true",
        "0, 4, false",
        "16, 4, true",
        "15, 4, false",
        "80, 20, true",
        "79, 20, false",
        "1000, 3, true"
    })
    void aFewMayGoOrAFifth(int staying, int going, boolean allowed) {
        Prune prune = prune(BLUE, staying, going);
        assertThat(prune.going()).hasSize(going);
        assertThat(prune.owned()).isEqualTo(staying + going);
        assertThat(prune.isWithin(OptionalInt.empty())).isEqualTo(allowed);
    }

    @Test
    void ofATopologyThatWantsNoneNothingGoesUnasked() {
        assertThat(prune(NOTHING, 0, 1).isWithin(OptionalInt.empty())).isFalse();
        assertThat(prune(NOTHING, 0, 0).isWithin(OptionalInt.empty())).isTrue();
        assertThat(prune(NOTHING, 0, 1).isWithin(OptionalInt.of(1))).isTrue();
    }

    @Test
    void whatSomebodyAllowsIsTheLimitMoreOrLess() {
        Prune prune = prune(BLUE, 1, 9);
        assertThat(prune.isWithin(OptionalInt.of(8))).isFalse();
        assertThat(prune.isWithin(OptionalInt.of(9))).isTrue();
        assertThat(prune(BLUE, 100, 2).isWithin(OptionalInt.of(1))).isFalse();
        assertThat(prune(BLUE, 100, 0).isWithin(OptionalInt.of(0))).isTrue();
    }

    @Test
    void itSaysHowManyGoOfHowManyAndWhatAllowsIt() {
        assertThat(prune(BLUE, 1, 7).message())
                .isEqualTo(
                        "7 of the 8 pseudowires that this topology has on its hosts would be removed, for it no longer has"
                                + " them: goes0, goes1, goes2, goes3, goes4 and 2 more");
        assertThat(prune(BLUE, 1, 7).advice()).contains("'--prune-max 7'");
        assertThat(prune(NOTHING, 0, 1).message()).endsWith("for it has none: goes0");
    }

    @Test
    void anEndThatOnlyMovesToAnotherHostIsNoPseudowireThatGoes() {
        Map<HostName, Reply.Observed> observed = Map.of(
                LON1,
                new Reply.Observed(List.of(difference("blue", Verb.REMOVE)), List.of(), false, Map.of()),
                PAR1,
                new Reply.Observed(List.of(difference("blue", Verb.CREATE)), List.of(), false, Map.of()));
        assertThat(Prune.of(BLUE, observed, PairPlan.of(BLUE, observed, Map.of()))
                        .going())
                .isEmpty();
    }

    @Test
    void whatIsHeldDoesNotGoAndIsOwnedNevertheless() {
        Map<HostName, Reply.Observed> observed = Map.of(
                LON1,
                new Reply.Observed(
                        List.of(difference("old", Verb.REMOVE)),
                        List.of(new Conflict(new PseudowireName("guarded"), "it is protected")),
                        false,
                        Map.of()));
        Prune prune = Prune.of(NOTHING, observed, PairPlan.of(NOTHING, observed, Map.of()));
        assertThat(prune.going()).extracting(PseudowireName::text).containsExactly("old");
        assertThat(prune.owned()).isEqualTo(2);
    }
}
