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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is about a part leaves the rest as it is. */
final class LimitTest {
    private static final String INVENTORY = """
            [england]
            lon1 ansible_host=192.0.2.1
            lon2 ansible_host=192.0.2.2
            [france]
            par1 ansible_host=192.0.2.5
            [netherlands]
            ams1 ansible_host=192.0.2.9
            [europe:children]
            france
            netherlands
            """;
    private static final String BLUE = "  blue: {hosts: [lon1, par1], tags: [canary]}\n";
    private static final String GREEN = "  green: {hosts: [lon2, ams1]}\n";
    private static final String RED = "  red: {hosts: [par1, ams1], tags: [canary, old]}\n";
    private static final String ALL = BLUE + GREEN + RED;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory.resolve("state"));
        Files.writeString(directory.resolve("hosts"), INVENTORY);
    }

    private Console run(String command, String pseudowires, String... options) throws IOException {
        return over(command, "defaults: {cookie: none, encap: ip}\npseudowires:\n" + pseudowires, options);
    }

    private Console over(String command, String topology, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("metro.yml"), "topology: metro\n" + topology);
        List<String> words = new ArrayList<>(List.of(
                command, "-t", file.toString(), "-i", directory.resolve("hosts").toString()));
        words.addAll(Arrays.asList(options));
        return Console.over(agents, words.toArray(String[]::new));
    }

    private int carried(String host) {
        return agents.kernel(host).sessions().size();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lon1                ; blue",
                "par1                ; blue red",
                "england             ; blue green",
                "europe:&england     ; blue green",
                "europe:!england     ; red",
                "europe[0]           ; blue red",
                "europe[-1]          ; green red",
                "lon*                ; blue green",
                "~(lon|ams)1         ; blue green red",
                "green               ; green",
                "canary              ; blue red",
                "canary:!old         ; blue",
                "lon1:&par1          ; blue",
                "lon2,canary         ; blue green red",
                "!canary             ; green",
                "&old                ; red",
                "all:!gre*           ; blue red",
            })
    void aPatternChoosesByHostsGroupsNamesAndTags(String pattern, String chosen) throws IOException {
        String out = run("plan", ALL, "--offline", "--limit", pattern).out();

        for (String name : List.of("blue", "green", "red")) {
            if (List.of(chosen.split(" ")).contains(name)) {
                assertThat(out).contains("+ " + name);
            } else {
                assertThat(out).doesNotContain("+ " + name);
            }
        }
        assertThat(out).contains("Plan: " + chosen.split(" ").length + " to add");
    }

    @Test
    void patternsMayStandInAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("some"), "lon1\n\n  red \n!old\n");

        assertThat(run("plan", ALL, "--offline", "-l", "@" + file).out()).contains("Plan: 1 to add");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "",
                " ",
                ",",
                "lon1:nobody",
                "lon1:!nobody",
                "england[7]",
                "green:&lon1",
                "~(",
                "@/no/such/file",
                "&"
            })
    void whatChoosesNothingContactsNobodyAndIsNeverAll(String pattern) throws IOException {
        for (String command : List.of("plan", "apply", "destroy", "show", "verify", "drift")) {
            Console console = run(command, ALL, "--limit", pattern);

            assertThat(console.exitCode()).as(command).isEqualTo(12);
            assertThat(console.err()).contains("error: --limit");
        }
        assertThat(agents.contacted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"par11,par1", "gren,green", "canray,canary", "englnd,england", "lon1:&gren,green"})
    void aSlipIsNoticed(String pattern, String meant) throws IOException {
        Console console = run("plan", ALL, "--limit", pattern);

        assertThat(console.exitCode()).isEqualTo(12);
        assertThat(console.err()).contains("so nothing is chosen; did you mean '" + meant + "'?");
        assertThat(run("show", ALL, "gren").err()).contains("have a pseudowire 'gren'; did you mean 'green'?");
        assertThat(run("show", ALL, "gren", "--origin").err()).contains("no pseudowire 'gren'; did you mean 'green'?");
        assertThat(run("plan", ALL, "--limit", "nothing-like-it").err()).doesNotContain("did you mean");
    }

    @Test
    void applyMakesBothEndsOfWhatIsChosenAndNothingElse() throws IOException {
        Console console = run("apply", ALL, "--limit", "lon1");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out())
                .contains("Plan: 1 to add", "1 added, 0 changed, 0 replaced, 0 removed; 0 unchanged; 6 netlink writes");
        assertThat(carried("lon1")).isEqualTo(1);
        assertThat(carried("par1")).isEqualTo(1);
        assertThat(agents.contacted()).containsOnly("lon1", "par1");

        assertThat(run("apply", ALL, "--limit", "lon1").out()).contains("0 netlink writes");
        assertThat(run("plan", ALL).out())
                .contains("Plan: 2 to add, 0 to change, 0 to replace, 0 to remove; 1 unchanged.");
    }

    @Test
    void whatIsNotChosenIsNeitherChangedNorRemoved() throws IOException {
        assertThat(run("apply", ALL).exitCode()).isZero();
        Map<String, ?> ams = Map.copyOf(agents.snapshot());

        // Blue has another MTU, green has left the file, red has another name for its interface.
        String changed =
                "  blue: {hosts: [lon1, par1], mtu: 1300}\n  red: {hosts: [par1, ams1], interface: [redder, redder]}\n";
        Console console = run("apply", changed, "--limit", "blue");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("0 to add, 1 to change, 0 to replace, 0 to remove; 0 unchanged");
        assertThat(agents.snapshot().get("ams1")).isEqualTo(ams.get("ams1"));
        assertThat(agents.snapshot().get("lon2")).isEqualTo(ams.get("lon2"));
        assertThat(run("plan", changed).out()).contains("0 to change, 1 to replace, 1 to remove; 1 unchanged.");
    }

    @Test
    void whatLeftTheTopologyGoesWithItsHosts() throws IOException {
        assertThat(run("apply", ALL).exitCode()).isZero();

        assertThat(run("apply", BLUE + RED, "--limit", "lon1").out())
                .contains("Nothing to do: 1 pseudowire as it should be");
        assertThat(carried("lon2")).isEqualTo(1);
        assertThat(run("apply", BLUE + RED, "--limit", "ams1").out()).contains("1 removed; 1 unchanged");
        assertThat(carried("lon2")).isZero();
        assertThat(carried("ams1")).isEqualTo(1);
    }

    @Test
    void destroyTakesAwayWhatIsChosenAndTheHostRemembersTheRest() throws IOException {
        assertThat(run("apply", ALL).exitCode()).isZero();

        assertThat(run("destroy", ALL, "--limit", "canary:!old", "--yes").exitCode())
                .isZero();

        assertThat(carried("lon1")).isZero();
        assertThat(carried("par1")).isEqualTo(1);
        assertThat(carried("ams1")).isEqualTo(2);
        assertThat(run("plan", ALL).out())
                .contains("Plan: 1 to add, 0 to change, 0 to replace, 0 to remove; 2 unchanged.");
        assertThat(run("destroy", ALL, "--yes").exitCode()).isZero();
        assertThat(carried("par1") + carried("ams1") + carried("lon2")).isZero();
    }

    @Test
    void oneOfATunnelComesAndGoesWithoutTheOthers() throws IOException {
        String shared =
                "defaults: {cookie: none}\ntunnels:\n  t: [lon1, par1]\npseudowires:\n  one: {tunnel: t}\n  two: {tunnel: t}\n";

        assertThat(over("apply", shared, "--limit", "one").exitCode()).isZero();
        assertThat(carried("lon1")).isEqualTo(1);
        assertThat(over("apply", shared, "--limit", "two").exitCode()).isZero();
        assertThat(carried("lon1")).isEqualTo(2);
        assertThat(over("destroy", shared, "--limit", "one", "--yes").exitCode())
                .isZero();
        assertThat(carried("lon1")).isEqualTo(1);
        assertThat(agents.kernel("par1").tunnels()).hasSize(1);
        assertThat(over("plan", shared).out()).contains("Plan: 1 to add", "1 unchanged");
    }

    @Test
    void aTunnelThatMustBeMadeAnewIsLeftWhereNotAllOfItIsChosen() throws IOException {
        String shared =
                "defaults: {cookie: none}\ntunnels:\n  t: {hosts: [lon1, par1]}\npseudowires:\n  one: {tunnel: t}\n  two: {tunnel: t}\n";
        assertThat(over("apply", shared).exitCode()).isZero();
        Map<String, ?> before = agents.snapshot();

        String anew = shared.replace("[lon1, par1]}", "[lon1, par1], encap: ip}");
        Console console = over("apply", anew, "--limit", "one", "--yes");

        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(console.out()).contains("it can only change together with two, which is not chosen; choose both");
        assertThat(agents.snapshot()).isEqualTo(before);
        assertThat(over("apply", anew, "--limit", "one,two", "--yes").exitCode())
                .isZero();
    }

    @Test
    void driftVerifyAndShowTellOfWhatIsChosenAlone() throws IOException {
        assertThat(run("apply", BLUE).exitCode()).isZero();

        assertThat(run("drift", ALL, "--limit", "blue").exitCode()).isZero();
        assertThat(run("drift", ALL).exitCode()).isEqualTo(2);
        Console verified = run("verify", ALL, "--limit", "green");
        assertThat(verified.exitCode()).isEqualTo(10);
        assertThat(verified.out()).contains("green").doesNotContain("blue").doesNotContain("red");
        run("apply", ALL);
        assertThat(run("show", ALL, "--limit", "lon2").out())
                .contains("green")
                .doesNotContain("blue")
                .doesNotContain("red");
        assertThat(run("show", ALL, "--origin", "--limit", "lon2").out())
                .contains("green")
                .doesNotContain("blue");
    }

    @Test
    void aSavedPlanIsOfEverything() throws IOException {
        assertThat(run(
                                "plan",
                                ALL,
                                "--limit",
                                "blue",
                                "-o",
                                directory.resolve("p").toString())
                        .exitCode())
                .isEqualTo(5);
    }
}
