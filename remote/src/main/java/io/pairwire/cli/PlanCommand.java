package io.pairwire.cli;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        if (offline) {
            PairPlan plan = againstNothing(plans);
            view.derived(plans.values(), plan);
            return code(plan);
        }
        try (Run run = over(plans, topology, input, false)) {
            PairPlan plan = run.observe();
            view.failures(run.failures());
            view.plan(plans.values(), plan);
            return ExitCode.of(run.failures(), plan.conflicted() ? ExitCode.ROLLED_BACK : code(plan));
        }
    }

    private ExitCode code(PairPlan plan) {
        return detailedExitCode && !plan.changes().isEmpty() ? ExitCode.DIFFERENCES : ExitCode.DONE;
    }

    /** Returns what would happen on hosts that carry nothing yet. */
    private static PairPlan againstNothing(Map<HostName, HostPlan> plans) {
        Map<HostName, Reply.Observed> observed = new LinkedHashMap<>();
        plans.forEach((host, plan) -> {
            HostReconciliation fresh = HostReconciliation.of(plan, HostState.bare(plan), Optional.empty(), Set.of());
            observed.put(host, new Reply.Observed(fresh.differences(), fresh.conflicts(), false));
        });
        return PairPlan.of(plans, observed, Map.of());
    }
}
