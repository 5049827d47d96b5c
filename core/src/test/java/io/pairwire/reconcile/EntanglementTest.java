package io.pairwire.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EntanglementTest {
    private static final Optional<NetnsName> OWN = Optional.empty();
    private static final Optional<NetnsName> BLUE = Optional.of(new NetnsName("blue"));

    private static Entanglement from(HostPlan before, HostPlan after) {
        return Entanglement.of(
                HostReconciliation.of(after, List.of(carrying(before)), Optional.of(before), Orders.NONE));
    }

    private static HostState carrying(HostPlan plan) {
        MemoryHost host = new MemoryHost();
        HostReconciliation.of(plan, List.of(host.state()), Optional.empty(), Orders.NONE)
                .actions()
                .values()
                .forEach(host::apply);
        return host.state();
    }

    private static Set<PseudowireName> names(String... names) {
        return Stream.of(names).map(PseudowireName::new).collect(Collectors.toSet());
    }

    private static List<Action> of(Entanglement entanglement, String... names) {
        List<Action> all = new ArrayList<>();
        entanglement.actionsOf(names(names)).values().forEach(all::addAll);
        return all;
    }

    @Test
    void pseudowiresThatShareNothingChangeEachByItself() {
        Entanglement apart = from(
                Wire.plan(),
                Wire.plan(
                        Wire.named("a"),
                        Wire.named("b").apart(1),
                        Wire.named("c").apart(2)));
        assertThat(apart.sets()).isEmpty();
        assertThat(apart.parts().keySet()).containsExactly(names("a"), names("b"), names("c"));
        assertThat(of(apart, "b"))
                .extracting(Action::toString)
                .containsExactly("create tunnel 43", "create session 129 of b");
    }

    @Test
    void whoComesInOneTunnelComesTogether() {
        Entanglement shared = from(
                Wire.plan(),
                Wire.plan(
                        Wire.named("a"),
                        Wire.named("b").inTunnel(1),
                        Wire.named("c").apart(2)));
        assertThat(shared.sets()).containsExactly(names("a", "b"));
        assertThat(shared.parts().keySet()).containsExactly(names("a", "b"), names("c"));
        assertThatThrownBy(() -> shared.actionsOf(names("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a changes only together with");
        assertThat(of(shared, "a", "b")).hasSize(3);
    }

    @Test
    void whoChangesInPlaceIsTiedToWhoElseChangesInItsTunnel() {
        HostPlan before = Wire.plan(
                Wire.named("a"), Wire.named("b").inTunnel(1), Wire.named("c").inTunnel(2));
        Entanglement changed = from(
                before,
                Wire.plan(
                        Wire.named("a").with(wire -> wire.mtu = 1300),
                        Wire.named("b").inTunnel(1).with(wire -> wire.mtu = 1300),
                        Wire.named("c").inTunnel(2)));
        assertThat(changed.sets()).as("c does not change").containsExactly(names("a", "b"));
    }

    @Test
    void whoTakesAnIdAPortOrANameIsTiedToWhoGivesItUp() {
        HostPlan before = Wire.plan(Wire.named("a"), Wire.named("b").apart(1));
        Entanglement port = from(
                before,
                Wire.plan(
                        Wire.named("a").with(wire -> wire.sourcePort = 7000),
                        Wire.named("b").apart(1).with(wire -> wire.sourcePort = 5000)));
        assertThat(port.sets()).containsExactly(names("a", "b"));

        Entanglement id = from(
                before,
                Wire.plan(
                        Wire.named("a").with(wire -> wire.sessionId = 900),
                        Wire.named("b").apart(1).with(wire -> wire.sessionId = 128)));
        assertThat(id.sets()).containsExactly(names("a", "b"));

        Entanglement name = from(
                before,
                Wire.plan(
                        Wire.named("a").with(wire -> wire.interfaceName = "other"),
                        Wire.named("b").apart(1).with(wire -> wire.interfaceName = "l2tpeth0")));
        assertThat(name.sets()).containsExactly(names("a", "b"));

        Entanglement tunnel = from(before, Wire.plan(Wire.named("b").apart(1).with(wire -> wire.tunnelId = 42)));
        assertThat(tunnel.sets()).as("a goes, and b takes its tunnel's ID").containsExactly(names("a", "b"));
    }

    @Test
    void aChainOfHandingOnIsOneSet() {
        HostPlan before = Wire.plan(
                Wire.named("a"), Wire.named("b").apart(1), Wire.named("c").apart(2));
        Entanglement chain = from(
                before,
                Wire.plan(
                        Wire.named("a").with(wire -> wire.interfaceName = "l2tpeth1"),
                        Wire.named("b").apart(1).with(wire -> wire.interfaceName = "l2tpeth2"),
                        Wire.named("c").apart(2).with(wire -> wire.interfaceName = "l2tpeth0")));
        assertThat(chain.sets()).containsExactly(names("a", "b", "c"));
        assertThat(chain.parts()).hasSize(1);
    }

    @Test
    void theSameIdsInTwoNamespacesTieNobody() {
        HostPlan plan = Wire.plan(Wire.named("a"), Wire.named("b").with(wire -> wire.netns = Optional.of("blue")));
        Entanglement two =
                Entanglement.of(HostReconciliation.of(plan, HostState.bare(plan), Optional.empty(), Orders.NONE));
        assertThat(two.sets()).isEmpty();
        assertThat(two.actionsOf(names("b"))).containsOnlyKeys(BLUE);
        assertThat(two.actionsOf(names("a"))).containsOnlyKeys(OWN);
    }

    @Test
    void whoMovesBetweenNamespacesGoesAndComesAsOne() {
        HostPlan before = Wire.plan(Wire.named("a"));
        HostPlan after = Wire.plan(Wire.named("a").with(wire -> wire.netns = Optional.of("blue")));
        HostState there = new MemoryHost(BLUE).state();
        Entanglement moved = Entanglement.of(
                HostReconciliation.of(after, List.of(carrying(before), there), Optional.of(before), Orders.NONE));
        assertThat(moved.actionsOf(names("a"))).containsOnlyKeys(OWN, BLUE);
        assertThat(moved.parts().keySet()).containsExactly(names("a"));
    }

    @Test
    void aTunnelThatWasLeftEmptyIsNobodysAndGoesByItself() {
        HostPlan before = Wire.plan(Wire.named("a"), Wire.named("b").apart(1));
        HostState carried = carrying(before);
        List<CarriedSession> sessions = carried.sessions().stream()
                .filter(session -> session.tunnelId() != 42)
                .toList();
        HostState emptied = new HostState(OWN, true, carried.tunnels(), sessions, carried.interfaces());
        Entanglement strays = Entanglement.of(HostReconciliation.of(
                Wire.plan(Wire.named("b").apart(1).with(wire -> wire.mtu = 1300)),
                List.of(emptied),
                Optional.of(before),
                Orders.NONE));
        assertThat(of(strays)).extracting(Action::toString).containsExactly("remove tunnel 42");
        assertThat(of(strays, "b")).hasSize(1);
        assertThat(strays.parts().keySet()).containsExactlyInAnyOrder(names(), names("b"));
    }

    @Test
    void thePartsAreAllActionsOnceAndInTheirOrder() {
        HostPlan before = Wire.plan(
                Wire.named("a"), Wire.named("b").inTunnel(1), Wire.named("c").apart(2));
        HostPlan after = Wire.plan(
                Wire.named("a").with(wire -> wire.sourcePort = 6000),
                Wire.named("b").inTunnel(1).with(wire -> wire.sourcePort = 6000),
                Wire.named("c").apart(2).with(wire -> wire.peerSessionId = 9));
        HostReconciliation reconciliation =
                HostReconciliation.of(after, List.of(carrying(before)), Optional.of(before), Orders.NONE);
        Entanglement entanglement = Entanglement.of(reconciliation);
        Set<Action> seen = new HashSet<>();
        for (Map.Entry<Set<PseudowireName>, Map<Optional<NetnsName>, List<Action>>> part :
                entanglement.parts().entrySet()) {
            assertThat(entanglement.actionsOf(part.getKey())).isEqualTo(part.getValue());
            part.getValue()
                    .values()
                    .forEach(actions -> actions.forEach(
                            action -> assertThat(seen.add(action)).isTrue()));
        }
        List<Action> all = new ArrayList<>();
        reconciliation.actions().values().forEach(all::addAll);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }
}
