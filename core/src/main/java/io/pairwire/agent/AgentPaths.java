package io.pairwire.agent;

import io.pairwire.model.TopologyName;
import java.nio.file.Path;

/**
 * Where an agent keeps and finds things on its host.
 *
 * @param state survives a reboot: the manifests
 * @param log survives a reboot too: the audit log
 * @param runtime does not: locks, and what a change that is not confirmed takes to go back
 * @param modules shows the kernel's loaded modules
 * @param namespaces holds the network namespaces by name, as {@code ip netns} makes them
 * @param processes shows the processes and the kernel, as {@code /proc} does
 * @param modprobe what loads more modules: a path, or a name that is searched for
 */
record AgentPaths(Path state, Path log, Path runtime, Path modules, Path namespaces, Path processes, String modprobe) {
    /** The places of a Linux host. */
    static final AgentPaths OF_HOST = new AgentPaths(
            Path.of("/var/lib/pairwire"),
            Path.of("/var/log/pairwire"),
            Path.of("/run/pairwire"),
            Path.of("/sys/module"),
            Path.of("/run/netns"),
            Path.of("/proc"),
            "modprobe");

    /** Returns the places of a host whose files all lie in one directory. */
    static AgentPaths below(Path directory, String modprobe) {
        return new AgentPaths(
                directory.resolve("lib"),
                directory.resolve("log"),
                directory.resolve("run"),
                directory.resolve("module"),
                directory.resolve("netns"),
                directory.resolve("proc"),
                modprobe);
    }

    Path manifest(TopologyName topology) {
        return state.resolve(topology + ".json");
    }

    /** Returns where it is written what runs have changed, whatever their topology. */
    Path audit() {
        return log.resolve("audit.jsonl");
    }

    /** Returns what is written beside the audit log to see whether anything can be, and taken away at once. */
    Path auditTrial(TopologyName topology) {
        return log.resolve(topology + ".trial");
    }

    Path lock(TopologyName topology) {
        return runtime.resolve(topology + ".lock");
    }

    /** Returns where it is written how to go back from what is not confirmed. */
    Path journal(TopologyName topology) {
        return runtime.resolve(topology + ".journal");
    }

    /** Returns where it is written what the last run has confirmed. */
    Path last(TopologyName topology) {
        return runtime.resolve(topology + ".last");
    }

    /** Returns where the moment stands at which the host goes back. */
    Path deadline(TopologyName topology) {
        return runtime.resolve(topology + ".switch");
    }

    /** Returns where a new agent asks the one before it to hand over. */
    Path handover(TopologyName topology) {
        return runtime.resolve(topology + ".resume");
    }

    /** Returns where the kernel shows a number that is another after each boot. */
    Path bootId() {
        return processes.resolve("sys/kernel/random/boot_id");
    }

    /** Returns where the kernel shows how long it has run. */
    Path uptime() {
        return processes.resolve("uptime");
    }
}
