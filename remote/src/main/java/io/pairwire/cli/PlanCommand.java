package io.pairwire.cli;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import io.pairwire.reconcile.Orders;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plan}: shows what would change, and changes nothing. */
@Command(
        name = "plan",
        description = "Derives both halves, observes the hosts, and shows what would change; changes nothing.",
        sortOptions = false)
final class PlanCommand extends HostsCommand {
    @Option(names = "--offline", description = "contact nobody: show the derived halves alone")
    private boolean offline;

    @Option(
            names = "--detailed-exitcode",
            description = "exit with 2 where something would change, and with 0 only where nothing would")
    private boolean detailedExitCode;

    PlanCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    void beforeReading() {
        if (!offline) {
            super.beforeReading();
        }
    }

    @Override
    ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException {
        Map<HostName, HostPlan> plans = Mirror.hostPlans(topology);
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        if (offline) {
            view.derived(
                    plans.values(),
                    Ahead.of(topology.pseudowires(), pseudowire -> againstNothing(topology, pseudowire)));
            return code(!topology.pseudowires().isEmpty());
        }
        try (Run run = over(plans, topology, input, false)) {
            PairPlan plan = run.observe();
            view.failures(run.failures());
            view.plan(plans.values(), plan);
            return ExitCode.of(
                    run.failures(),
                    plan.conflicted()
                            ? ExitCode.ROLLED_BACK
                            : code(!plan.changes().isEmpty()));
        }
    }

    private ExitCode code(boolean changes) {
        return detailedExitCode && changes ? ExitCode.DIFFERENCES : ExitCode.DONE;
    }

    /** Returns what would happen to one pseudowire, its hosts carrying nothing yet: for all at once it is a lot to remember. */
    private static PairPlan againstNothing(Topology topology, Pseudowire pseudowire) {
        Map<HostName, HostPlan> plans = Mirror.hostPlans(new Topology(topology.name(), List.of(pseudowire)));
        Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
        plans.forEach((host, plan) -> {
            HostReconciliation fresh = HostReconciliation.of(plan, HostState.bare(plan), Optional.empty(), Orders.NONE);
            observed.put(host, new Reply.Observed(fresh.differences(), fresh.conflicts(), false, Map.of()));
        });
        return PairPlan.of(plans, observed, Map.of());
    }
}
