package io.pairwire.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code resume}: goes on where a run ended before it was known what became of what it confirmed. */
@Command(
        name = "resume",
        description =
                "Mends what a run left that ended while it confirmed: brings both ends to the plan, as 'apply' does, but only"
                        + " where there is something to mend.",
        sortOptions = false)
final class ResumeCommand extends BringingCommand {
    ResumeCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    boolean concerns(List<RunLog.Unfinished> left, View view) {
        if (left.isEmpty()) {
            view.nothingToResume();
        }
        return !left.isEmpty();
    }
}
