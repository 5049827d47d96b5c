package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.graph.Format;
import io.pairwire.graph.Picture;
import io.pairwire.graph.Pictures;
import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verdict;
import io.pairwire.transaction.Verified;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code graph}: a picture of a topology, of a plan, or of what passes frames. */
final class GraphCommand extends HostsCommand {
    private @Nullable Format format;
    private @Nullable Path out;
    private final LimitOptions limited = new LimitOptions();
    private boolean live;
    private int seconds = 5;
    private @Nullable Path plan;

    GraphCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "graph",
                "Draws which hosts the topology's pseudowires join; contacts nobody but with --live; changes nothing.");
        words.option("--format")
                .label("svg|mermaid|dot|d2")
                .says("the language of the picture (default: what the name of --out tells, or svg)")
                .oneOf(Format.class, given -> format = given);
        words.option("-o", "--out")
                .label("FILE")
                .says("write the picture there, instead of to standard output")
                .path(given -> out = given);
        words.include(limited);
        words.option("--live")
                .says(
                        "send frames over each pseudowire as 'verify' does, and draw the verdicts; exits as 'verify' does")
                .flag(given -> live = given);
        words.option("--verify-timeout")
                .label("SECONDS")
                .otherwise("5")
                .says("with --live, how long frames may take to pass (default: ${DEFAULT-VALUE})")
                .number(this::setSeconds);
        words.option("--plan")
                .label("PLAN")
                .says(
                        "draw what a plan changes that 'plan -o' saved; takes a topology only for --limit and the names of tunnels")
                .path(given -> plan = given);
    }

    private void setSeconds(int number) {
        if (number < 1) {
            throw new UsageException("Invalid value for option '--verify-timeout': it is less than 1");
        }
        seconds = number;
    }

    @Override
    Optional<String> limit() {
        return limited.pattern();
    }

    /** To see what cookies do takes them; to draw does not. */
    @Override
    SecretNeed secrets() {
        return live ? SecretNeed.ALL : SecretNeed.NONE;
    }

    @Override
    void beforeReading() {
        if (live && plan != null) {
            throw new UsageException(
                    "--live and --plan exclude each other: hosts are as they are, and a plan is of what they will be");
        }
        if (savedPlan().isPresent() && limit().isPresent()) {
            throw new UsageException(
                    "--limit over a plan takes the topology, too: only that knows tags: '--topology=FILE'");
        }
        if (live) {
            super.beforeReading();
        }
    }

    @Override
    Optional<Path> savedPlan() {
        return hasTopology() ? Optional.empty() : Optional.ofNullable(plan);
    }

    @Override
    ExitCode run(SavedPlan saved, View view) {
        return draw(Pictures.of(saved.plans(), saved.observed(), occasion(saved)), ExitCode.DONE, view);
    }

    @Override
    ExitCode run(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException {
        if (live) {
            return verified(selection, topology, input, view);
        }
        return plan == null
                ? draw(Pictures.of(selection.topology()), ExitCode.DONE, view)
                : planned(selection, input, plan, view);
    }

    private ExitCode planned(Selection selection, Input input, Path file, View view) {
        SavedPlan saved;
        try {
            saved = SavedPlans.read(file);
        } catch (SavedPlans.UnreadableException e) {
            view.problems(List.of(), List.of(String.valueOf(e.getMessage())));
            return ExitCode.INVALID_INPUT;
        }
        if (!SavedPlans.isOf(saved, input)) {
            view.stale(SavedPlans.ofAnotherTopology(input), List.of());
            return ExitCode.STALE_PLAN;
        }
        Picture picture =
                Pictures.of(selection.topology(), saved.plans(), saved.observed(), selection.chosen(), occasion(saved));
        return draw(picture, ExitCode.DONE, view);
    }

    private static String occasion(SavedPlan saved) {
        return "a plan made " + saved.madeAt();
    }

    private ExitCode verified(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException {
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        try (Run run = over(Mirror.hostPlans(topology), selection, input, Request.Purpose.BRING, Optional.empty())) {
            List<Verified> verified = run.verify(Duration.ofSeconds(seconds));
            view.failures(run.failures());
            view.unconfirmed(run.observed());
            boolean allPass = verified.stream().allMatch(each -> each.verdict() == Verdict.OK);
            return draw(
                    Pictures.of(selection.topology(), verified),
                    ExitCode.of(run.failures(), allPass ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED),
                    view);
        }
    }

    /** Returns what the command would exit with, or that the picture could not be written. */
    private ExitCode draw(Picture picture, ExitCode otherwise, View view) {
        Optional<Path> file = Optional.ofNullable(out);
        Format chosen = format != null
                ? format
                : file.flatMap(path -> Format.ofFile(path.toString())).orElse(Format.SVG);
        String text = chosen.write(picture);
        if (file.isPresent()) {
            try {
                LockFiles.write(file.get(), text);
            } catch (IOException e) {
                view.notDrawn("cannot write " + file.get() + ": " + e);
                return otherwise == ExitCode.DONE ? ExitCode.INVALID_INPUT : otherwise;
            }
        }
        view.picture(chosen, text, file);
        return otherwise;
    }
}
