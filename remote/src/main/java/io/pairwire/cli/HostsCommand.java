package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command that speaks to a topology's hosts. */
abstract class HostsCommand extends TopologyCommand {
    private final AgentSource source;

    @Mixin
    private final HostOptions hosts = new HostOptions();

    HostsCommand(Terminal terminal, AgentSource source) {
        super(terminal);
        this.source = source;
    }

    @Override
    void beforeReading() {
        hosts.expect();
    }

    /**
     * Returns a run over plans; contacts nobody yet.
     *
     * @param conduct how it goes about an apply, if one may follow
     */
    final Run over(Map<HostName, HostPlan> plans, Topology topology, Input input, Optional<Conduct> conduct)
            throws IOException {
        return over(plans, topology, input, Request.Purpose.BRING, conduct);
    }

    /** Returns a run over plans for another purpose than to bring the hosts to them. */
    final Run over(
            Map<HostName, HostPlan> plans,
            Topology topology,
            Input input,
            Request.Purpose purpose,
            Optional<Conduct> conduct)
            throws IOException {
        return new Run(
                topology.name(),
                plans,
                hosts.agents(source, input.inventory(), terminal()),
                purpose,
                conduct,
                hosts.forks());
    }

    /**
     * Returns what each host should carry that may have something of a topology. One that names no host any more is asked for at all of
     * the inventory.
     */
    final Map<HostName, HostPlan> wanted(Topology topology, Input input) {
        Map<HostName, HostPlan> plans = new LinkedHashMap<>(Mirror.hostPlans(topology));
        if (hosts.all() || plans.isEmpty()) {
            input.inventory()
                    .ifPresent(inventory -> inventory
                            .names()
                            .forEach(host -> plans.putIfAbsent(host, HostPlan.nothing(topology.name(), host))));
        }
        return plans;
    }

    /** Returns plans that leave nothing of a topology on any of these hosts. */
    final Map<HostName, HostPlan> nothing(Topology topology, Input input) {
        Map<HostName, HostPlan> plans = wanted(topology, input);
        plans.replaceAll((host, plan) -> HostPlan.nothing(topology.name(), host));
        return plans;
    }
}
