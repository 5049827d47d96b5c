package io.pairwire.transaction;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import java.util.Set;

/**
 * What a run writes down for whoever comes after it, should it die between the first confirm and the last: then one end may be kept
 * and the other go back.
 */
public interface Decisions {
    /** Nobody comes after. */
    Decisions NONE = new Decisions() {
        @Override
        public void confirming(Set<PseudowireName> pseudowires, Set<HostName> hosts) {}

        @Override
        public void settled(Set<PseudowireName> pseudowires) {}
    };

    /** Writes that these are about to be confirmed on these hosts; what is written is on the disk when this returns. */
    void confirming(Set<PseudowireName> pseudowires, Set<HostName> hosts);

    /** Writes that it is known of these what became of them. */
    void settled(Set<PseudowireName> pseudowires);
}
