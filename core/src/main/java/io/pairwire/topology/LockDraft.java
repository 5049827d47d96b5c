package io.pairwire.topology;

import io.pairwire.model.TopologyName;
import java.util.Map;
import java.util.Optional;

/**
 * A lock file as far as it could be read.
 *
 * @param topology whose it says it is
 * @param entries what it holds, each with its place
 */
record LockDraft(Optional<Given<TopologyName>> topology, Map<Holder, Given<Holding>> entries) {
    /** Returns what stands for a lock file that is not there. */
    static LockDraft none() {
        return new LockDraft(Optional.empty(), Map.of());
    }
}
