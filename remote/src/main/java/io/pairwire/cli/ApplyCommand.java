package io.pairwire.cli;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.Deviation;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code apply}: brings both ends of every pseudowire to the plan. */
final class ApplyCommand extends BringingCommand {
    private final LimitOptions limited = new LimitOptions();
    private @Nullable Path plan;

    ApplyCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "apply", "Brings both ends of every pseudowire to the plan, or changes neither; asks a person before.");
        words.include(limited);
        words.parameter("PLAN")
                .optional()
                .says("a plan that 'plan -o' saved: do exactly that, and ask nothing")
                .path(given -> plan = given);
    }

    @Override
    Optional<String> limit() {
        return limited.pattern();
    }

    @Override
    Optional<Path> savedPlan() {
        return Optional.ofNullable(plan);
    }

    @Override
    ExitCode run(SavedPlan saved, View view) throws IOException, InterruptedException {
        if (limit().isPresent()) {
            throw new UsageException("--limit and a saved plan exclude each other: a plan is done whole");
        }
        Input input = filesOf(saved);
        view.problems(input.problems(), input.complaints());
        if (input.topology().isEmpty()) {
            return ExitCode.INVALID_INPUT;
        }
        Topology topology = input.topology().get();
        Map<HostName, HostPlan> plans = plans(saved, topology, input);
        Optional<String> stale = SavedPlans.staleness(saved, input, plans);
        if (stale.isPresent()) {
            view.stale(stale.get(), List.of());
            return ExitCode.STALE_PLAN;
        }
        ExitCode ready = input.lock().isUpToDate() ? ExitCode.DONE : withAllocated(input, view);
        return ready == ExitCode.DONE
                ? audited(
                        topology,
                        input,
                        inventories().isEmpty() ? saved.inventories() : inventories(),
                        plans,
                        view,
                        conduct -> apply(saved, plans, topology, input, conduct, view))
                : ready;
    }

    /** Returns what each host should carry, those among them that the plan knows though the topology does not. */
    private Map<HostName, HostPlan> plans(SavedPlan saved, Topology topology, Input input) {
        Map<HostName, HostPlan> plans = plans(topology, input);
        saved.plans().keySet().forEach(host -> plans.putIfAbsent(host, HostPlan.nothing(topology.name(), host)));
        return plans;
    }

    private ExitCode apply(
            SavedPlan saved,
            Map<HostName, HostPlan> plans,
            Topology topology,
            Input input,
            Optional<Conduct> conduct,
            View view)
            throws IOException, InterruptedException {
        try (Run run = over(plans, topology, input, conduct)) {
            PairPlan found = run.observe();
            observed(run, found);
            view.failures(run.failures());
            if (!run.failures().isEmpty()) {
                // Not the whole of it can be done, and a part is another plan.
                view.declined();
                return ExitCode.of(run.failures(), ExitCode.DONE);
            }
            if (!run.hasWork(found) && found.held().isEmpty()) {
                return nothingToDo(found, view);
            }
            List<Deviation> deviations = Deviation.between(saved.observed(), lasting(run.observed()));
            if (!deviations.isEmpty()) {
                view.stale("hosts are not as they were when the plan was made", deviations);
                return ExitCode.STALE_PLAN;
            }
            view.plan(run.plans().values(), found);
            boolean tooMuch = tooMuchGoes(run, found, view);
            ExitCode made = tooMuch || checks() ? ExitCode.DONE : make(run, found, false, view);
            boolean refused = found.conflicted() || (tooMuch && !checks());
            return exit(run, refused ? ExitCode.ROLLED_BACK : made);
        }
    }

    private static Map<HostName, Reply.Observed> lasting(Map<HostName, Reply.Observed> observed) {
        Map<HostName, Reply.Observed> kept = new LinkedHashMap<>();
        observed.forEach((host, seen) -> kept.put(host, SavedPlan.lasting(seen)));
        return kept;
    }
}
