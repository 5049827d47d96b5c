package io.pairwire.cli;

import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A plan being done before somebody who may look on, interrupt it, and have the last word; what is done is written down first.
 *
 * @param showsProgress whether to show on the terminal how far things are
 * @param confirmTimeout after how long without a word from us hosts go back by themselves
 */
record Execution(Terminal terminal, View view, boolean showsProgress, Duration confirmTimeout) {
    /** What came of it, and whether it was interrupted. */
    record Done(Run.Applied applied, boolean interrupted) {}

    /** Whoever is to know at once what came of it. */
    interface After {
        void applied(Run.Applied applied) throws IOException;
    }

    /** Says that it cannot be written down what is done, so that nothing was. */
    static void refuse(View view, Path logs, IOException why) {
        view.problems(
                List.of(),
                List.of("cannot write down what is done below " + logs + ": " + why
                        + "; nothing was changed. Set XDG_STATE_HOME to a directory that can be written"));
    }

    /**
     * Does it.
     *
     * @param observeAgain whether time has passed since the plan was made
     * @param log where it is written down what is about to be confirmed
     */
    Done run(Run run, PairPlan plan, boolean observeAgain, AuditedRun audit, RunLog log, After after)
            throws IOException, InterruptedException {
        try (LiveLines lines = lines(plan);
                Interrupts interrupts = new Interrupts(run, view, confirmTimeout, lines::end)) {
            audit.applying();
            Run.Applied applied = run.apply(
                    plan,
                    observeAgain,
                    log,
                    within -> {
                        lines.end();
                        return terminal.affirmsWithin(within, view.asides(), Execution::question);
                    },
                    lines);
            lines.end();
            audit.applied(applied);
            after.applied(applied);
            return new Done(applied, interrupts.any());
        }
    }

    private LiveLines lines(PairPlan plan) {
        return new LiveLines(
                showsProgress ? TerminalScreen::ofProcess : Optional::empty,
                TerminalScreen.PEN,
                plan,
                confirmTimeout,
                System::nanoTime);
    }

    /** Every text of it is of one length, so that one can stand in another's place. */
    private static String question(long seconds) {
        return String.format(Locale.ROOT, "All is applied and verified. Keep it? In %3d s it is taken back.", seconds);
    }
}
