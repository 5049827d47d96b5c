package io.pairwire.topology;

import io.pairwire.yaml.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

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
        SourceText source = SourceText.of(fileName, content);
        ReadingPass first = new ReadingPass(source, hosts, Optional.empty());
        if (!first.isWhole()) {
            return new TopologyReading(Optional.empty(), first.yamlProblems());
        }
        // Pseudowires are read as they come; where what they refer to came after them, they are read again.
        return (first.hasLateSections() ? new ReadingPass(source, hosts, Optional.of(first)) : first).reading();
    }

    /** Reads the text of a topology file. */
    public static TopologyReading read(String fileName, String text, Hosts hosts) {
        return read(fileName, text.getBytes(StandardCharsets.UTF_8), hosts);
    }
}
