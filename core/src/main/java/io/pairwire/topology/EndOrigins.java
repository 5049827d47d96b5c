package io.pairwire.topology;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.Side;
import java.util.List;

/** Every parameter of one end of a pseudowire, each with where it came from. */
public record EndOrigins(Pseudowire pseudowire, Side side, List<Origin> parameters) {
    public EndOrigins {
        parameters = List.copyOf(parameters);
    }
}
