package io.pairwire.graph;

import java.util.Optional;

/**
 * One end of a pseudowire, as a picture names it.
 *
 * @param interfaceName empty where nobody knows it
 * @param netns the network namespace where it lives; absent for the host's own
 */
public record WireEnd(String host, String interfaceName, Optional<String> netns) {
    /** Returns the end in words. */
    @Override
    public String toString() {
        return host
                + (interfaceName.isEmpty() ? "" : " " + interfaceName)
                + netns.map(name -> " in network namespace " + name).orElse("");
    }
}
