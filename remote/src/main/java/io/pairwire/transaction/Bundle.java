package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pseudowires that change together, at all their ends or at none: one alone, as a rule; several where they share a tunnel, or one
 * takes on some host what another gives up.
 *
 * @param changes what happens to them; two for a pseudowire that leaves a host and comes to another; none where only a host's notes
 *     are to be brought up to date
 * @param work at each host that has something to do, the pseudowires that it has to do with
 */
record Bundle(List<PairChange> changes, Map<HostName, Set<PseudowireName>> work) {
    Bundle {
        changes = List.copyOf(changes);
        work = Map.copyOf(work);
    }

    /** Returns the names of those that change. */
    Set<PseudowireName> pseudowires() {
        Set<PseudowireName> names = new LinkedHashSet<>();
        changes.forEach(change -> names.add(change.pseudowire()));
        return names;
    }

    /** Returns the notes of a host with nothing else to do. */
    static Bundle ofNotes(HostName host) {
        return new Bundle(List.of(), Map.of(host, Set.of()));
    }

    /**
     * Returns what of a plan changes together, in the plan's order.
     *
     * @param observed what the hosts said, among it what is entangled there
     */
    static List<Bundle> of(PairPlan plan, Map<HostName, Reply.Observed> observed) {
        Groups groups = new Groups();
        plan.changes().forEach(change -> groups.find(change.pseudowire()));
        observed.values().forEach(seen -> seen.entangled().forEach(groups::join));
        Map<PseudowireName, List<PairChange>> together = new LinkedHashMap<>();
        for (PairChange change : plan.changes()) {
            together.computeIfAbsent(groups.find(change.pseudowire()), name -> new ArrayList<>())
                    .add(change);
        }
        return together.values().stream()
                .map(changes -> new Bundle(changes, work(changes)))
                .toList();
    }

    private static Map<HostName, Set<PseudowireName>> work(List<PairChange> changes) {
        Map<HostName, Set<PseudowireName>> work = new LinkedHashMap<>();
        for (PairChange change : changes) {
            for (Optional<EndChange> end : List.of(change.a(), change.b())) {
                end.filter(there -> there.difference().verb() != Verb.NOTHING)
                        .ifPresent(there -> work.computeIfAbsent(there.host(), host -> new LinkedHashSet<>())
                                .add(change.pseudowire()));
            }
        }
        return work;
    }

    /** Sets that only ever grow together. */
    private static final class Groups {
        private final Map<PseudowireName, PseudowireName> parents = new HashMap<>();

        PseudowireName find(PseudowireName name) {
            PseudowireName parent = parents.getOrDefault(name, name);
            if (parent.equals(name)) {
                return name;
            }
            PseudowireName top = find(parent);
            parents.put(name, top);
            return top;
        }

        void join(Collection<PseudowireName> names) {
            PseudowireName first = names.iterator().next();
            names.forEach(name -> {
                PseudowireName top = find(name);
                PseudowireName other = find(first);
                if (!top.equals(other)) {
                    parents.put(top, other);
                }
            });
        }
    }
}
