package io.pairwire.cli;

import io.pairwire.model.Topology;

/** {@code lock}: allocates what the topology leaves out, and keeps it in the lock file. */
final class LockCommand extends TopologyCommand {
    private boolean check;

    LockCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public void words(Words words) {
        super.words(words);
        words.command(
                "lock",
                "Allocates the IDs and ports that the topology leaves out, and writes its lock file; contacts nobody.");
        words.option("--check")
                .says("write nothing, and exit with 2 where the lock file is not up to date")
                .flag(given -> check = given);
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
