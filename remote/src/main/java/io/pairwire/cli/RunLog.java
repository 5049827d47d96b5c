package io.pairwire.cli;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.transaction.Decisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run was confirming, in a file of its own that is there only as long as nobody knows what became of it: the run deletes it when
 * it does, and where the run died the next one finds it.
 *
 * <p>It is text, a line for each decision: {@code confirming} or {@code settled}, and the pseudowires.
 */
final class RunLog implements Decisions {
    private static final String CONFIRMING = "confirming";
    private static final String SETTLED = "settled";
    private static final String ENDING = ".run";

    private final Path file;
    private final String head;

    private RunLog(Path file, String head) {
        this.file = file;
        this.head = head;
    }

    /** Returns where logs are kept: {@code $XDG_STATE_HOME/pairwire}, or {@code ~/.local/state/pairwire}. */
    static Path directory(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.startsWith("/")
                ? Path.of(state)
                : Path.of(System.getProperty("user.home", "/")).resolve(".local/state");
        return base.resolve("pairwire");
    }

    /** Returns the log of a run that begins now. */
    static RunLog of(Path directory, TopologyName topology, Request.Claim claim) {
        String run = claim.run();
        return new RunLog(
                directory.resolve(topology + "-" + run + ENDING),
                "run " + run + " of " + topology + ", by " + claim.holder() + ", "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * A run that ended before it was known what became of what it confirmed.
     *
     * @param head which run that was, in words
     * @param pseudowires of which one end may be kept and the other not
     */
    record Unfinished(Path file, String head, Set<PseudowireName> pseudowires) {
        /** Forgets it: another run has mended what it left. */
        void forget() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Returns the runs of a topology that ended so. */
    static List<Unfinished> unfinished(Path directory, TopologyName topology) throws IOException {
        List<Unfinished> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, topology + "-*" + ENDING)) {
            for (Path file : files) {
                List<String> lines = Files.readAllLines(file);
                Set<PseudowireName> open = new TreeSet<>();
                for (String line : lines) {
                    String[] words = line.split(" ", -1);
                    for (int i = 1; i < words.length; i++) {
                        if (words[0].equals(CONFIRMING)) {
                            open.add(new PseudowireName(words[i]));
                        } else if (words[0].equals(SETTLED)) {
                            open.remove(new PseudowireName(words[i]));
                        }
                    }
                }
                // A topology's name may begin another's.
                boolean ours = !lines.isEmpty() && lines.get(0).contains(" of " + topology + ", by ");
                if (ours && !open.isEmpty()) {
                    found.add(new Unfinished(file, lines.get(0), open));
                }
            }
        }
        return found;
    }

    /** Begins the log, so that a place where nothing can be written is known before anything is changed. */
    void begin() throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(head + "\n", false);
    }

    @Override
    public void confirming(Set<PseudowireName> pseudowires, Set<HostName> hosts) {
        append(CONFIRMING, pseudowires, true);
    }

    @Override
    public void settled(Set<PseudowireName> pseudowires) {
        append(SETTLED, pseudowires, false);
    }

    /** Ends the log: it stays where something is split. */
    void end(Set<PseudowireName> split) throws IOException {
        if (split.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            append(CONFIRMING, split, true);
        }
    }

    private void append(String what, Set<PseudowireName> pseudowires, boolean durably) {
        if (pseudowires.isEmpty()) {
            return;
        }
        String names = pseudowires.stream().sorted().map(PseudowireName::text).collect(Collectors.joining(" "));
        try {
            write(what + " " + names + "\n", durably);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write down in " + file + " what is being confirmed", e);
        }
    }

    private void write(String text, boolean durably) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            if (durably) {
                channel.force(true);
            }
        }
    }
}
