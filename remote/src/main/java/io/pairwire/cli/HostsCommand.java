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

/** A command that speaks to a topology's hosts. */
abstract class HostsCommand extends TopologyCommand {
    private final AgentSource source;
    private boolean all;
    private final HostOptions hosts = new HostOptions();

    HostsCommand(Terminal terminal, AgentSource source) {
        super(terminal);
        this.source = source;
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.option("--all-hosts")
                .says("ask every host of the inventory, also those that the topology no longer names")
                .flag(given -> all = given);
        words.include(hosts);
    }

    /** Returns the pattern of what the command is about, if it takes one and was given one. */
    Optional<String> limit() {
        return Optional.empty();
    }

    @Override
    ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException {
        try {
            return run(narrowed(Selection.of(limit(), topology, input.inventory()), view), topology, input, view);
        } catch (Selection.EmptyException e) {
            view.nothingSelected(String.valueOf(e.getMessage()));
            return ExitCode.NOTHING_SELECTED;
        }
    }

    /** Returns what of a selection the command can be about at all. */
    Selection narrowed(Selection selection, View view) throws Selection.EmptyException {
        return selection;
    }

    /**
     * Does the command's own part over what was selected.
     *
     * @param topology all of it
     */
    abstract ExitCode run(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException;

    @Override
    void beforeReading() {
        hosts.expect();
    }

    /** Returns whether to show how far things are while hosts change. */
    final boolean showsProgress() {
        return hosts.showsProgress(terminal());
    }

    /**
     * Returns a run over plans; contacts nobody yet.
     *
     * @param conduct how it goes about an apply, if one may follow
     */
    final Run over(Map<HostName, HostPlan> plans, Topology topology, Input input, Optional<Conduct> conduct)
            throws IOException {
        return over(plans, Selection.all(topology), input, Request.Purpose.BRING, conduct);
    }

    /** Returns a run over what was selected, for some purpose; of the plans, those of hosts that have to do with it. */
    final Run over(
            Map<HostName, HostPlan> plans,
            Selection selection,
            Input input,
            Request.Purpose purpose,
            Optional<Conduct> conduct)
            throws IOException {
        Map<HostName, HostPlan> concerned = selection.concerned(plans);
        return new Run(
                selection.topology().name(),
                concerned,
                hosts.agents(source, input.inventory(), concerned.size(), terminal()),
                purpose,
                conduct,
                selection.chosen(),
                hosts.forks());
    }

    /**
     * Returns what each host should carry that may have something of a topology. One that names no host any more is asked for at all of
     * the inventory.
     */
    final Map<HostName, HostPlan> wanted(Topology topology, Input input) {
        Map<HostName, HostPlan> plans = new LinkedHashMap<>(Mirror.hostPlans(topology));
        if (all || plans.isEmpty()) {
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
