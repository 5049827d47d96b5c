package io.pairwire.reconcile;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import java.util.List;
import java.util.Optional;

/**
 * How one end of a pseudowire differs from what it should be, and what is done about it.
 *
 * @param side absent where the pseudowire is no longer in the topology
 * @param peerHost the host at its other end, where that is known
 * @param formerPeerHost the host at its other end until now, where that is known to be another, so that something is left there
 * @param attributes every attribute for an end that comes or goes, those that differ for one that changes
 */
public record Difference(
        PseudowireName pseudowire,
        Optional<Side> side,
        Optional<HostName> peerHost,
        Optional<HostName> formerPeerHost,
        Verb verb,
        Reason reason,
        List<AttributeChange> attributes) {
    public Difference {
        attributes = List.copyOf(attributes);
    }
}
