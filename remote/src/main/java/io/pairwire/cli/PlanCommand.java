package io.pairwire.cli;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.HostState;
import io.pairwire.reconcile.Orders;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code plan}: shows what would change, and changes nothing. */
final class PlanCommand extends HostsCommand {
    private boolean offline;
    private boolean detailedExitCode;
    private final PruneOptions limit = new PruneOptions();
    private final LimitOptions limited = new LimitOptions();
    private @Nullable Path out;

    PlanCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command("plan", "Derives both halves, observes the hosts, and shows what would change; changes nothing.");
        words.option("--offline")
                .says("contact nobody: show the derived halves alone")
                .flag(given -> offline = given);
        words.option("--detailed-exitcode")
                .says("exit with 2 where something would change, and with 0 only where nothing would")
                .flag(given -> detailedExitCode = given);
        words.include(limit);
        words.include(limited);
        words.option("-o", "--out")
                .label("PLAN")
                .says("save the plan, for 'apply PLAN' to do exactly that")
                .path(given -> out = given);
    }

    @Override
    Optional<String> limit() {
        return limited.pattern();
    }

    @Override
    void beforeReading() {
        if (!offline) {
            super.beforeReading();
        }
    }

    @Override
    ExitCode run(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException {
        if (offline && out != null) {
            throw new UsageException("--offline and --out exclude each other: a saved plan knows every host");
        }
        if (!selection.isAll() && out != null) {
            throw new UsageException("--limit and --out exclude each other: a saved plan is of all of a topology");
        }
        Map<HostName, HostPlan> plans = offline ? Mirror.hostPlans(topology) : wanted(topology, input);
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        if (offline) {
            view.derived(
                    selection.shown(plans),
                    Ahead.of(selection.topology().pseudowires(), pseudowire -> againstNothing(topology, pseudowire)));
            return code(!selection.topology().pseudowires().isEmpty());
        }
        try (Run run = over(plans, selection, input, Request.Purpose.BRING, Optional.empty())) {
            PairPlan plan = run.observe();
            view.failures(run.failures());
            view.unconfirmed(run.observed());
            // The plan's sum is the last line that scripts read, so what is wrong comes before.
            Prune prune = run.prune(plan);
            if (!limit.allow(prune)) {
                view.tooMuchGoes(prune, false);
            }
            boolean saved = out == null || save(run, input, out, view);
            view.plan(selection.shown(plans), plan);
            if (out != null && saved) {
                view.saved(out);
            }
            return ExitCode.of(
                    run.failures(),
                    plan.conflicted()
                            ? ExitCode.ROLLED_BACK
                            : saved ? code(!plan.changes().isEmpty()) : ExitCode.INVALID_INPUT);
        }
    }

    /** Saves the plan, or says why it is not; returns whether it is. */
    private boolean save(Run run, Input input, Path file, View view) {
        if (!run.failures().isEmpty()) {
            view.notSaved("a plan that can be done exactly knows every host");
            return false;
        }
        SourceText topology = input.sources().orElseThrow().topology();
        SavedPlan saved = new SavedPlan(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                topology.file(),
                topology.sha256(),
                inventories(),
                run.plans(),
                run.observed());
        try {
            LockFiles.write(file, saved.write());
        } catch (IOException e) {
            view.notSaved("cannot write " + file + ": " + e);
            return false;
        }
        return true;
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
