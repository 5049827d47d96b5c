package io.pairwire.cli;

import io.pairwire.model.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lock}: allocates what the topology leaves out, and keeps it in the lock file. */
@Command(
        name = "lock",
        description =
                "Allocates the IDs and ports that the topology leaves out, and writes its lock file; contacts nobody.",
        sortOptions = false)
final class LockCommand extends TopologyCommand {
    @Option(names = "--check", description = "write nothing, and exit with 2 where the lock file is not up to date")
    private boolean check;

    LockCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    SecretNeed secrets() {
        return SecretNeed.NONE;
    }

    @Override
    ExitCode run(Topology topology, Input input, View view) {
        LockState lock = input.lock();
        if (check || lock.isUpToDate()) {
            view.lock(lock);
            return lock.isUpToDate() ? ExitCode.DONE : ExitCode.DIFFERENCES;
        }
        ExitCode written = writeLock(input, view);
        if (written == ExitCode.DONE) {
            view.lock(lock.afterWriting());
        }
        return written;
    }
}
