package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private final Path logs = RunLog.directory(System.getenv());
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
    final ExitCode run(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException {
        List<RunLog.Unfinished> left = RunLog.unfinished(logs, topology.name());
        view.unfinished(left);
        if (!concerns(left, view)) {
            return ExitCode.DONE;
        }
        ExitCode ready = input.lock().isUpToDate() ? ExitCode.DONE : withAllocated(input, view);
        if (ready != ExitCode.DONE) {
            return ready;
        }
        Map<HostName, HostPlan> plans = plans(topology, input);
        try (Run run = over(plans, selection, input, purpose(), conduct())) {
            PairPlan plan = run.observe();
            view.failures(run.failures());
            if (check || !plan.changes().isEmpty() || !plan.held().isEmpty()) {
                view.plan(selection.shown(plans), plan);
            }
            boolean tooMuch = tooMuchGoes(run, plan, view);
            ExitCode made = tooMuch || check ? ExitCode.DONE : make(run, plan, !yes, view);
            boolean refused = plan.conflicted() || (tooMuch && !check);
            ExitCode code = exit(run, refused ? ExitCode.ROLLED_BACK : made);
            return selection.isAll() ? forgetting(left, code) : code;
        }
    }

    /** Returns whether there is anything to do, after what runs have left that ended before their time. */
    boolean concerns(List<RunLog.Unfinished> left, View view) {
        return true;
    }

    /** What runs have left is mended where this one has brought everything to the plan. */
    private ExitCode forgetting(List<RunLog.Unfinished> left, ExitCode code) throws IOException {
        if (code == ExitCode.DONE && !check) {
            for (RunLog.Unfinished one : left) {
                one.forget();
            }
        }
        return code;
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

    /** Does a plan, unless a person is to be asked who then says no, or it cannot be written down what is done. */
    final ExitCode make(Run run, PairPlan plan, boolean asking, View view) throws IOException, InterruptedException {
        boolean ask = asking && !plan.changes().isEmpty() && terminal().attended();
        if (!run.hasWork(plan)) {
            view.nothingToDo(plan);
        } else if (ask && !terminal().affirms(view.asides(), "Apply this plan?")) {
            view.declined();
        } else {
            RunLog log = RunLog.of(logs, run.topology(), run.claim());
            try {
                log.begin();
            } catch (IOException e) {
                view.problems(
                        List.of(),
                        List.of("cannot write down what is done below " + logs + ": " + e
                                + "; nothing was changed. Set XDG_STATE_HOME to a directory that can be written"));
                return ExitCode.INVALID_INPUT;
            }
            try (Interrupts interrupts = new Interrupts(run, view, transaction.confirmTimeout())) {
                Run.Applied applied = run.apply(plan, ask, log, within -> isKept(view, within));
                log.end(applied.splitNames());
                view.applied(plan, applied);
                interrupted = interrupts.any();
            }
        }
        return ExitCode.DONE;
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
