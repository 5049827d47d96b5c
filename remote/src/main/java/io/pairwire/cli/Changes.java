package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Agents;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.Map;

/** Brings hosts to their plans: observes, shows, asks, applies. What {@code apply} and {@code destroy} have in common. */
final class Changes {
    private final Terminal terminal;
    private final View view;
    private final ApplyOptions options;

    Changes(Terminal terminal, View view, ApplyOptions options) {
        this.terminal = terminal;
        this.view = view;
        this.options = options;
    }

    ExitCode make(TopologyName topology, Map<HostName, HostPlan> plans, Agents agents, int forks)
            throws IOException, InterruptedException {
        try (Run run = new Run(topology, plans, agents, !options.check(), forks)) {
            PairPlan plan = run.observe();
            view.failures(run.failures());
            ExitCode otherwise = plan.conflicted() ? ExitCode.ROLLED_BACK : ExitCode.DONE;
            if (options.check() || !plan.changes().isEmpty() || !plan.held().isEmpty()) {
                view.plan(plans.values(), plan);
            }
            if (options.check()) {
                return ExitCode.of(run.failures(), otherwise);
            }
            if (!run.hasWork(plan)) {
                view.nothingToDo(plan);
                return ExitCode.of(run.failures(), otherwise);
            }
            boolean ask = !plan.changes().isEmpty() && terminal.attended() && !options.yes();
            if (ask && !terminal.affirms("Apply this plan?")) {
                view.declined();
                return ExitCode.of(run.failures(), otherwise);
            }
            int before = run.failures().size();
            Run.Applied applied = run.apply(plan, ask);
            view.failures(run.failures().stream().skip(before).toList());
            view.applied(plan, applied);
            return ExitCode.of(run.failures(), otherwise);
        }
    }
}
