package io.pairwire.transaction;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of pseudowires that change together.
 *
 * @param hosts those that had something to do
 * @param causes why they are not as planned, the first cause first; empty where they are kept
 * @param verdicts what frames over them showed last, of those over which some were sent
 * @param remarks what should be known although it is kept
 * @param open hosts of which something is left to say: what could not be taken back there, or why nobody knows
 */
public record Fate(
        Set<PseudowireName> pseudowires,
        Set<HostName> hosts,
        Kind kind,
        List<HostFailure> causes,
        Map<HostName, String> open,
        Map<PseudowireName, Verdict> verdicts,
        List<String> remarks) {
    public Fate {
        pseudowires = Set.copyOf(pseudowires);
        hosts = Set.copyOf(hosts);
        causes = List.copyOf(causes);
        open = Map.copyOf(open);
        verdicts = Map.copyOf(verdicts);
        remarks = List.copyOf(remarks);
    }

    /** The ends that a transaction can come to. */
    public enum Kind {
        /** Every end is as planned, and stays so. */
        KEPT,
        /** Every end is as it was. */
        TAKEN_BACK,
        /** Some host could not be taken back wholly, or has to go back by itself, which nobody has seen yet. */
        LEFT,
        /** One end is as planned and stays so; another is not, or nobody knows. */
        SPLIT
    }
}
