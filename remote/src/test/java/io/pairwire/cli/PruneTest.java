package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What left the file goes, unless it is too much or protected. */
final class PruneTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    private Path inventory = Path.of("../inventory-examples/classic/inventory.yml");

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory.resolve("hosts"));
    }

    private Console run(String command, String pseudowires, String... options) throws IOException {
        Path file = Files.writeString(
                directory.resolve("metro.yml"),
                "topology: metro\ndefaults: {cookie: none, encap: ip}\npseudowires: {" + pseudowires + "}\n");
        List<String> words = new ArrayList<>(List.of(command, "-t", file.toString(), "-i", inventory.toString()));
        words.addAll(Arrays.asList(options));
        return Console.over(agents, words.toArray(String[]::new));
    }

    private static String wires(int first, int last) {
        List<String> wires = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            wires.add("wire" + i + ": {hosts: [host1, host2]}");
        }
        return String.join(", ", wires);
    }

    private int carried() {
        return agents.kernel("host1").sessions().size();
    }

    @Test
    void tooMuchAtOnceIsRefusedNothingChangesAndTheWayOutIsNamed() throws IOException {
        assertThat(run("apply", wires(1, 6)).exitCode()).isZero();
        Map<String, ?> before = agents.snapshot();
        int writes = agents.writes();

        Console refused = run("apply", wires(1, 2) + ", new: [host1, host2]", "--yes");
        assertThat(refused.exitCode()).isEqualTo(8);
        assertThat(refused.err())
                .contains(
                        "error: 4 of the 6 pseudowires that this topology has on its hosts would be removed, for it no"
                                + " longer has them: wire3, wire4, wire5, wire6; nothing was changed on any host")
                .contains("hint: if that is meant, allow it by '--prune-max 4'");
        assertThat(agents.writes()).isEqualTo(writes);
        assertThat(agents.snapshot()).isEqualTo(before);

        Console json = run("apply", wires(1, 2), "--json");
        assertThat(json.out())
                .contains(
                        "{\"type\":\"diagnostic\",\"severity\":\"error\",\"kind\":\"prune_limit\",\"remove\":4,\"owned\":6,");
        assertThat(run("apply", wires(1, 2), "--prune-max", "3").exitCode()).isEqualTo(8);
        Console allowed = run("apply", wires(1, 2), "--prune-max", "4");
        assertThat(allowed.exitCode()).isZero();
        assertThat(allowed.err()).doesNotContain("would be removed");
        assertThat(carried()).isEqualTo(2);
    }

    @Test
    void aPlanWarnsOfItAndEndsAsItWouldWithout() throws IOException {
        run("apply", wires(1, 6));
        for (Console warned : List.of(run("plan", wires(1, 2)), run("apply", wires(1, 2), "--check"))) {
            assertThat(warned.exitCode()).isZero();
            assertThat(warned.out()).contains("4 to remove; 2 unchanged.");
            assertThat(warned.err()).contains("warning: 4 of the 6 pseudowires").contains("'apply' would refuse");
        }
        assertThat(run("plan", wires(1, 2), "--detailed-exitcode").exitCode()).isEqualTo(2);
        assertThat(run("plan", wires(1, 2), "--prune-max=4").err()).doesNotContain("warning: 4");
    }

    @Test
    void aTopologyThatHasNoneAnyMoreAsksTheWholeInventoryAndNeedsTheLimit() throws IOException {
        run("apply", wires(1, 1));
        Console emptied = run("apply", "");
        assertThat(emptied.exitCode()).isEqualTo(8);
        assertThat(emptied.err()).contains("1 of the 1 pseudowires", "for it has none: wire1");
        assertThat(carried()).isEqualTo(1);
        assertThat(run("apply", "", "--prune-max", "1").exitCode()).isZero();
        assertThat(carried()).isZero();
        assertThat(run("apply", "").out()).contains("Nothing to do");
    }

    @Test
    void whatIsLeftOnHostsThatTheTopologyNoLongerNamesIsFoundWhereAllAreAsked() throws IOException {
        inventory = Files.writeString(directory.resolve("inventory.yml"), """
                all:
                  hosts:
                    host1: {ansible_host: 192.168.1.1}
                    host2: {ansible_host: 192.168.1.2}
                    host3: {ansible_host: 192.168.1.3}
                    host4: {ansible_host: 192.168.1.4}
                """);
        run("apply", wires(1, 1) + ", far: [host3, host4]");
        assertThat(run("plan", wires(1, 1)).out()).contains("0 to remove; 1 unchanged.");
        assertThat(run("apply", wires(1, 1), "--all-hosts").out()).contains("1 removed; 1 unchanged");
        assertThat(agents.kernel("host3").tunnels()).isEmpty();
        assertThat(agents.kernel("host4").tunnels()).isEmpty();
    }

    @Test
    void destroyIsAskedForByNameAndHasNoLimit() throws IOException {
        run("apply", wires(1, 6));
        assertThat(run("destroy", wires(1, 6), "--yes").exitCode()).isZero();
        assertThat(carried()).isZero();
    }

    @Test
    void whatIsProtectedStaysUntilTheFileSaysOtherwise() throws IOException {
        String guarded = "wire1: {hosts: [host1, host2], protect: true}";
        assertThat(run("apply", guarded + ", " + wires(2, 2)).exitCode()).isZero();

        Console pruned = run("apply", wires(2, 2));
        assertThat(pruned.exitCode()).isEqualTo(8);
        assertThat(pruned.out())
                .contains("! wire1 stays as it is at both ends: on host1, it is protected; to remove it, have it in the"
                        + " topology with 'protect: false', apply, and remove it then");
        assertThat(run("apply", wires(2, 2)).exitCode())
                .as("the deleted line does not lift it, however often")
                .isEqualTo(8);
        assertThat(run("show", wires(2, 2)).out()).contains("wire1").endsWith("2 pseudowires of this topology.\n");

        Console destroyed = run("destroy", guarded + ", " + wires(2, 2), "--yes");
        assertThat(destroyed.exitCode()).isEqualTo(8);
        assertThat(destroyed.out()).contains("! wire1 stays").contains("1 removed");
        assertThat(carried()).isEqualTo(1);

        assertThat(run("apply", wires(1, 1)).out()).contains("0 netlink writes");
        assertThat(run("destroy", wires(1, 1), "--yes").exitCode()).isZero();
        assertThat(carried()).isZero();
    }
}
