package io.pairwire.topology;

import io.pairwire.model.TopologyName;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What has been allocated for a topology: the content of a lock file. */
record Lock(TopologyName topology, Map<Holder, Holding> holdings) {
    Lock {
        holdings = Collections.unmodifiableMap(new HashMap<>(holdings));
    }
}
