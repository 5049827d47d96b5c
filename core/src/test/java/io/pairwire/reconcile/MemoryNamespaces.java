package io.pairwire.reconcile;

import io.pairwire.model.InterfaceName;
import io.pairwire.model.NetnsName;
import io.pairwire.plan.HostPlan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A host in memory with network namespaces, those that the generator names and its own, each with the bridges that plans name. */
final class MemoryNamespaces {
    private final Map<Optional<NetnsName>, MemoryHost> namespaces = new LinkedHashMap<>();

    MemoryNamespaces(HostPlan... plans) {
        List<Optional<NetnsName>> names =
                List.of(Optional.empty(), Optional.of(new NetnsName("inner0")), Optional.of(new NetnsName("inner1")));
        for (Optional<NetnsName> name : names) {
            MemoryHost namespace = new MemoryHost(name);
            Set<InterfaceName> bridges = new HashSet<>();
            for (HostPlan plan : plans) {
                plan.within(name)
                        .sessions()
                        .forEach(session -> session.link().bridge().ifPresent(bridges::add));
            }
            bridges.forEach(bridge -> namespace.addBridge(bridge.text()));
            namespaces.put(name, namespace);
        }
    }

    MemoryHost in(String netns) {
        return Objects.requireNonNull(
                namespaces.get(netns.isEmpty() ? Optional.<NetnsName>empty() : Optional.of(new NetnsName(netns))));
    }

    List<HostState> states() {
        return namespaces.values().stream().map(MemoryHost::state).toList();
    }

    HostReconciliation reconcile(HostPlan plan, Optional<HostPlan> manifest) {
        return HostReconciliation.of(plan, states(), manifest, Orders.NONE);
    }

    /** Does every action in its namespace. */
    void apply(HostReconciliation reconciliation) {
        namespaces.forEach(
                (name, namespace) -> namespace.apply(reconciliation.actions().getOrDefault(name, List.of())));
    }

    /** Takes the actions back, the last first. */
    void takeBack(HostReconciliation reconciliation) {
        namespaces.forEach((name, namespace) -> {
            List<Action> actions = reconciliation.actions().getOrDefault(name, List.of());
            for (int i = actions.size() - 1; i >= 0; i--) {
                namespace.apply(List.of(actions.get(i).inverse()));
            }
        });
    }
}
