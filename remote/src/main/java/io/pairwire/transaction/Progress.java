package io.pairwire.transaction;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import java.util.Optional;
import java.util.Set;

/**
 * How far pseudowires are that change together.
 *
 * @param awaited hosts that have still to answer in this phase
 * @param lost hosts to which the connection is lost
 * @param fate what became of them, once that is known
 */
public record Progress(
        Set<PseudowireName> pseudowires,
        Phase phase,
        Set<HostName> awaited,
        Set<HostName> lost,
        Optional<Fate.Kind> fate) {
    public Progress {
        pseudowires = Set.copyOf(pseudowires);
        awaited = Set.copyOf(awaited);
        lost = Set.copyOf(lost);
    }
}
