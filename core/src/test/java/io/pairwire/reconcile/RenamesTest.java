package io.pairwire.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.plan.HostPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pseudowires that go by another name, where a host has more than one network namespace. */
final class RenamesTest {
    private static Wire inside(Wire wire) {
        return wire.with(inner -> inner.netns = Optional.of("inner0"));
    }

    private static List<Map.Entry<String, Verb>> verbs(HostReconciliation reconciliation) {
        return reconciliation.differences().stream()
                .map(difference -> Map.entry(difference.pseudowire().text(), difference.verb()))
                .toList();
    }

    /** Brings a host from one plan to another and returns what that was; there must be nothing to do afterwards. */
    private static HostReconciliation between(HostPlan before, HostPlan after) {
        MemoryNamespaces host = new MemoryNamespaces(before, after);
        host.apply(host.reconcile(before, Optional.empty()));
        HostReconciliation reconciliation = host.reconcile(after, Optional.of(before));
        host.apply(reconciliation);
        assertThat(host.reconcile(after, Optional.of(after)).isSettled()).isTrue();
        return reconciliation;
    }

    @Test
    void aNameThatComesFromAnotherNamespaceIsToldOnce() {
        HostPlan before =
                Wire.plan(Wire.named("seed"), inside(Wire.named("blue").apart(1)));
        HostPlan after =
                Wire.plan(Wire.named("blue"), inside(Wire.named("plant").apart(1)));
        HostReconciliation reconciliation = between(before, after);
        assertThat(verbs(reconciliation))
                .containsExactlyInAnyOrder(
                        Map.entry("blue", Verb.REPLACE),
                        Map.entry("plant", Verb.CREATE),
                        Map.entry("seed", Verb.REMOVE));
        assertThat(reconciliation.formerNames()).isEmpty();
    }

    @Test
    void namesThatAreSwappedBetweenNamespacesMoveTheirSessions() {
        HostPlan before =
                Wire.plan(Wire.named("seed"), inside(Wire.named("blue").apart(1)));
        HostPlan after = Wire.plan(Wire.named("blue"), inside(Wire.named("seed").apart(1)));
        assertThat(verbs(between(before, after)))
                .containsExactlyInAnyOrder(Map.entry("blue", Verb.REPLACE), Map.entry("seed", Verb.REPLACE));
    }

    @Test
    void aNameThatIsNewToTheHostIsARenameInWhateverNamespace() {
        HostPlan before =
                Wire.plan(Wire.named("seed"), inside(Wire.named("blue").apart(1)));
        HostPlan after =
                Wire.plan(Wire.named("seed"), inside(Wire.named("plant").apart(1)));
        assertThat(verbs(between(before, after)))
                .containsExactlyInAnyOrder(Map.entry("seed", Verb.NOTHING), Map.entry("plant", Verb.CHANGE));
    }
}
