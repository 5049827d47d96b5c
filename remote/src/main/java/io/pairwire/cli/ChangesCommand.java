package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.Decisions;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that brings hosts to plans: observes, shows, asks, applies. */
abstract class ChangesCommand extends HostsCommand {
    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Mixin
    private final TransactionOptions transaction = new TransactionOptions();

    private boolean interrupted;

    @Option(names = "--check", description = "show what would change, and change nothing")
    private boolean check;

    ChangesCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    void beforeReading() {
        transaction.check();
        super.beforeReading();
    }

    /** Returns what for. */
    Request.Purpose purpose() {
        return Request.Purpose.BRING;
    }

    /** Returns what the hosts should carry when the command is done. */
    abstract Map<HostName, HostPlan> plans(Topology topology, Input input);

    /** Returns whether it may put new numbers on hosts. */
    abstract boolean allocates();

    /** Returns whether so much may go. */
    abstract boolean allows(Prune prune);

    @Override
    final ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException {
        ExitCode ready = input.lock().isUpToDate() ? ExitCode.DONE : withAllocated(input, view);
        if (ready != ExitCode.DONE) {
            return ready;
        }
        Map<HostName, HostPlan> plans = plans(topology, input);
        try (Run run = over(plans, topology, input, purpose(), conduct())) {
            PairPlan plan = run.observe();
            view.failures(run.failures());
            if (check || !plan.changes().isEmpty() || !plan.held().isEmpty()) {
                view.plan(plans.values(), plan);
            }
            boolean tooMuch = tooMuchGoes(run, plan, view);
            if (!tooMuch && !check) {
                make(run, plan, !yes, view);
            }
            boolean refused = plan.conflicted() || (tooMuch && !check);
            return exit(run, refused ? ExitCode.ROLLED_BACK : ExitCode.DONE);
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

    /** Returns whether more would go than is allowed, having said so. */
    final boolean tooMuchGoes(Run run, PairPlan plan, View view) {
        Prune prune = run.prune(plan);
        boolean allowed = allows(prune);
        if (!allowed) {
            view.tooMuchGoes(prune, !check);
        }
        return !allowed;
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
            try (Interrupts interrupts = new Interrupts(run, view, transaction.confirmTimeout())) {
                view.applied(plan, run.apply(plan, ask, Decisions.NONE, within -> isKept(view, within)));
                interrupted = interrupts.any();
            }
        }
    }

    /** Asks a person for the last word. */
    private boolean isKept(View view, Duration within) throws InterruptedException {
        String question = "All is applied and verified. Keep it? Without a yes within " + within.toSeconds()
                + " s it is taken back.";
        return terminal().affirmsWithin(within, view.asides(), question);
    }

    /** Returns how hosts are changed, unless none is to be. */
    final Optional<Conduct> conduct() throws IOException {
        return check ? Optional.empty() : Optional.of(transaction.conduct());
    }

    /** Returns what a run came to. */
    final ExitCode exit(Run run, ExitCode otherwise) {
        ExitCode code = ExitCode.of(run, otherwise);
        return interrupted ? code.interrupted() : code;
    }
}
