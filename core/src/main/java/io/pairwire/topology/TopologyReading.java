package io.pairwire.topology;

import io.pairwire.model.Topology;
import io.pairwire.yaml.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a topology file.
 *
 * @param topology present exactly where no problem is an error
 * @param problems everything found, in the order of the file
 */
public record TopologyReading(Optional<Topology> topology, List<Problem> problems) {
    public TopologyReading {
        problems = List.copyOf(problems);
        if (topology.isPresent() == problems.stream().anyMatch(Problem::isError)) {
            throw new IllegalArgumentException("a topology is given exactly where there is no error");
        }
    }
}
