package io.pairwire.cli;

import java.util.List;

/** {@code resume}: goes on where a run ended before it was known what became of what it confirmed. */
final class ResumeCommand extends BringingCommand {
    ResumeCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "resume",
                "Mends what a run left that ended while it confirmed: brings both ends to the plan, as 'apply' does, but only"
                        + " where there is something to mend.");
    }

    @Override
    boolean concerns(List<RunLog.Unfinished> left, View view) {
        if (left.isEmpty()) {
            view.nothingToResume();
        }
        return !left.isEmpty();
    }
}
