package io.pairwire.ssh;

import java.io.IOException;

/** The agent jar to run on hosts. */
public interface AgentJar extends Parcel {
    /** Returns the jar in a file, its digest computed now. */
    static AgentJar ofFile(java.nio.file.Path file) throws IOException {
        return StoredAgentJar.ofFile(file);
    }

    /**
     * Returns the jar in a class path resource, with its digest and size as the build wrote them beside it: the resource
     * {@code NAME.sha256} holds {@code <64 hex digits> <size>}. Computes them when that resource is missing.
     */
    static AgentJar ofResource(ClassLoader loader, String name) throws IOException {
        return StoredAgentJar.ofResource(loader, name);
    }
}
