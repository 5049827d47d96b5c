package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.ssh.SshConfigException;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A command that brings hosts to plans: observes, shows, asks, applies. */
abstract class ChangesCommand extends HostsCommand {
    private boolean yes;
    private final TransactionOptions transaction = new TransactionOptions();
    private final Path logs = RunLog.directory(System.getenv());
    private Optional<AuditedRun> audited = Optional.empty();
    private Supplier<String> name = () -> "";
    private boolean interrupted;
    private boolean check;

    ChangesCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        name = words::name;
        words.option("-y", "--yes").says("do not ask").flag(given -> yes = given);
        words.include(transaction);
        words.option("--check")
                .says("show what would change, and change nothing")
                .flag(given -> check = given);
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

    /** Asks the hosts, and returns what is to be done. */
    PairPlan look(Run run) throws InterruptedException {
        return run.observe();
    }

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
        return audited(
                topology,
                input,
                inventories(),
                plans,
                view,
                conduct -> bring(selection, input, plans, left, conduct, view));
    }

    private ExitCode bring(
            Selection selection,
            Input input,
            Map<HostName, HostPlan> plans,
            List<RunLog.Unfinished> left,
            Optional<Conduct> conduct,
            View view)
            throws IOException, InterruptedException {
        try (Run run = over(plans, selection, input, purpose(), conduct)) {
            PairPlan plan = look(run);
            observed(run, plan);
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

    /** What may change hosts, if there is a way in which it does. */
    interface Deed {
        ExitCode done(Optional<Conduct> conduct) throws IOException, InterruptedException;
    }

    /**
     * Does what may change hosts, and writes into the audit log that it begins and what it came to; where nothing is to be changed, only does it.
     *
     * @param inventories that the input was read from
     * @param plans what the hosts are to carry
     */
    final ExitCode audited(
            Topology topology,
            Input input,
            List<String> inventories,
            Map<HostName, HostPlan> plans,
            View view,
            Deed deed)
            throws IOException, InterruptedException {
        if (check) {
            return deed.done(Optional.empty());
        }
        Conduct conduct = transaction.conduct(() -> run().provenance());
        AuditedRun run = new AuditedRun(
                logs,
                new AuditedRun.Errand(
                        name.get(),
                        conduct.claim(),
                        System.getenv(),
                        topology.name(),
                        input.sources().orElseThrow().topology().file(),
                        inventories,
                        limit(),
                        savedPlan(),
                        plans));
        audited = Optional.of(run);
        ExitCode code = ExitCode.INTERNAL_ERROR;
        try {
            code = deed.done(Optional.of(conduct));
        } catch (SshConfigException e) {
            code = ExitCode.INVALID_INPUT;
            throw e;
        } finally {
            try {
                run.end(code);
            } catch (IOException e) {
                view.unaudited(String.valueOf(e.getMessage()));
            }
        }
        return code;
    }

    private AuditedRun run() {
        return audited.orElseThrow();
    }

    /** Has the audit log know what is to be done. */
    final void observed(Run run, PairPlan plan) {
        audited.ifPresent(known -> known.observed(run, plan));
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
            return nothingToDo(plan, view);
        } else if (ask && !terminal().affirms(view.asides(), "Apply this plan?")) {
            run().declined();
            view.declined();
        } else {
            RunLog log = RunLog.of(logs, run.topology(), run.claim());
            try {
                run().awaitBegun();
                log.begin();
            } catch (IOException e) {
                Execution.refuse(view, logs, e);
                return ExitCode.INVALID_INPUT;
            }
            interrupted = new Execution(terminal(), view, showsProgress(), transaction.confirmTimeout())
                    .run(run, plan, ask, run(), log, applied -> {
                        log.end(applied.splitNames());
                        view.applied(plan, applied);
                    })
                    .interrupted();
        }
        return ExitCode.DONE;
    }

    /** Says that there is nothing to do. */
    final ExitCode nothingToDo(PairPlan plan, View view) {
        audited.ifPresent(AuditedRun::nothingToDo);
        view.nothingToDo(plan);
        return ExitCode.DONE;
    }

    /** Returns what a run came to. */
    final ExitCode exit(Run run, ExitCode otherwise) {
        ExitCode code = ExitCode.of(run, otherwise);
        return interrupted ? code.interrupted() : code;
    }
}
