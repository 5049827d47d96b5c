package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.yaml.Problem;
import io.pairwire.yaml.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people add to one topology, each with a lock file of their own, and git merges these. */
final class LockMergeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    /** What came of a merge. */
    private record Merged(boolean clean, String text) {}

    private static String topology(List<String> names) {
        String head = "topology: metro\ndefaults: {cookie: none}\npseudowires:";
        StringBuilder text = new StringBuilder(head + (names.isEmpty() ? " {}\n" : "\n"));
        names.forEach(name -> text.append("  " + name + ": {hosts: [hub-a, hub-b], local: [192.0.2.1, 192.0.2.2]}\n"));
        return text.toString();
    }

    private static String lock(List<String> names, String lock) {
        return GeneratedFile.read(topology(names), lock)
                .allocation()
                .orElseThrow()
                .text();
    }

    /** Reads what may not be sound. */
    private static TopologyReading read(String text, String lock) {
        return TopologyReader.read(
                SourceText.of("metro.yml", text.getBytes(StandardCharsets.UTF_8)),
                Optional.of(SourceText.of("metro.yml.lock.yml", lock.getBytes(StandardCharsets.UTF_8))),
                Hosts.unknown());
    }

    private Merged merge(String ours, String base, String theirs, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "merge-file", "-p"));
        command.addAll(List.of(options));
        for (Map.Entry<String, String> file :
                List.of(Map.entry("ours", ours), Map.entry("base", base), Map.entry("theirs", theirs))) {
            command.add(Files.writeString(directory.resolve(file.getKey()), file.getValue())
                    .toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("merged").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int conflicts = process.waitFor();
        assertThat(conflicts).as("git merge-file").isLessThan(128);
        return new Merged(conflicts == 0, Files.readString(directory.resolve("merged")));
    }

    /**
     * Additions of so many each to a file of so many pseudowires, all of them between the same two hosts: how many of 40 merges may
     * need a hand, because lines meet or because both sides chose one port.
     */
    @ParameterizedTest
    @CsvSource({"0, 1, 3", "3, 1, 3", "20, 3, 8", "300, 10, 14"})
    void twoPeoplesAdditionsNearlyAlwaysMergeAndAreThenWhatOneWouldHave(int before, int added, int most)
            throws IOException, InterruptedException {
        Random random = new Random(20_261_122);
        List<String> base = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            base.add("pw" + i);
        }
        String baseLock = lock(base, "");
        int conflicts = 0;
        int collisions = 0;
        for (int trial = 0; trial < 40; trial++) {
            List<String> ours = new ArrayList<>(base);
            List<String> theirs = new ArrayList<>(base);
            for (int i = 0; i < added; i++) {
                ours.add("our-" + trial + "-" + random.nextInt(1_000) + "-" + i);
                theirs.add("their-" + trial + "-" + random.nextInt(1_000) + "-" + i);
            }
            Merged merged = merge(lock(ours, baseLock), baseLock, lock(theirs, baseLock));
            List<String> both = new ArrayList<>(ours);
            both.addAll(theirs.subList(before, theirs.size()));
            TopologyReading reading = read(topology(both), merged.text);
            if (!merged.clean) {
                conflicts++;
            } else if (reading.allocation().isPresent()) {
                assertThat(reading.allocation().get().isUpToDate()).isTrue();
                assertThat(reading.allocation().get().text()).isEqualTo(merged.text);
            } else {
                collisions++;
                assertThat(reading.problems()).extracting(Problem::ruleId).containsOnly("LK006");
            }
        }
        assertThat(conflicts + collisions)
                .as("%d conflicts, %d collisions", conflicts, collisions)
                .isLessThanOrEqualTo(most);
    }

    @Test
    void whereTheyMeetBothSidesLinesAreKeptAndTheirOrderDoesNotMatter() throws IOException, InterruptedException {
        String empty = lock(List.of(), "");
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ours.add("our-" + i);
            theirs.add("their-" + i);
        }
        List<String> both = new ArrayList<>(ours);
        both.addAll(theirs);

        assertThat(merge(lock(ours, ""), empty, lock(theirs, "")).clean).isFalse();
        Merged union = merge(lock(ours, ""), empty, lock(theirs, ""), "--union");

        assertThat(GeneratedFile.read(topology(both), union.text)
                        .allocation()
                        .orElseThrow()
                        .isUpToDate())
                .isTrue();
    }
}
