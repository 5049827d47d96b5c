package io.pairwire.reconcile;

import io.pairwire.model.HostName;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.EndCookies;
import io.pairwire.plan.HostPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a host differs from its plan over all its network namespaces, each compared by itself.
 *
 * <p>A pseudowire that goes from one namespace and comes into another is one that is replaced; and where it cannot come it does
 * not go.
 *
 * @param differences one for each pseudowire's end, in the namespaces' order
 * @param conflicts what stands in the way; a pseudowire named here has no difference and no action
 * @param actions by namespace, what makes the differences go, in the order in which it must be done there
 * @param madeCookies of the pseudowires whose cookies are made, those that the host has
 * @param formerNames of pseudowires that the plan has under another name than the host, by the plan's
 */
public record HostReconciliation(
        List<Difference> differences,
        List<Conflict> conflicts,
        Map<Optional<NetnsName>, List<Action>> actions,
        Map<PseudowireName, EndCookies> madeCookies,
        Map<PseudowireName, PseudowireName> formerNames) {
    public HostReconciliation {
        differences = List.copyOf(differences);
        conflicts = List.copyOf(conflicts);
        actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
        madeCookies = Map.copyOf(madeCookies);
        formerNames = Map.copyOf(formerNames);
    }

    /**
     * Compares a host with its plan.
     *
     * @param states what it carries, namespace by namespace, among them all that the plan and the manifest name
     * @param manifest and {@code orders}: as for {@link Reconciler#reconcile}
     */
    public static HostReconciliation of(
            HostPlan plan, List<HostState> states, Optional<HostPlan> manifest, Orders orders) {
        List<Ownership> ownerships = states.stream()
                .map(state -> Ownership.of(plan.topology(), state, manifest.map(left -> left.within(state.netns()))))
                .toList();
        Map<PseudowireName, Conflict> conflicts = new LinkedHashMap<>();
        List<Reconciliation> parts = reconcile(plan, states, ownerships, manifest, orders);
        while (findNews(parts, conflicts)) {
            // What cannot be changed in one namespace must stay in the others; what it keeps there may be in others'
            // way.
            parts = reconcile(plan, states, ownerships, manifest, orders.alsoHolding(conflicts.keySet()));
        }
        Map<Optional<NetnsName>, List<Action>> actions = new LinkedHashMap<>();
        List<Difference> differences = new ArrayList<>();
        Map<PseudowireName, EndCookies> madeCookies = new LinkedHashMap<>();
        Map<PseudowireName, PseudowireName> formerNames = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            actions.put(states.get(i).netns(), parts.get(i).actions());
            differences.addAll(parts.get(i).differences());
            madeCookies.putAll(parts.get(i).madeCookies());
            formerNames.putAll(parts.get(i).formerNames());
        }
        return new HostReconciliation(
                joined(differences), List.copyOf(conflicts.values()), actions, madeCookies, formerNames);
    }

    private static List<Reconciliation> reconcile(
            HostPlan plan,
            List<HostState> states,
            List<Ownership> ownerships,
            Optional<HostPlan> manifest,
            Orders orders) {
        List<Reconciliation> parts = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            Set<PseudowireName> elsewhere = elsewhere(ownerships, i);
            parts.add(Reconciler.reconcile(plan, states.get(i), ownerships.get(i), elsewhere, manifest, orders));
        }
        return parts;
    }

    private static Set<PseudowireName> elsewhere(List<Ownership> ownerships, int here) {
        Set<PseudowireName> elsewhere = new HashSet<>();
        for (int i = 0; i < ownerships.size(); i++) {
            if (i != here) {
                elsewhere.addAll(ownerships.get(i).pseudowires());
            }
        }
        return elsewhere;
    }

    /** Returns whether some part has a conflict that was not known. */
    private static boolean findNews(List<Reconciliation> parts, Map<PseudowireName, Conflict> known) {
        int before = known.size();
        parts.forEach(part -> part.conflicts().forEach(conflict -> known.putIfAbsent(conflict.pseudowire(), conflict)));
        return known.size() > before;
    }

    /** A pseudowire that goes here and comes there has one difference, at the place of the one that comes. */
    private static List<Difference> joined(List<Difference> differences) {
        Map<PseudowireName, Difference> going = new LinkedHashMap<>();
        for (Difference difference : differences) {
            if (difference.verb() == Verb.REMOVE) {
                going.putIfAbsent(difference.pseudowire(), difference);
            }
        }
        List<Difference> stayingOrComing = new ArrayList<>();
        for (Difference difference : differences) {
            if (difference.verb() != Verb.REMOVE) {
                Difference gone = difference.verb() == Verb.CREATE ? going.remove(difference.pseudowire()) : null;
                stayingOrComing.add(gone == null ? difference : moved(gone, difference));
            }
        }
        stayingOrComing.addAll(going.values());
        return stayingOrComing;
    }

    private static Difference moved(Difference gone, Difference come) {
        Optional<HostName> former =
                gone.peerHost().filter(peer -> !come.peerHost().equals(Optional.of(peer)));
        return new Difference(
                come.pseudowire(),
                come.side(),
                come.peerHost(),
                former,
                Verb.REPLACE,
                Reason.OTHER_NAMESPACE,
                Attributes.moving(gone.attributes(), come.attributes()));
    }

    /** Returns whether the host carries what it should, as far as nothing stands in the way. */
    public boolean isSettled() {
        return actions.values().stream().allMatch(List::isEmpty);
    }
}
