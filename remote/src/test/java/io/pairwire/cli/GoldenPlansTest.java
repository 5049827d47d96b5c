package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeIp;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plan's text for each kind of change, as a person should read it.
 *
 * <p>A directory is a case: {@code before.yml} is applied; {@code by-hand}, where there is one, is done ({@code HOST: COMMAND of ip});
 * {@code plan.txt} is what a plan of {@code after.yml} says then, or of {@code before.yml} where there is none. Every host has the
 * bridges {@code br-cust} and {@code br-core} and the network namespace {@code room}.
 */
final class GoldenPlansTest {
    private static final Path CASES = Path.of("src/test/resources/io/pairwire/cli/plans");
    private static final List<String> HOSTS = List.of("lon1", "par1", "ams1");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    /** The MAC addresses that the kernel makes up: the last number tells which pseudowire came first, and any may. */
    private static final Pattern KERNELS_OWN = Pattern.compile("(02:00:5e:00:00:)[0-9a-f]{2}");

    static List<String> cases() throws IOException {
        try (Stream<Path> found = Files.list(CASES)) {
            return found.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachKindOfChangeHasItsText(String name) throws IOException {
        Path golden = CASES.resolve(name);
        FakeAgents agents = new FakeAgents(directory);
        furnish(agents);
        assertThat(pairwire(agents, golden.resolve("before.yml"), "apply", "--yes")
                        .err())
                .isEmpty();
        if (Files.exists(golden.resolve("by-hand"))) {
            for (String line : Files.readAllLines(golden.resolve("by-hand"))) {
                String[] parts = line.split(": ", 2);
                new FakeIp(agents.kernel(parts[0])).run(parts[1]);
            }
        }
        int writes = agents.writes();
        Path after = golden.resolve("after.yml");
        Console plan = pairwire(agents, Files.exists(after) ? after : golden.resolve("before.yml"), "plan");
        assertThat(KERNELS_OWN.matcher(plan.out()).replaceAll("$1nn"))
                .isEqualTo(Files.readString(golden.resolve("plan.txt")));
        assertThat(plan.err()).isEmpty();
        assertThat(agents.writes()).isEqualTo(writes);
    }

    private void furnish(FakeAgents agents) throws IOException {
        StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
        for (String host : HOSTS) {
            inventory.append("    ").append(host).append(": {}\n");
            agents.kernel(host).addLink("br-cust", 1500, "bridge");
            agents.kernel(host).addLink("br-core", 1500, "bridge");
            Files.createDirectories(directory.resolve(host).resolve("netns"));
            Files.createFile(directory.resolve(host).resolve("netns").resolve("room"));
        }
        Files.writeString(directory.resolve("inventory.yml"), inventory);
    }

    /** Runs a command with a topology that stands where the last one stood, beside its lock file. */
    private Console pairwire(FakeAgents agents, Path topology, String... words) throws IOException {
        Path file = Files.writeString(directory.resolve("metro.yml"), Files.readString(topology));
        Path inventory = directory.resolve("inventory.yml");
        return Console.over(
                agents,
                Stream.concat(Stream.of(words), Stream.of("-t", file.toString(), "-i", inventory.toString()))
                        .toArray(String[]::new));
    }

    @Test
    void thereIsACaseForEachKindOfChange() throws IOException {
        assertThat(cases()).hasSizeBetween(30, 50);
    }

    @Test
    void noTextShowsACookie() throws IOException {
        for (String name : cases()) {
            assertThat(Files.readString(CASES.resolve(name).resolve("plan.txt")))
                    .doesNotContain("01234567")
                    .doesNotContain("89abcdef")
                    .doesNotContain("76543210");
        }
    }
}
