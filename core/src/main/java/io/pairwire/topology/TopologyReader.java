package io.pairwire.topology;

import java.nio.charset.StandardCharsets;

/** Reads topology files. */
public final class TopologyReader {
    private TopologyReader() {}

    /**
     * Reads a topology file.
     *
     * @param fileName what problems call the file
     * @param content the file's octets
     */
    public static TopologyReading read(String fileName, byte[] content, Hosts hosts) {
        return new TopologyReading(
                java.util.Optional.empty(),
                java.util.List.of(new io.pairwire.yaml.Problem(
                        fileName,
                        io.pairwire.yaml.Position.START,
                        io.pairwire.yaml.Severity.ERROR,
                        "PW000",
                        "not read yet: " + content.length + hosts,
                        java.util.Optional.empty(),
                        java.util.Optional.empty())));
    }

    /** Reads the text of a topology file. */
    public static TopologyReading read(String fileName, String text, Hosts hosts) {
        return read(fileName, text.getBytes(StandardCharsets.UTF_8), hosts);
    }
}
