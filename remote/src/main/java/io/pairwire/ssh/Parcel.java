package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** What a host may want to be sent: its octets, how many they are, and their SHA-256, under which the host keeps it. */
public interface Parcel {
    /** Returns the SHA-256, 64 lower-case hexadecimal digits. */
    String sha256();

    /** Returns the number of octets, known before they are read. */
    long size();

    /** Opens the octets; the caller closes. Called once for each upload, possibly by several threads at once. */
    InputStream open() throws IOException;

    /** Returns what is in a file, its digest computed now. */
    static Parcel ofFile(Path file) throws IOException {
        return StoredAgentJar.ofFile(file);
    }
}
