package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verdict;
import io.pairwire.transaction.Verified;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code verify}: whether a topology's pseudowires pass frames. */
final class VerifyCommand extends HostsCommand {
    private final LimitOptions limited = new LimitOptions();
    private int seconds = 5;

    VerifyCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "verify",
                "Sends frames over each pseudowire, both ways, and says which do not pass and why; exits with 10 where one"
                        + " does not; locks and changes nothing.");
        words.include(limited);
        words.option("--verify-timeout")
                .label("SECONDS")
                .otherwise("5")
                .says("how long frames may take to pass (default: ${DEFAULT-VALUE})")
                .number(this::setSeconds);
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

    @Override
    ExitCode run(Selection selection, Topology topology, Input input, View view)
            throws IOException, InterruptedException {
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        try (Run run = over(Mirror.hostPlans(topology), selection, input, Request.Purpose.BRING, Optional.empty())) {
            List<Verified> verified = run.verify(Duration.ofSeconds(seconds));
            view.failures(run.failures());
            view.unconfirmed(run.observed());
            view.verified(verified);
            boolean allPass = verified.stream().allMatch(each -> each.verdict() == Verdict.OK);
            return ExitCode.of(run.failures(), allPass ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED);
        }
    }
}
