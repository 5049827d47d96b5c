package io.pairwire.cli;

import io.pairwire.topology.Allocation;
import java.nio.file.Path;

/**
 * A topology's lock file, and what it should say.
 *
 * @param written whether it now does, because this run wrote it
 */
record LockState(Path file, Allocation allocation, boolean written) {
    boolean isUpToDate() {
        return allocation.isUpToDate();
    }

    /** Returns how many of its lines differ so. */
    long count(Allocation.Change.Kind kind) {
        return allocation.changes().stream()
                .filter(change -> change.kind() == kind)
                .count();
    }

    LockState afterWriting() {
        return new LockState(file, allocation, true);
    }
}
