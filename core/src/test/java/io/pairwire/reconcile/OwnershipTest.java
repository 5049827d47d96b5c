package io.pairwire.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pairwire.model.Cookie;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mark;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that is not the topology's own is changed or deleted; what stands in the way is named. */
final class OwnershipTest {
    private static final String OTHER_TUNNEL =
            "; give this end another tunnel_id, or have that tunnel removed by whoever made it";
    private static final String OTHER_SESSION =
            "; give this end another session_id, or have that session removed by whoever made it";
    private static final String OTHER_PORT =
            "; give this end another udp_port, or have what holds it removed by whoever made it";

    private static final HostPlan SEED = Wire.plan(Wire.named("seed"));
    private static final HostPlan NOTHING = Wire.plan();

    private final MemoryHost host = new MemoryHost();

    private Reconciliation reconcile(HostPlan plan, Optional<HostPlan> manifest) {
        return Reconciler.reconcile(plan, host.state(), manifest, Orders.NONE);
    }

    private static String alias(String topology, Wire wire) {
        return Mark.of(new TopologyName(topology), wire.tunnel(), wire.session())
                .toString();
    }

    private void carry(Wire wire, String alias) {
        host.adopt(wire.tunnel()).adopt(wire.session().session(), alias, wire);
    }

    private void assertConflict(Reconciliation reconciliation, String message) {
        assertThat(reconciliation.actions()).isEmpty();
        assertThat(reconciliation.conflicts()).containsExactly(new Conflict(new PseudowireName("seed"), message));
    }

    @Test
    void whatCarriesAnotherTopologysAliasIsNotOurs() {
        carry(Wire.named("seed"), alias("other", Wire.named("seed")));
        assertThat(reconcile(NOTHING, Optional.empty()).actions()).isEmpty();
        assertThat(reconcile(NOTHING, Optional.of(SEED)).actions()).isEmpty();
        assertConflict(
                reconcile(SEED, Optional.empty()),
                "tunnel ID 42 is held by tunnel 42 (udp from 192.168.1.1 to 192.168.1.2, ports 5000/5001),"
                        + " which is not this topology's" + OTHER_TUNNEL
                        + "; if it was made by hand for this, 'pairwire adopt' takes it over");
    }

    @Test
    void whatCarriesNoAliasIsOursWhereTheManifestHasTheVerySame() {
        carry(Wire.named("seed").with(wire -> wire.cookie = Optional.of(new Cookie(7, 4))), "");
        Reconciliation mending = reconcile(SEED, Optional.of(SEED));
        assertThat(mending.conflicts()).isEmpty();
        assertThat(mending.differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.verb()).isEqualTo(Verb.REPLACE));
        assertThat(mending.actions())
                .extracting(Action::toString)
                .containsExactly("remove session 128 of seed", "create session 128 of seed");
        assertThat(reconcile(NOTHING, Optional.of(SEED)).actions())
                .extracting(Action::toString)
                .containsExactly("remove session 128 of seed", "remove tunnel 42");
        host.apply(mending.actions());
        assertThat(reconcile(SEED, Optional.of(SEED)).isSettled()).isTrue();
    }

    @Test
    void aLostAliasIsMendedByMakingTheSessionAnewForNobodyKnowsItsSublayer() {
        carry(Wire.named("seed"), "");
        assertThat(reconcile(SEED, Optional.of(SEED)).differences().get(0).attributes())
                .extracting(AttributeChange::name, AttributeChange::forcesReplacement)
                .containsExactly(tuple("l2spec_type", true), tuple("alias", false));
    }

    @Test
    void whatCarriesNoAliasIsNotOursWithoutAManifest() {
        carry(Wire.named("seed"), "");
        assertThat(reconcile(NOTHING, Optional.empty()).actions()).isEmpty();
        assertConflict(
                reconcile(SEED, Optional.empty()),
                "tunnel ID 42 is held by tunnel 42 (udp from 192.168.1.1 to 192.168.1.2, ports 5000/5001),"
                        + " which is not this topology's" + OTHER_TUNNEL
                        + "; if it was made by hand for this, 'pairwire adopt' takes it over");
    }

    static Stream<Arguments> disagreements() {
        return Stream.of(
                Arguments.of((Consumer<Wire>) wire -> wire.interfaceName = "other"),
                Arguments.of((Consumer<Wire>) wire -> wire.sessionId = 129),
                Arguments.of((Consumer<Wire>) wire -> wire.tunnelId = 43),
                Arguments.of((Consumer<Wire>) wire -> wire.sourcePort = 5009),
                Arguments.of((Consumer<Wire>) wire -> wire.remote = "192.168.1.9"));
    }

    @ParameterizedTest
    @MethodSource("disagreements")
    void whatCarriesNoAliasIsNotOursWhereTheManifestHasItOtherwise(Consumer<Wire> change) {
        carry(Wire.named("seed").with(change), "");
        HostState before = host.state();
        host.apply(reconcile(NOTHING, Optional.of(SEED)).actions().stream()
                .filter(action -> action instanceof Action.RemoveSession)
                .toList());
        assertThat(host.state()).isEqualTo(before);
        assertThat(reconcile(SEED, Optional.of(SEED)).conflicts()).hasSize(1);
    }

    @Test
    void whatCarriesAnothersAliasIsNotOursThoughTheManifestHasIt() {
        carry(Wire.named("seed"), "uplink of customer 7");
        assertThat(reconcile(NOTHING, Optional.of(SEED)).actions()).isEmpty();
        assertConflict(
                reconcile(SEED, Optional.of(SEED)),
                "session ID 128 is held by a session of tunnel 42 on l2tpeth0 (its alias is 'uplink of customer 7'),"
                        + " which is not this topology's" + OTHER_SESSION);
    }

    @Test
    void aSessionOfAnothersInOurTunnelDisturbsOnlyWhoWouldMakeTheTunnelAnew() {
        carry(Wire.named("seed"), alias("metro", Wire.named("seed")));
        Wire foreign = Wire.named("foreign").inTunnel(1);
        host.adopt(foreign.session().session(), "", foreign);
        assertThat(reconcile(SEED, Optional.of(SEED)).isSettled()).isTrue();
        assertThat(reconcile(SEED, Optional.of(SEED)).conflicts()).isEmpty();
        assertConflict(
                reconcile(Wire.plan(Wire.named("seed").with(wire -> wire.sourcePort = 6000)), Optional.of(SEED)),
                "tunnel 42 must be made anew, but in it is session 129 on l2tpeth1, which is not this topology's; give"
                        + " this end another tunnel_id, or have that session removed by whoever made it");
        assertConflict(
                reconcile(Wire.plan(Wire.named("seed").with(wire -> wire.tunnelId = 50)), Optional.of(SEED)),
                "UDP port 5000 of 192.168.1.1 is held by tunnel 42 (udp from 192.168.1.1 to 192.168.1.2, ports"
                        + " 5000/5001), which stays for session 129 on l2tpeth1, which is not this topology's"
                        + OTHER_PORT);
    }

    @Test
    void aHostThatHasLostItsManifestGoesByTheAliases() {
        carry(Wire.named("seed"), alias("metro", Wire.named("seed")));
        assertThat(reconcile(SEED, Optional.empty()).isSettled()).isTrue();
        assertThat(reconcile(NOTHING, Optional.empty()).actions())
                .extracting(Action::toString)
                .containsExactly("remove session 128 of seed", "remove tunnel 42");
    }

    @Test
    void aManifestThatDeniesASessionMakesItAnothers() {
        carry(Wire.named("seed"), alias("metro", Wire.named("seed")));
        Optional<HostPlan> denying = Optional.of(Wire.plan(Wire.named("blue").apart(1)));
        assertThat(reconcile(NOTHING, denying).actions()).isEmpty();
        assertThat(reconcile(SEED, denying).conflicts()).hasSize(1);
    }

    @Test
    void aCopiedAliasDoesNotMakeAnotherSessionOurs() {
        carry(Wire.named("seed"), alias("metro", Wire.named("seed")));
        Wire copy = Wire.named("copy").apart(7);
        carry(copy, alias("metro", Wire.named("seed")));
        Reconciliation reconciliation = reconcile(NOTHING, Optional.of(SEED));
        assertThat(reconciliation.actions())
                .extracting(Action::toString)
                .containsExactly("remove session 128 of seed", "remove tunnel 42");
    }

    @Test
    void aTunnelWithAForeignSessionInItIsNotRemoved() {
        carry(Wire.named("seed"), alias("metro", Wire.named("seed")));
        Wire foreign = Wire.named("foreign").inTunnel(1);
        host.adopt(foreign.session().session(), "", foreign);
        assertThat(reconcile(NOTHING, Optional.of(SEED)).actions())
                .extracting(Action::toString)
                .containsExactly("remove session 128 of seed");
        assertThat(reconcile(Wire.plan(Wire.named("seed").with(wire -> wire.sourcePort = 6000)), Optional.of(SEED))
                        .actions())
                .isEmpty();
    }

    @Test
    void anEmptyTunnelIsOursOnlyWhereTheManifestHasTheVerySame() {
        host.adopt(Wire.named("seed").tunnel());
        assertThat(reconcile(NOTHING, Optional.of(SEED)).actions())
                .extracting(Action::toString)
                .containsExactly("remove tunnel 42");
        assertThat(reconcile(NOTHING, Optional.empty()).actions()).isEmpty();
        assertThat(reconcile(NOTHING, Optional.of(Wire.plan(Wire.named("seed").with(wire -> wire.sourcePort = 5009))))
                        .actions())
                .isEmpty();
    }

    @Test
    void aForeignTunnelsIdIsNamed() {
        host.adopt(Wire.named("x").with(wire -> wire.sourcePort = 7000).tunnel());
        assertConflict(
                reconcile(SEED, Optional.empty()),
                "tunnel ID 42 is held by tunnel 42 (udp from 192.168.1.1 to 192.168.1.2, ports 7000/5001),"
                        + " which is not this topology's" + OTHER_TUNNEL);
    }

    @Test
    void aForeignTunnelsPortIsNamed() {
        host.adopt(Wire.named("x").with(wire -> wire.tunnelId = -1).tunnel());
        assertConflict(
                reconcile(SEED, Optional.empty()),
                "UDP port 5000 of 192.168.1.1 is held by tunnel 4294967295 (udp from 192.168.1.1 to 192.168.1.2, ports"
                        + " 5000/5001), which is not this topology's" + OTHER_PORT);
    }

    @Test
    void aForeignSessionsIdIsNamed() {
        carry(Wire.named("x").apart(3).with(wire -> wire.sessionId = 128), "");
        assertConflict(
                reconcile(SEED, Optional.empty()),
                "session ID 128 is held by a session of tunnel 45 on l2tpeth3, which is not this topology's"
                        + OTHER_SESSION);
    }

    @Test
    void aForeignInterfacesNameIsNamedWithoutWhatATerminalWouldObey() {
        host.addLink("l2tpeth0", "up\u001b[31mlink");
        assertConflict(
                reconcile(SEED, Optional.empty()),
                "interface name l2tpeth0 is held by an interface that is not this topology's (its alias is"
                        + " 'up?[31mlink'); give this end another interface, or have that one renamed");
    }

    @Test
    void aForeignNamesakeOfOurSessionIsNeverAtRisk() {
        // Since Linux 6.11 a deletion finds a session by its ID alone, in whatever tunnel it is.
        carry(Wire.named("seed"), alias("metro", Wire.named("seed")));
        Wire namesake = Wire.named("x").apart(3).with(wire -> wire.sessionId = 128);
        HostState state = withNamesake(namesake);
        Reconciliation removal = Reconciler.reconcile(NOTHING, state, Optional.of(SEED), Orders.NONE);
        assertConflict(
                removal,
                "session ID 128 is held by a session of tunnel 45 on l2tpeth3, which is not this topology's; have that"
                        + " session removed by whoever made it");
        Reconciliation replacement = Reconciler.reconcile(
                Wire.plan(Wire.named("seed").with(wire -> wire.peerSessionId = 9)),
                state,
                Optional.of(SEED),
                Orders.NONE);
        assertThat(replacement.actions()).isEmpty();
        assertThat(replacement.conflicts()).hasSize(1);
    }

    private HostState withNamesake(Wire namesake) {
        HostState ours = host.state();
        MemoryHost other = new MemoryHost();
        other.adopt(namesake.tunnel()).adopt(namesake.session().session(), "", namesake);
        return new HostState(
                Optional.empty(),
                true,
                concat(ours.tunnels(), other.state().tunnels()),
                concat(ours.sessions(), other.state().sessions()),
                concat(ours.interfaces(), other.state().interfaces()));
    }

    private static <T> List<T> concat(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    @Test
    void aConflictSpreadsOverATunnelThatWouldHaveToBeMadeAnew() {
        carry(Wire.named("seed"), alias("metro", Wire.named("seed")));
        Wire blue = Wire.named("blue").inTunnel(1);
        host.adopt(blue.session().session(), alias("metro", blue), blue);
        host.addLink("taken", "");
        HostPlan plan = Wire.plan(
                Wire.named("seed").with(wire -> wire.sourcePort = 6000).with(wire -> wire.interfaceName = "taken"),
                Wire.named("blue").inTunnel(1).with(wire -> wire.sourcePort = 6000));
        Reconciliation reconciliation = reconcile(
                plan,
                Optional.of(Wire.plan(Wire.named("seed"), Wire.named("blue").inTunnel(1))));
        assertThat(reconciliation.actions()).isEmpty();
        assertThat(reconciliation.conflicts())
                .extracting(conflict -> conflict.pseudowire().text())
                .containsExactly("seed", "blue");
    }

    @Test
    void aConflictOfOneTunnelLeavesAnotherAlone() {
        host.addLink("l2tpeth0", "");
        Reconciliation reconciliation =
                reconcile(Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1)), Optional.empty());
        assertThat(reconciliation.actions())
                .extracting(Action::toString)
                .containsExactly("create tunnel 43", "create session 129 of blue");
    }

    @Test
    void foreignThingsStayWhateverIsDoneBesideThem() {
        Wire foreign = Wire.named("x").apart(9);
        carry(foreign, "theirs");
        HostState before = host.state();
        host.apply(reconcile(SEED, Optional.empty()).actions());
        host.apply(reconcile(Wire.plan(Wire.named("seed").with(wire -> wire.sourcePort = 6000)), Optional.of(SEED))
                .actions());
        host.apply(reconcile(NOTHING, Optional.empty()).actions());
        assertThat(host.state()).isEqualTo(before);
    }
}
