package io.pairwire.playbook;

import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Chosen;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A play with all that it is about.
 *
 * @param number which play of the book it is, from 1
 * @param topology the whole topology
 * @param plans what its hosts should carry
 * @param leftOver which pseudowires the play would choose that the topology no longer has
 * @param batches its pseudowires, in their order
 * @param acts its tasks, each with the pseudowires that its conditions hold of
 */
public record Scene(
        Play play,
        int number,
        Topology topology,
        Map<HostName, HostPlan> plans,
        Chosen leftOver,
        List<List<Pseudowire>> batches,
        List<Act> acts) {
    public Scene {
        plans = Collections.unmodifiableMap(new LinkedHashMap<>(plans));
        batches = List.copyOf(batches);
        acts = List.copyOf(acts);
    }

    /** A task, and the pseudowires that its conditions hold of. */
    public record Act(Task task, Set<PseudowireName> pseudowires) {
        public Act {
            pseudowires = Set.copyOf(pseudowires);
        }
    }

    /** Returns the topology file. */
    public Path file() {
        return play.topology().value();
    }

    /** Returns the pseudowires of all batches. */
    public List<Pseudowire> pseudowires() {
        return batches.stream().flatMap(List::stream).toList();
    }

    /** Returns the hosts of all its pseudowires. */
    public Set<HostName> hosts() {
        return hosts(pseudowires());
    }

    static Set<HostName> hosts(Collection<Pseudowire> pseudowires) {
        Set<HostName> hosts = new LinkedHashSet<>();
        pseudowires.forEach(one -> {
            hosts.add(one.tunnel().a().host());
            hosts.add(one.tunnel().b().host());
        });
        return hosts;
    }

    /** Returns the plans of some hosts. */
    Map<HostName, HostPlan> plansOf(Set<HostName> hosts) {
        Map<HostName, HostPlan> some = new LinkedHashMap<>(plans);
        some.keySet().retainAll(hosts);
        return some;
    }

    /** Returns whether a task of it may change hosts. */
    public boolean changes() {
        return acts.stream().anyMatch(act -> act.task().deed().changes());
    }
}
