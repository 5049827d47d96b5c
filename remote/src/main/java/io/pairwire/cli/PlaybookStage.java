package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.playbook.Deed;
import io.pairwire.playbook.Outcome;
import io.pairwire.playbook.Scene;
import io.pairwire.playbook.Stage;
import io.pairwire.playbook.Status;
import io.pairwire.playbook.Task;
import io.pairwire.transaction.Agents;
import io.pairwire.transaction.Chosen;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.OpenLines;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Where books are played: over hosts that are spoken to, with logs of what is changed. One connection a host and topology. */
final class PlaybookStage implements Stage, AutoCloseable {
    /** How long to wait for an agent that we have just let go of. */
    private static final Duration LETTING_GO = Duration.ofSeconds(15);

    private final Setting setting;
    private final Map<TopologyName, Lines> lines = new LinkedHashMap<>();
    private Optional<AuditedRun> audited = Optional.empty();
    private ExitCode code = ExitCode.DONE;
    private boolean drifted;
    private boolean interrupted;
    private boolean unwritable;

    /** How agents are come by, given whether to become root. */
    interface Callers {
        Agents of(Optional<Boolean> become, int hosts) throws IOException;
    }

    /**
     * What is the same for a whole book.
     *
     * @param showsProgress whether to show on the terminal how far things are
     * @param shortest the least time that any task has hosts wait for a word
     * @param logs where it is written down what is changed
     */
    record Setting(
            Terminal terminal,
            View view,
            Callers callers,
            int forks,
            TransactionOptions transaction,
            boolean check,
            boolean showsProgress,
            Duration shortest,
            Path logs,
            List<String> inventories) {}

    /** The open lines to one topology's hosts, and by what claim. */
    private static final class Lines implements AutoCloseable {
        private final OpenLines open;
        private final Conduct conduct;
        private final Optional<Boolean> become;
        private final Set<PseudowireName> split = new HashSet<>();
        private Optional<RunLog> log = Optional.empty();

        Lines(OpenLines open, Conduct conduct, Optional<Boolean> become) {
            this.open = open;
            this.conduct = conduct;
            this.become = become;
        }

        @Override
        public void close() throws IOException {
            open.close();
            if (log.isPresent()) {
                log.get().end(split);
            }
        }
    }

    PlaybookStage(Setting setting) {
        this.setting = setting;
    }

    @Override
    public boolean checks() {
        return setting.check();
    }

    @Override
    public Duration verifyTimeout() {
        return setting.transaction().verifyTimeout();
    }

    @Override
    public Run run(Scene scene, Task task, Map<HostName, HostPlan> plans, Chosen chosen, boolean changing)
            throws IOException {
        Lines own = lines(scene);
        Optional<Conduct> conduct = Optional.empty();
        if (changing) {
            conduct = Optional.of(conduct(own, task));
            audited = Optional.of(new AuditedRun(
                    setting.logs(),
                    new AuditedRun.Errand(
                            "playbook",
                            own.conduct.claim(),
                            System.getenv(),
                            scene.topology().name(),
                            scene.file().toString(),
                            setting.inventories(),
                            Optional.of(scene.play().pattern().value()),
                            Optional.empty(),
                            scene.plans())));
        }
        return new Run(
                scene.topology().name(), plans, Request.Purpose.BRING, conduct, chosen, own.open, setting.forks());
    }

    private Lines lines(Scene scene) throws IOException {
        TopologyName topology = scene.topology().name();
        Lines own = lines.get(topology);
        if (own != null && own.become.equals(scene.play().become())) {
            return own;
        }
        if (own != null) {
            own.close();
        }
        Conduct conduct =
                setting.transaction().conduct(() -> audited.orElseThrow().provenance());
        Request.Claim claim = conduct.claim();
        if (own != null && claim.patience().compareTo(LETTING_GO) < 0) {
            claim = new Request.Claim(claim.run(), claim.holder(), LETTING_GO);
        }
        Lines opened = new Lines(
                new OpenLines(
                        setting.callers()
                                .of(scene.play().become(), scene.hosts().size()),
                        setting.shortest()),
                new Conduct(
                        claim,
                        conduct.confirmTimeout(),
                        conduct.manual(),
                        conduct.allowsSelfCut(),
                        conduct.frames(),
                        conduct.provenance()),
                scene.play().become());
        lines.put(topology, opened);
        return opened;
    }

    private static Conduct conduct(Lines own, Task task) {
        Conduct usual = own.conduct;
        if (!(task.deed() instanceof Deed.Bring bring)) {
            return usual;
        }
        return new Conduct(
                usual.claim(),
                bring.confirmTimeout().orElse(usual.confirmTimeout()),
                bring.manual().orElse(usual.manual()),
                usual.allowsSelfCut(),
                // Frames of one task must not be taken for those of another.
                usual.frames().map(frames -> Conduct.Frames.within(frames.budget())),
                usual.provenance());
    }

    private Lines of(Scene scene) {
        Lines own = lines.get(scene.topology().name());
        if (own == null) {
            throw new IllegalStateException("no run over " + scene.topology().name());
        }
        return own;
    }

    @Override
    public Optional<Run.Applied> apply(Scene scene, Task task, Run run, PairPlan plan)
            throws IOException, InterruptedException {
        Lines own = of(scene);
        AuditedRun audit = audited.orElseThrow();
        audit.observed(run, plan);
        RunLog log = own.log.orElseGet(
                () -> RunLog.of(setting.logs(), scene.topology().name(), own.conduct.claim()));
        try {
            audit.awaitBegun();
            if (own.log.isEmpty()) {
                log.begin();
                own.log = Optional.of(log);
            }
        } catch (IOException e) {
            Execution.refuse(setting.view(), setting.logs(), e);
            unwritable = true;
            return Optional.empty();
        }
        Execution.Done done = new Execution(
                        setting.terminal(),
                        setting.view(),
                        setting.showsProgress(),
                        conduct(own, task).confirmTimeout())
                .run(run, plan, false, audit, log, applied -> own.split.addAll(applied.splitNames()));
        interrupted |= done.interrupted();
        end(audit, ExitCode.of(run, plan.conflicted() ? ExitCode.ROLLED_BACK : ExitCode.DONE));
        return Optional.of(done.applied());
    }

    @Override
    public void notApplied(Scene scene, Run run, PairPlan plan, boolean refused) {
        AuditedRun audit = audited.orElseThrow();
        audit.observed(run, plan);
        if (!refused) {
            audit.nothingToDo();
        }
        end(audit, ExitCode.of(run, plan.conflicted() || refused ? ExitCode.ROLLED_BACK : ExitCode.DONE));
    }

    private void end(AuditedRun audit, ExitCode with) {
        try {
            audit.end(interrupted ? with.interrupted() : with);
        } catch (IOException e) {
            setting.view().unaudited(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean pause(Deed.Pause pause) throws IOException, InterruptedException {
        Optional<Duration> time = pause.time();
        if (time.isEmpty()) {
            return setting.terminal()
                    .affirms(setting.view().asides(), pause.prompt().orElseThrow());
        }
        new Prose(setting.terminal())
                .say(
                        setting.view().asides(),
                        "Pausing for " + time.get().toSeconds() + " s"
                                + pause.prompt().map(text -> ": " + text).orElse(""));
        TimeUnit.MILLISECONDS.sleep(time.get().toMillis());
        return true;
    }

    @Override
    public boolean isInterrupted() {
        return interrupted || unwritable;
    }

    @Override
    public void needs(TopologyName topology, Set<HostName> hosts) {
        Lines own = lines.get(topology);
        if (own != null) {
            own.open.only(hosts);
        }
    }

    /** Takes note of what a task came to. */
    void note(Task task, Outcome outcome) {
        boolean check = setting.check() || task.check();
        code = ExitCode.of(outcome.failures(), code);
        outcome.fates().forEach(fate -> code = code.or(ExitCode.of(fate)));
        boolean conflicted = outcome.plan().filter(PairPlan::conflicted).isPresent();
        boolean refused = outcome.tooMuch().isPresent() && !check;
        if (conflicted || refused) {
            code = code.or(ExitCode.ROLLED_BACK);
        }
        boolean unverified = outcome.verified().stream().anyMatch(one -> one.verdict() != Verdict.OK);
        boolean claimed = task.deed() instanceof Deed.Assert
                && outcome.pseudowires().values().stream().anyMatch(one -> one.status() == Status.FAILED);
        if (unverified || claimed) {
            code = code.or(ExitCode.VERIFICATION_FAILED);
        }
        drifted |= outcome.drift().filter(drift -> !drift.isNone()).isPresent();
    }

    /** Returns what the book came to. */
    ExitCode code() {
        if (unwritable) {
            return ExitCode.INVALID_INPUT;
        }
        ExitCode all = code == ExitCode.DONE && drifted ? ExitCode.DIFFERENCES : code;
        return interrupted ? all.interrupted() : all;
    }

    /** Lets every host go, also where a log cannot be ended. */
    @Override
    public void close() throws IOException {
        Optional<IOException> failure = Optional.empty();
        for (Lines each : lines.values()) {
            try {
                each.close();
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
