package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;

/** The agent jar to run on hosts: its octets, how many they are, and their SHA-256, which is its name in the cache. */
public interface AgentJar {
    /** Returns the SHA-256 of the jar, 64 lower-case hexadecimal digits. */
    String sha256();

    /** Returns the number of octets, known before they are read. */
    long size();

    /** Opens the octets; the caller closes. Called once for each upload, possibly by several threads at once. */
    InputStream open() throws IOException;

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
