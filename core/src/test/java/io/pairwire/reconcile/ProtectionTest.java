package io.pairwire.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the manifest protects is not removed, and nobody else gets what it holds. */
final class ProtectionTest {
    private static final String REASON = "it is protected; to remove it, have it in the topology with 'protect: false',"
            + " apply, and remove it then";

    private final HostPlan kept = Wire.plan(guarded(), Wire.named("blue").apart(1));
    private final MemoryNamespaces host = new MemoryNamespaces(kept);

    ProtectionTest() {
        host.apply(host.reconcile(kept, Optional.empty()));
    }

    private static Wire guarded() {
        return Wire.named("seed").with(wire -> wire.isProtected = true);
    }

    private HostReconciliation reconcile(Wire... wires) {
        return host.reconcile(Wire.plan(wires), Optional.of(kept));
    }

    private static List<String> actions(HostReconciliation reconciliation) {
        return reconciliation.actions().getOrDefault(Optional.empty(), List.of()).stream()
                .map(Action::toString)
                .toList();
    }

    @Test
    void whatIsProtectedIsNotRemovedAndTheRestIs() {
        HostReconciliation emptied = reconcile();
        assertThat(emptied.conflicts()).containsExactly(new Conflict(new PseudowireName("seed"), REASON));
        assertThat(actions(emptied)).containsExactly("remove session 129 of blue", "remove tunnel 43");
    }

    @Test
    void aPlanThatHasItUnprotectedLiftsTheProtectionOnlyForTheNext() {
        HostPlan lifted = Wire.plan(Wire.named("seed"), Wire.named("blue").apart(1));
        assertThat(host.reconcile(lifted, Optional.of(kept)).isSettled()).isTrue();
        assertThat(actions(host.reconcile(Wire.plan(), Optional.of(lifted))))
                .contains("remove session 128 of seed", "remove tunnel 42");
    }

    @Test
    void whatIsProtectedMayBeChangedReplacedAndMoved() {
        assertThat(actions(reconcile(
                        guarded().with(wire -> wire.mtu = 1400),
                        Wire.named("blue").apart(1))))
                .containsExactly("change session 128 of seed");
        assertThat(actions(reconcile(
                        guarded().with(wire -> wire.sourcePort = 6000),
                        Wire.named("blue").apart(1))))
                .containsExactly(
                        "remove session 128 of seed",
                        "remove tunnel 42",
                        "create tunnel 42",
                        "create session 128 of seed");
        HostReconciliation moving = reconcile(
                guarded().with(wire -> wire.netns = Optional.of("inner0")),
                Wire.named("blue").apart(1));
        assertThat(moving.conflicts()).isEmpty();
        assertThat(actions(moving)).containsExactly("remove session 128 of seed", "remove tunnel 42");
    }

    @Test
    void whatIsProtectedMayGetAnotherName() {
        HostReconciliation renamed = host.reconcile(
                Wire.plan(Wire.named("sprout"), Wire.named("blue").apart(1)), Optional.of(kept));
        assertThat(renamed.conflicts()).isEmpty();
        assertThat(actions(renamed)).containsExactly("change session 128 of sprout");
    }

    @Test
    void whoNeedsWhatAProtectedOneHoldsIsToldSo() {
        HostReconciliation heir = reconcile(
                Wire.named("heir").apart(5).with(wire -> wire.sessionId = 128),
                Wire.named("blue").apart(1));
        assertThat(heir.isSettled()).isTrue();
        assertThat(heir.conflicts())
                .containsExactly(
                        new Conflict(new PseudowireName("seed"), REASON),
                        new Conflict(
                                new PseudowireName("heir"),
                                "session ID 128 is held by pseudowire seed, which cannot be changed now; mend what keeps that one first"));
    }
}
