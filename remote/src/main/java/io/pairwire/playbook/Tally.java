package io.pairwire.playbook;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How often each host and each pseudowire came to what, over all tasks. */
public final class Tally {
    private final Map<HostName, Count> hosts = new TreeMap<>();
    private final Map<String, Map<PseudowireName, Count>> pseudowires = new TreeMap<>();

    /** How often one of them came to what; what changed, or has drifted, is ok too, as Ansible counts. */
    public static final class Count {
        private final Map<Status, Integer> times = new EnumMap<>(Status.class);

        private Count() {}

        private void add(Status status) {
            times.merge(status, 1, Integer::sum);
        }

        /** Returns how often. */
        public int of(Status status) {
            int own = times.getOrDefault(status, 0);
            return status == Status.OK
                    ? own + times.getOrDefault(Status.CHANGED, 0) + times.getOrDefault(Status.DRIFTED, 0)
                    : own;
        }

        /** Returns the gravest that happened. */
        public Status gravest() {
            return times.keySet().stream().reduce(Status.SKIPPED, Status::or);
        }
    }

    void host(HostName host, Status status) {
        hosts.computeIfAbsent(host, name -> new Count()).add(status);
    }

    void pseudowire(TopologyName topology, PseudowireName pseudowire, Status status) {
        pseudowires
                .computeIfAbsent(topology.text(), name -> new TreeMap<>())
                .computeIfAbsent(pseudowire, name -> new Count())
                .add(status);
    }

    /** Returns the hosts' counts, by name. */
    public Map<HostName, Count> hosts() {
        return Collections.unmodifiableMap(hosts);
    }

    /** Returns the pseudowires' counts, by topology and name. */
    public Map<String, Map<PseudowireName, Count>> pseudowires() {
        return Collections.unmodifiableMap(pseudowires);
    }
}
