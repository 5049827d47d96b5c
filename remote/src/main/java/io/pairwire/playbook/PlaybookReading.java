package io.pairwire.playbook;

import io.pairwire.yaml.Problem;
import java.util.List;

/**
 * What came of reading a playbook and all that it imports.
 *
 * @param plays in their order; to be used only where no problem is an error
 */
public record PlaybookReading(List<Play> plays, List<Problem> problems) {
    public PlaybookReading {
        plays = List.copyOf(plays);
        problems = List.copyOf(problems);
    }
}
