package io.pairwire.topology;

import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads topology files. */
public final class TopologyReader {
    /** What the name of a lock file adds to that of the topology file that it lies beside. */
    public static final String LOCK_SUFFIX = ".lock.yml";

    private TopologyReader() {}

    /**
     * Reads a topology file that has no lock file beside it.
     *
     * @param fileName what problems call the file
     * @param content the file's octets
     */
    public static TopologyReading read(String fileName, byte[] content, Hosts hosts) {
        return read(SourceText.of(fileName, content), Optional.empty(), hosts);
    }

    /** Reads the text of a topology file that has no lock file beside it. */
    public static TopologyReading read(String fileName, String text, Hosts hosts) {
        return read(fileName, text.getBytes(StandardCharsets.UTF_8), hosts);
    }

    /** Reads a topology file without looking up any secret. */
    public static TopologyReading read(SourceText source, Optional<SourceText> lockSource, Hosts hosts) {
        return read(source, lockSource, hosts, SecretStore.CLOSED);
    }

    /**
     * Reads a topology file and, where there is one, the lock file beside it.
     *
     * @param secrets where the secrets are that the file names
     */
    public static TopologyReading read(
            SourceText source, Optional<SourceText> lockSource, Hosts hosts, SecretStore secrets) {
        SourceText lockText = lockSource.orElse(SourceText.of(source.file() + LOCK_SUFFIX, new byte[0]));
        Problems lockProblems = new Problems(lockText);
        LockDraft lock =
                lockSource.map(text -> LockReader.read(text, lockProblems)).orElse(LockDraft.none());
        LockFile lockFile = new LockFile(lockText.file(), lock, lockProblems);
        ReadingPass first = new ReadingPass(source, hosts, secrets, lockFile, Optional.empty());
        if (!first.isWhole()) {
            return TopologyReading.refused(Stream.concat(first.yamlProblems().stream(), lockProblems.sorted().stream())
                    .toList());
        }
        // Pseudowires are read as they come; where what they refer to came after them, they are read again.
        return (first.hasLateSections() ? new ReadingPass(source, hosts, secrets, lockFile, Optional.of(first)) : first)
                .reading();
    }
}
