package io.pairwire.topology;

import io.pairwire.model.HostName;
import io.pairwire.model.NetnsName;
import java.util.Optional;

/** Where IDs, names and ports count once: a network namespace of a host, or the host's own. */
record Place(HostName host, Optional<NetnsName> netns) {
    /** Returns {@code host lon1}, or {@code host lon1, network namespace blue}. */
    @Override
    public String toString() {
        return "host " + host + netns.map(name -> ", network namespace " + name).orElse("");
    }
}
