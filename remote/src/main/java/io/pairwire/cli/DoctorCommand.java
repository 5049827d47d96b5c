package io.pairwire.cli;

import io.pairwire.model.HostName;
import io.pairwire.ssh.Examination;
import io.pairwire.ssh.Examination.Check;
import io.pairwire.ssh.Examination.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code doctor}: whether hosts can be worked on, and what to do where they cannot. */
final class DoctorCommand extends ErrandCommand {
    DoctorCommand(Terminal terminal, AgentSource source) {
        super(terminal, source);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "doctor",
                "Looks whether hosts can be worked on: the way there, privilege, Java, the cache, the kernel's modules; says what to"
                        + " do where something is wrong, and changes nothing.");
    }

    @Override
    ExitCode run(List<HostName> chosen, Errands errands, View view) throws InterruptedException {
        List<Examination> all = new ArrayList<>();
        onEach(chosen, host -> examine(host, errands), (host, examination) -> {
            all.add(examination);
            view.examined(host, examination);
        });
        // Of a host that nobody could look at nothing is known, which is graver than what is known to be wrong.
        if (all.stream().anyMatch(examination -> !examination.reached())) {
            return ExitCode.UNREACHABLE;
        }
        boolean sound = all.stream()
                .flatMap(examination -> examination.checks().stream())
                .noneMatch(check -> check.state() == State.WRONG);
        return sound ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
    }

    private static Examination examine(HostName host, Errands errands) {
        try {
            return errands.examine(host);
        } catch (IOException e) {
            // What is said of the host cannot be followed.
            return new Examination(
                    false,
                    List.of(new Check(
                            "reach", State.WRONG, host + ": " + e.getMessage(), "Correct it in the inventory.")));
        }
    }
}
