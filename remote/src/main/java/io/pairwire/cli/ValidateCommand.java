package io.pairwire.cli;

import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;

/** {@code validate}: reads and checks, contacts nobody. */
final class ValidateCommand extends TopologyCommand {
    ValidateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command("validate", "Reads and checks the files; contacts nobody.");
    }

    @Override
    SecretNeed secrets() {
        return SecretNeed.IF_AT_HAND;
    }

    @Override
    ExitCode run(Topology topology, Input input, View view) {
        if (!input.lock().isUpToDate()) {
            view.allocated(input.lock());
        }
        view.valid(
                topology.name().text(),
                topology.pseudowires().size(),
                Mirror.hostPlans(topology).size(),
                input.unseenSecrets());
        return ExitCode.DONE;
    }
}
