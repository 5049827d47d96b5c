package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LockCommandTest {
    private static final Path EXAMPLE = Path.of("../inventory-examples/short-form");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path topology;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path lock;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(Files.createDirectory(directory.resolve("hosts")));
        Path files = Files.createDirectory(directory.resolve("files"));
        topology = Files.copy(EXAMPLE.resolve("topology.yml"), files.resolve("topology.yml"));
        lock = files.resolve("topology.yml.lock.yml");
    }

    private Console pairwire(String... command) {
        String[] files = {
            "-t", topology.toString(), "-i", EXAMPLE.resolve("inventory.yml").toString()
        };
        return Console.over(
                agents, Stream.concat(Stream.of(command), Stream.of(files)).toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(topology.resolveSibling(""))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void lockWritesTheLockFileOnceAndThenItIsUpToDate() throws IOException {
        Console first = pairwire("lock");
        String written = Files.readString(lock);
        Console second = pairwire("lock");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("  + pseudowire par-ams: tunnel_id ").contains("Wrote " + lock);
        assertThat(second.out()).isEqualTo("The lock file is up to date.\n");
        assertThat(Files.readString(lock)).isEqualTo(written);
        assertThat(files()).containsExactly("topology.yml", "topology.yml.lock.yml");
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void theExamplesLockFileIsWhatItsTopologyGives() throws IOException {
        pairwire("lock");

        assertThat(Files.readString(lock)).isEqualTo(Files.readString(EXAMPLE.resolve("topology.yml.lock.yml")));
    }

    @Test
    void checkWritesNothingAndExitsWithTwoUntilNothingIsMissing() throws IOException {
        Console missing = pairwire("lock", "--check");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.out())
                .contains("  + pseudowire blue: session_id ")
                .endsWith(lock + " is not up to date: 5 lines to write, as above; 'pairwire lock' does, and so does"
                        + " 'apply'.\n");
        assertThat(files()).containsExactly("topology.yml");
        pairwire("lock");
        assertThat(pairwire("lock", "--check").exitCode()).isZero();
        Files.writeString(topology, Files.readString(topology).replaceAll("  blue: .*\n", ""));
        Console left = pairwire("lock", "--check");
        assertThat(left.exitCode()).isEqualTo(2);
        assertThat(left.out()).startsWith("  - pseudowire blue: session_id ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plan", "validate", "show", "destroy --yes", "apply --check", "plan --offline", "plan --json"})
    void whatChangesNothingWritesNoLockFile(String command) throws IOException {
        Console console = pairwire(command.split(" "));

        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(files()).containsExactly("topology.yml");
    }

    @Test
    void aPlanShowsTheNumbersThatApplyThenWritesAndPutsOnTheHosts() throws IOException {
        String offline = pairwire("plan", "--offline").out();
        Console apply = pairwire("apply", "--yes");

        assertThat(apply.exitCode()).as(apply.toString()).isZero();
        assertThat(apply.err()).contains("Wrote " + lock);
        assertThat(pairwire("plan", "--offline").out()).isEqualTo(offline);
        assertThat(pairwire("plan", "--detailed-exitcode").exitCode()).isZero();
        Console again = pairwire("apply", "--yes");
        assertThat(again.out()).startsWith("Nothing to do: 4 pseudowires");
        assertThat(again.err()).isEmpty();
    }

    @Test
    void applyToHostsWaitsForALockFileThatCannotBeWritten() throws IOException {
        // A directory in its way: root may write wherever there is a file.
        Files.createDirectories(topology.resolveSibling(
                "." + lock.getFileName() + "." + ProcessHandle.current().pid() + "/in-the-way"));

        Console console = pairwire("apply", "--yes");

        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).contains("error: cannot write the lock file " + lock);
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void aLockFileOfAnotherTopologyIsInvalidInputAndContactsNobody() throws IOException {
        Files.writeString(lock, "version: 1\ntopology: harbour\nallocated:\n");

        Console console = pairwire("apply", "--yes");

        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).contains(lock + ":2:11: error LK002: ");
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void aLockFileIsWrittenThroughASymbolicLinkAndReadableAsOtherFilesAre() throws IOException {
        Path real = Files.writeString(directory.resolve("real.yml"), "version: 1\ntopology: ring\nallocated:\n");
        Files.createSymbolicLink(lock, real);

        pairwire("lock");

        assertThat(lock).isSymbolicLink();
        assertThat(Files.readString(real)).contains("pseudowire blue");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Files.writeString(directory.resolve("other.yml"), ""))));
    }

    @Test
    void scriptsHearOfTheLockFileInALineOfItsOwn() {
        assertThat(pairwire("lock", "--check", "--json").out())
                .endsWith("}\n{\"type\":\"lock\",\"file\":\"" + lock
                        + "\",\"up_to_date\":false,\"written\":false,\"add\":5,\"change\":0,\"drop\":0}\n");
        assertThat(pairwire("lock", "--json").out()).contains("\"up_to_date\":true,\"written\":true,\"add\":5");
    }
}
