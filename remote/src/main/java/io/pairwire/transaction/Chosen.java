package io.pairwire.transaction;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import java.util.Set;

/** Which pseudowires a run is about; all others are neither changed nor told of. */
@FunctionalInterface
public interface Chosen {
    /** All of them. */
    Chosen ALL = (pseudowire, hosts) -> true;

    /**
     * Returns whether a pseudowire is among them.
     *
     * @param hosts where its ends are, as far as is known; one that is no longer in the topology is told by these
     */
    boolean includes(PseudowireName pseudowire, Set<HostName> hosts);
}
