package io.pairwire.world;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import io.pairwire.topology.TopologyReading;
import io.pairwire.transaction.Agents;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.EndChange;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Hosts on some ground, and the one topology that is brought to them from its file's text, as the command does it. */
final class World implements Agents {
    private static final TopologyName NAME = new TopologyName("walk");

    private final Ground ground;

    /** The lock file's text; empty before there is one. */
    private String lock = "";

    World(Ground ground) {
        this.ground = ground;
    }

    /**
     * What a run came to.
     *
     * @param plan what it was going to do
     * @param kept whether all of it was done
     * @param said what hosts complained of
     */
    record Done(PairPlan plan, boolean kept, int netlinkWrites, Collection<HostFailure> said) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(kept ? "kept" : "not kept");
            plan.changes().forEach(change -> {
                text.append("\n  ").append(change.pseudowire());
                change.a().ifPresent(end -> text.append(", ").append(end(end)));
                change.b().ifPresent(end -> text.append(", ").append(end(end)));
            });
            plan.held().forEach(held -> text.append("\n  ").append(held));
            said.forEach(failure -> text.append("\n  ").append(failure));
            return text.toString();
        }

        private static String end(EndChange end) {
            return end.difference().verb() + " at " + end.host() + " ("
                    + end.difference().attributes().stream()
                            .filter(AttributeChange::differs)
                            .map(AttributeChange::name)
                            .collect(Collectors.joining(" "))
                    + ")";
        }
    }

    /** Reads a topology file with the lock file that lies beside it. */
    TopologyReading read(String text) {
        return TopologyReader.read(
                source("walk.yml", text),
                lock.isEmpty() ? Optional.empty() : Optional.of(source("walk.yml.lock.yml", lock)),
                Hosts.unknown());
    }

    private static SourceText source(String name, String text) {
        return SourceText.of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the lock file, as before an apply. */
    void keepAllocated(TopologyReading reading) {
        lock = reading.allocation().orElseThrow().text();
    }

    /** Looks what would change. */
    Done plan(Topology topology) throws InterruptedException {
        try (Run run = run(topology, Optional.empty())) {
            PairPlan plan = run.observe();
            return new Done(plan, true, 0, run.failures());
        }
    }

    /** Brings the hosts to a topology; where there is nothing to do, asks them to do it all the same. */
    Done apply(Topology topology) throws InterruptedException {
        try (Run run = run(topology, Optional.of(Conduct.usual("1", "a walk")))) {
            PairPlan plan = run.observe();
            Run.Applied applied = run.apply(plan, false);
            List<HostFailure> said = new ArrayList<>(run.failures());
            applied.fates().forEach(fate -> said.addAll(fate.causes()));
            return new Done(plan, applied.kept(), applied.netlinkWrites(), said);
        }
    }

    private Run run(Topology topology, Optional<Conduct> conduct) {
        Map<HostName, HostPlan> plans = new LinkedHashMap<>();
        ground.hosts().stream().map(HostName::new).forEach(host -> plans.put(host, HostPlan.nothing(NAME, host)));
        plans.putAll(Mirror.hostPlans(topology));
        return new Run(NAME, plans, this, conduct, plans.size());
    }

    @Override
    public boolean knows(HostName host) {
        return ground.hosts().contains(host.text());
    }

    @Override
    public AgentProcess start(HostName host) throws IOException {
        return ground.start(host);
    }
}
