package io.pairwire.cli;

import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verdict;
import io.pairwire.transaction.Verified;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: whether a topology's pseudowires pass frames. */
@Command(
        name = "verify",
        description =
                "Sends frames over each pseudowire, both ways, and says which do not pass and why; exits with 10 where one"
                        + " does not; locks and changes nothing.",
        sortOptions = false)
final class VerifyCommand extends HostsCommand {
    @Option(
            names = "--verify-timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "how long frames may take to pass (default: ${DEFAULT-VALUE})")
    void setSeconds(int number) {
        if (number < 1) {
            throw new ParameterException(
                    command.commandLine(), "Invalid value for option '--verify-timeout': it is less than 1");
        }
        seconds = number;
    }

    private int seconds = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
    private CommandSpec command;

    VerifyCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    ExitCode run(Topology topology, Input input, View view) throws IOException, InterruptedException {
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        try (Run run = over(Mirror.hostPlans(topology), topology, input, Optional.empty())) {
            List<Verified> verified = run.verify(Duration.ofSeconds(seconds));
            view.failures(run.failures());
            view.unconfirmed(run.observed());
            view.verified(verified);
            boolean allPass = verified.stream().allMatch(each -> each.verdict() == Verdict.OK);
            return ExitCode.of(run.failures(), allPass ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED);
        }
    }
}
