package io.pairwire.topology;

import io.pairwire.model.TopologyName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has been allocated for a topology: the content of a lock file.
 *
 * @param holdings in the order of their holders
 */
record Lock(TopologyName topology, Map<Holder, Holding> holdings) {
    Lock {
        holdings = Collections.unmodifiableMap(new LinkedHashMap<>(holdings));
    }
}
