package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.inventory.InventoryHost;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.topology.Origins;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code show}: what both ends carry of a topology, or where its values come from. */
final class ShowCommand extends HostsCommand {
    private boolean origin;
    private final LimitOptions limited = new LimitOptions();
    private @Nullable String name;

    ShowCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command("show", "Shows what the hosts carry of this topology, both ends side by side; changes nothing.");
        words.option("--origin")
                .says("contact nobody: show each value of the topology, and where it comes from")
                .flag(given -> origin = given);
        words.include(limited);
        words.parameter("NAME|PLAN")
                .optional()
                .says("show this pseudowire alone; or without a topology, a plan that 'plan -o' saved")
                .text(given -> name = given);
    }

    /** What hosts carry, they tell themselves; where values come from, the values tell. */
    @Override
    SecretNeed secrets() {
        return origin ? SecretNeed.ALL : SecretNeed.NONE;
    }

    @Override
    Optional<String> limit() {
        return limited.pattern();
    }

    @Override
    Optional<Path> savedPlan() {
        return hasTopology() ? Optional.empty() : Optional.ofNullable(name).map(Path::of);
    }

    @Override
    ExitCode run(SavedPlan saved, View view) {
        view.saved(saved, PairPlan.of(saved.plans(), saved.observed(), Map.of()));
        return ExitCode.DONE;
    }

    @Override
    void beforeReading() {
        if (!origin && hasTopology()) {
            super.beforeReading();
        }
    }

    @Override
    ExitCode run(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException {
        if (origin) {
            return origins(selection, topology, input, view);
        }
        // What an empty plan would take away is what the hosts carry.
        try (Run run = over(nothing(topology, input), selection, input, Request.Purpose.SHOW, Optional.empty())) {
            PairPlan carried = run.observe();
            view.failures(run.failures());
            view.unconfirmed(run.observed());
            PairPlan selected = selected(carried);
            if (selected.changes().isEmpty() && selected.held().isEmpty() && !isKnown(topology)) {
                view.nothingSelected(
                        "neither the topology nor its hosts have a pseudowire '" + name + "'" + didYouMean(topology));
                return ExitCode.of(run.failures(), ExitCode.NOTHING_SELECTED);
            }
            view.carried(selected);
            return ExitCode.of(run.failures(), ExitCode.DONE);
        }
    }

    private ExitCode origins(Selection selection, Topology topology, Input input, View view) {
        if (!isKnown(topology)) {
            view.nothingSelected("the topology has no pseudowire '" + name + "'" + didYouMean(topology));
            return ExitCode.NOTHING_SELECTED;
        }
        Input.Sources sources = input.sources().orElseThrow();
        view.origins(ends -> Origins.tell(
                sources.topology(),
                sources.lock(),
                topology,
                host -> localVariable(input, host),
                pseudowire -> isSelected(pseudowire) && selection.chosen().includes(pseudowire, Set.of()),
                ends));
        return ExitCode.DONE;
    }

    private static String localVariable(Input input, HostName host) {
        return input.inventory()
                .flatMap(inventory -> inventory.host(host))
                .map(InventoryHost::localVariable)
                .orElse("");
    }

    /** Returns whether the topology has what was asked for; all of it, it always has. */
    private boolean isKnown(Topology topology) {
        return name == null || topology.pseudowires().stream().anyMatch(pseudowire -> isSelected(pseudowire.name()));
    }

    private String didYouMean(Topology topology) {
        return name == null
                ? ""
                : Selection.didYouMean(
                        name,
                        topology.pseudowires().stream()
                                .map(pseudowire -> pseudowire.name().text())
                                .toList());
    }

    private boolean isSelected(PseudowireName pseudowire) {
        return name == null || pseudowire.text().equals(name);
    }

    private PairPlan selected(PairPlan carried) {
        return name == null
                ? carried
                : new PairPlan(
                        carried.changes().stream()
                                .filter(change -> isSelected(change.pseudowire()))
                                .toList(),
                        carried.held().stream()
                                .filter(held -> isSelected(held.pseudowire()))
                                .toList(),
                        0);
    }
}
