package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RotateCookiesCommandTest {
    private static final String TOPOLOGY = """
            topology: rotating
            cookie_key: !env METRO_KEY
            pseudowires:
              blue: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], tags: gold}
              red: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], cookie: 4}
              green: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], cookie: none, tags: gold}
              white: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], cookie: derived}
              grey: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], cookie: [0011223344556677, !env OF_GREY]}
              black: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5], cookie: [00112233, none]}
            """;
    private static final Map<String, String> ENVIRONMENT =
            Map.of("METRO_KEY", "a key of more than sixteen octets", "OF_GREY", "8192a3b4c5d6e7f8");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path topology;

    @BeforeEach
    void bringUp() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        topology = Files.writeString(directory.resolve("metro.yml"), TOPOLOGY);
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
    }

    private Console pairwire(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "-t", topology.toString()));
        arguments.addAll(List.of(more));
        return Console.within(ENVIRONMENT, agents, arguments.toArray(String[]::new));
    }

    private String demanded(String host, String name) {
        return agents.kernel(host).sessions().stream()
                .filter(session -> session.interfaceName().equals(name))
                .findFirst()
                .orElseThrow()
                .peerCookie();
    }

    @Test
    void madeCookiesBecomeOthersAndGivenOnesStay() {
        String blue = demanded("lon1", "blue");
        String white = demanded("lon1", "white");
        Console check = pairwire("rotate-cookies", "--check");
        assertThat(check.exitCode()).as(check.err()).isZero();
        assertThat(check.out())
                .contains(
                        "-/+ blue",
                        "-/+ red",
                        "# a: its cookies are to be made anew",
                        "Plan: 0 to add, 0 to change, 2 to replace")
                .doesNotContain("white", "grey", blue);
        assertThat(demanded("lon1", "blue")).isEqualTo(blue);
        Console rotated = pairwire("rotate-cookies", "--yes");
        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        assertThat(rotated.err()).isEmpty();
        assertThat(rotated.out()).contains("2 replaced").doesNotContain(blue, demanded("lon1", "blue"));
        assertThat(demanded("lon1", "blue")).hasSize(16).isNotEqualTo(blue);
        assertThat(demanded("lon1", "white")).isEqualTo(white);
        assertThat(pairwire("verify").exitCode()).isZero();
        assertThat(pairwire("plan", "--detailed-exitcode").exitCode()).isZero();
    }

    @Test
    void whatIsChosenByNameOrTagIsRotatedAlone() {
        String blue = demanded("lon1", "blue");
        String red = demanded("lon1", "red");
        Console rotated = pairwire("rotate-cookies", "--yes", "--limit", "gold");
        assertThat(rotated.exitCode()).as(rotated.err()).isZero();
        assertThat(rotated.err()).isEqualTo("warning: green is not rotated: it has no cookies\n");
        assertThat(demanded("lon1", "blue")).isNotEqualTo(blue);
        assertThat(demanded("lon1", "red")).isEqualTo(red);
    }

    @Test
    void whereNothingCanBeRotatedEachIsToldWhyAndNobodyIsContacted() {
        int before = agents.contacted().size();
        Console console = pairwire("rotate-cookies", "--yes", "--limit", "white,grey,black,green");
        assertThat(console.exitCode()).isEqualTo(12);
        assertThat(console.err())
                .contains(
                        "white is not rotated: its cookies are derived: raise its 'cookie_generation', and apply",
                        "grey is not rotated: its cookies are kept elsewhere: change them there, and apply",
                        "black is not rotated: its cookies are written in the topology: change them there, and apply",
                        "green is not rotated: it has no cookies",
                        "error: none that is chosen has cookies that Pairwire makes");
        assertThat(pairwire("rotate-cookies", "--json", "--limit", "white").out())
                .contains("\"severity\":\"warning\"", "white is not rotated");
        assertThat(agents.contacted()).hasSize(before);
    }

    @Test
    void whatIsNotAsPlannedIsRefusedAndTheRestDone() throws IOException {
        String red = demanded("lon1", "red");
        String blue = demanded("lon1", "blue");
        Files.writeString(topology, TOPOLOGY.replace("tags: gold}\n  red", "tags: gold, mtu: 1300}\n  red"));
        Console console = pairwire("rotate-cookies", "--yes");
        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(console.out())
                .contains("! blue stays as it is at both ends: it is not as the topology has it; 'apply' comes first");
        assertThat(demanded("lon1", "blue")).isEqualTo(blue);
        assertThat(demanded("lon1", "red")).isNotEqualTo(red);
    }

    @Test
    void whatNeverWasAppliedIsNotMadeByRotating() {
        agents.reboot("lon1");
        agents.reboot("par1");
        Console console = pairwire("rotate-cookies", "--yes");
        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(agents.kernel("lon1").sessions()).isEmpty();
    }

    @Test
    void aPersonIsAskedBefore() throws IOException {
        Path own = Files.writeString(
                directory.resolve("own.yml"),
                "topology: own\npseudowires:\n  mauve: {hosts: [lon1, ams1], local: [192.0.2.1, 192.0.2.9]}\n");
        String[] rotate = {"rotate-cookies", "-t", own.toString()};
        assertThat(Console.over(agents, "apply", "--yes", "-t", own.toString()).exitCode())
                .isZero();
        String before = demanded("ams1", "mauve");
        Console no = Console.typing("no\n", agents, rotate);
        assertThat(no.exitCode()).isZero();
        assertThat(no.out()).contains("1 to replace", "Nothing was changed.");
        assertThat(demanded("ams1", "mauve")).isEqualTo(before);
        assertThat(Console.typing("yes\n", agents, rotate).exitCode()).isZero();
        assertThat(demanded("ams1", "mauve")).isNotEqualTo(before);
    }

    @Test
    void aTopologyWithoutMadeCookiesHasNothingToRotate() {
        Console console = Console.over(agents, "rotate-cookies", "-t", "../inventory-examples/classic/topology.yml");
        assertThat(console.exitCode()).isEqualTo(12);
        assertThat(console.err()).contains("no pseudowire of the topology has cookies that Pairwire makes");
    }
}
