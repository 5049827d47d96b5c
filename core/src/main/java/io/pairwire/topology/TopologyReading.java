package io.pairwire.topology;

import io.pairwire.model.Topology;
import io.pairwire.yaml.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a topology file.
 *
 * @param topology present exactly where no problem is an error
 * @param allocation what was allocated for it, present where the topology is
 * @param problems everything found, in the order of the file, and then of the lock file
 */
public record TopologyReading(Optional<Topology> topology, Optional<Allocation> allocation, List<Problem> problems) {
    public TopologyReading {
        problems = List.copyOf(problems);
        if (topology.isPresent() == problems.stream().anyMatch(Problem::isError)) {
            throw new IllegalArgumentException("a topology is given exactly where there is no error");
        }
        if (topology.isPresent() != allocation.isPresent()) {
            throw new IllegalArgumentException("an allocation is given exactly where there is a topology");
        }
    }

    static TopologyReading refused(List<Problem> problems) {
        return new TopologyReading(Optional.empty(), Optional.empty(), problems);
    }
}
