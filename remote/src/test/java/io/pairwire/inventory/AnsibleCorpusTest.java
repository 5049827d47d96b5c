package io.pairwire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pairwire.model.HostName;
import io.pairwire.yaml.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Inventories of every kind, each with what {@code ansible-inventory} of ansible-core 2.14.18 said of it (by {@code capture} there). */
final class AnsibleCorpusTest {
    static final Path CORPUS = Path.of("src/test/resources/inventories");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    static List<String> names() throws IOException {
        try (Stream<Path> directories = Files.list(CORPUS)) {
            return directories
                    .filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static Inventory inventory(String name) throws IOException, InterruptedException {
        Path home = CORPUS.resolve(name);
        InventoryReading reading = new InventoryReader(
                        Path.of("/home/me"), home.resolve("in").toAbsolutePath())
                .read(Files.readAllLines(home.resolve("sources")), InputStream.nullInputStream());
        assertThat(reading.complaints()).isEmpty();
        assertThat(reading.problems()).filteredOn(Problem::isError).isEmpty();
        return reading.inventory().orElseThrow();
    }

    private static JsonNode golden(String name, String file) throws IOException {
        return JSON.readTree(Files.readString(CORPUS.resolve(name).resolve(file)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void hostsGroupsAndVariablesAreThoseThatAnsibleLists(String name) throws IOException, InterruptedException {
        assertThat(JSON.readTree(Listing.bare(inventory(name)).list(false))).isEqualTo(golden(name, "list.json"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatGroupsAndHostsAreGivenThemselvesIsWhatAnsibleExports(String name)
            throws IOException, InterruptedException {
        assertThat(JSON.readTree(Listing.bare(inventory(name)).list(true))).isEqualTo(golden(name, "export.json"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theGraphIsAnsiblesLineByLine(String name) throws IOException, InterruptedException {
        assertThat(Listing.of(inventory(name)).graph("all") + "\n")
                .isEqualTo(Files.readString(CORPUS.resolve(name).resolve("graph.txt")));
    }

    static List<Arguments> patterns() throws IOException {
        List<Arguments> patterns = new ArrayList<>();
        for (String name : names()) {
            Path golden = CORPUS.resolve(name).resolve("hosts.txt");
            if (Files.exists(golden)) {
                for (String line : Files.readAllLines(golden)) {
                    String[] parts = line.split(" =>", 2);
                    patterns.add(Arguments.of(name, parts[0], parts[1].strip()));
                }
            }
        }
        return patterns;
    }

    /** By {@code ansible PATTERN --list-hosts}; where it ends with an error, nobody is chosen. */
    @ParameterizedTest
    @MethodSource("patterns")
    void patternsChooseTheHostsThatAnsibleChooses(String name, String pattern, String hosts)
            throws IOException, InterruptedException {
        assertThat(HostPatterns.of(inventory(name)).choose(PatternTerm.split(pattern)).stream()
                        .map(HostName::text))
                .containsExactlyElementsOf(
                        hosts.isEmpty() || hosts.equals("ERROR") ? List.of() : List.of(hosts.split(" ")));
    }

    @Test
    void thereAreAtLeastFortyOfThem() throws IOException {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(40);
    }
}
