package io.pairwire.agent;

import io.pairwire.model.TopologyName;
import java.nio.file.Path;

/**
 * Where an agent keeps and finds things on its host.
 *
 * @param state survives a reboot: the manifests
 * @param runtime does not: the locks
 * @param modules shows the kernel's loaded modules
 * @param namespaces holds the network namespaces by name, as {@code ip netns} makes them
 * @param modprobe what loads more of them: a path, or a name that is searched for
 */
record AgentPaths(Path state, Path runtime, Path modules, Path namespaces, String modprobe) {
    /** The places of a Linux host. */
    static final AgentPaths OF_HOST = new AgentPaths(
            Path.of("/var/lib/pairwire"),
            Path.of("/run/pairwire"),
            Path.of("/sys/module"),
            Path.of("/run/netns"),
            "modprobe");

    Path manifest(TopologyName topology) {
        return state.resolve(topology + ".json");
    }

    Path lock(TopologyName topology) {
        return runtime.resolve(topology + ".lock");
    }
}
