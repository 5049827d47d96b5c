package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.util.Optional;

/** {@code drift}: how hosts differ from a topology. */
final class DriftCommand extends HostsCommand {
    private final LimitOptions limited = new LimitOptions();

    DriftCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "drift",
                "Says how the hosts differ from the topology, pseudowire by pseudowire; exits with 2 where one"
                        + " does; locks and changes nothing.");
        words.include(limited);
    }

    @Override
    Optional<String> limit() {
        return limited.pattern();
    }

    @Override
    ExitCode run(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException {
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        try (Run run = over(Mirror.hostPlans(topology), selection, input, Request.Purpose.BRING, Optional.empty())) {
            Drift drift = run.drift();
            view.failures(run.failures());
            view.unconfirmed(run.observed());
            view.drift(drift);
            return ExitCode.of(run.failures(), drift.isNone() ? ExitCode.DONE : ExitCode.DIFFERENCES);
        }
    }
}
