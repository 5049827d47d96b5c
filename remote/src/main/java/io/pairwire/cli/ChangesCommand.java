package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Option;

/** A command that brings hosts to plans: observes, shows, asks, applies. */
abstract class ChangesCommand extends HostsCommand {
    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Option(names = "--check", description = "show what would change, and change nothing")
    private boolean check;

    ChangesCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    /** Returns what the hosts should carry when the command is done. */
    abstract Map<HostName, HostPlan> plans(Topology topology);

    /** Returns whether it may put new numbers on hosts. */
    abstract boolean allocates();

    @Override
    final ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException {
        ExitCode ready = input.lock().isUpToDate() ? ExitCode.DONE : withAllocated(input, view);
        if (ready != ExitCode.DONE) {
            return ready;
        }
        Map<HostName, HostPlan> plans = plans(topology);
        try (Run run = over(plans, topology, input, !check)) {
            PairPlan plan = run.observe();
            view.failures(run.failures());
            if (check || !plan.changes().isEmpty() || !plan.held().isEmpty()) {
                view.plan(plans.values(), plan);
            }
            if (!check) {
                make(run, plan, !yes, view);
            }
            return ExitCode.of(run.failures(), plan.conflicted() ? ExitCode.ROLLED_BACK : ExitCode.DONE);
        }
    }

    /** What reaches a host has its number in the lock file before. */
    final ExitCode withAllocated(Input input, View view) {
        boolean write = !check && allocates();
        ExitCode written = write ? writeLock(input, view) : ExitCode.DONE;
        if (written == ExitCode.DONE) {
            view.allocated(write ? input.lock().afterWriting() : input.lock());
        }
        return written;
    }

    /** Returns whether nothing is to be changed. */
    final boolean checks() {
        return check;
    }

    /** Does a plan, unless a person is to be asked who then says no. */
    final void make(Run run, PairPlan plan, boolean asking, View view) throws IOException, InterruptedException {
        boolean ask = asking && !plan.changes().isEmpty() && terminal().attended();
        if (!run.hasWork(plan)) {
            view.nothingToDo(plan);
        } else if (ask && !terminal().affirms(view.asides(), "Apply this plan?")) {
            view.declined();
        } else {
            int before = run.failures().size();
            Run.Applied applied = run.apply(plan, ask);
            view.failures(run.failures().stream().skip(before).toList());
            view.applied(plan, applied);
        }
    }
}
