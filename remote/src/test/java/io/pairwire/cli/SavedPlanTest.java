package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeSession;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that are saved, looked at, and applied just so. */
final class SavedPlanTest {
    private static final String TOPOLOGY = """
            topology: metro
            pseudowires:
              blue:
                a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 11, udp_port: 6010}
                b: {host: par1, local: 192.0.2.5, tunnel_id: 20, session_id: 21, udp_port: 6020}
              green:
                cookie: [00112233445566aa, 00112233445566bb]
                a: {host: lon1, local: 192.0.2.1, tunnel_id: 12, session_id: 13, udp_port: 6012}
                b: {host: par1, local: 192.0.2.5, tunnel_id: 22, session_id: 23, udp_port: 6022}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path topology;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path plan;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        topology = Files.writeString(directory.resolve("metro.yml"), TOPOLOGY);
        plan = directory.resolve("p.json");
    }

    private Console pairwire(String... arguments) {
        return Console.over(agents, arguments);
    }

    private Console save() {
        Console console = pairwire("plan", "-t", topology.toString(), "-o", plan.toString());
        assertThat(console.exitCode()).as(console.err()).isZero();
        return console;
    }

    private Console apply() {
        return pairwire("apply", plan.toString());
    }

    private FakeSession session(String host, String name) {
        return agents.kernel(host).sessions().stream()
                .filter(session -> session.interfaceName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSavedPlanIsDoneWithoutAQuestionAndASecondTimeIsANoOp() {
        Console saved = save();
        assertThat(saved.out()).endsWith("Saved as " + plan + "; 'pairwire apply " + plan + "' does exactly this.\n");
        assertThat(agents.writes()).isZero();
        Console applied = Console.typing("n\n", agents, "apply", plan.toString());
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(applied.out())
                .contains("Plan: 2 to add, 0 to change, 0 to replace, 0 to remove; 0 unchanged.")
                .contains("Applied: 2 added");
        assertThat(session("lon1", "blue").cookie())
                .hasSize(16)
                .isEqualTo(session("par1", "blue").peerCookie());
        assertThat(session("lon1", "green").cookie()).isEqualTo("00112233445566bb");
        int before = agents.writes();
        Console again = apply();
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo("Nothing to do: 2 pseudowires as it should be; 0 netlink writes.\n");
        assertThat(agents.writes()).isEqualTo(before);
    }

    @Test
    void aSavedPlanHoldsNoSecret() throws IOException {
        save();
        apply();
        FakeSession made = session("lon1", "blue");
        agents.kernel("lon1").replace(made, made.withCookies(made.cookie(), "0123456789abcdef"));
        save();
        assertThat(Files.readString(plan))
                .contains("made_at")
                .doesNotContain(List.of(
                        "00112233445566aa", "00112233445566bb", "0123456789abcdef", made.cookie(), made.peerCookie()))
                .doesNotContain("cookie_digests\":[{");
    }

    @Test
    void showShowsASavedPlanEvenWhenItIsStaleAndContactsNobody() throws IOException {
        String shown = save().out();
        Files.writeString(topology, "nothing");
        int before = agents.contacted().size();
        Console console = pairwire("show", plan.toString());
        assertThat(console.exitCode()).as(console.err()).isZero();
        String text = shown.substring(0, shown.indexOf("\nSaved as"));
        assertThat(console.out())
                .startsWith("A plan of " + topology + ", made ")
                .endsWith(text);
        assertThat(agents.contacted()).hasSize(before);
    }

    @Test
    void aHostThatHasChangedMakesThePlanStaleAndNobodyIsChanged() {
        save();
        apply();
        agents.kernel("lon1").remove(session("lon1", "green"));
        save();
        agents.kernel("par1").remove(session("par1", "green"));
        var before = agents.snapshot();
        Console console = apply();
        assertThat(console.exitCode()).isEqualTo(6);
        assertThat(console.err()).startsWith("""
                error: the saved plan is stale: hosts are not as they were when the plan was made
                  par1, green:
                    planned: as it should be
                    found:   create (not there): tunnel_id (none) -> 22""").contains("nothing was changed");
        assertThat(agents.snapshot()).isEqualTo(before);
    }

    @Test
    void aPlanThatKnowsHostsWhichTheTopologyNoLongerHasIsDoneThereToo() throws IOException {
        pairwire("apply", "-t", topology.toString());
        Files.writeString(topology, TOPOLOGY.replace("par1", "ams1").replace("192.0.2.5", "192.0.2.9"));
        assertThat(save().out()).contains("par1");
        Console applied = apply();
        assertThat(applied.exitCode()).as(applied.err()).isZero();
        assertThat(agents.kernel("par1").sessions()).isEmpty();
        assertThat(agents.kernel("ams1").sessions()).hasSize(2);
    }

    @Test
    void aTopologyThatHasChangedMakesThePlanStaleAndNobodyIsContacted() throws IOException {
        save();
        Files.writeString(topology, TOPOLOGY.replace("00112233445566aa", "00112233445566ab"));
        int before = agents.contacted().size();
        Console console = apply();
        assertThat(console.exitCode()).isEqualTo(6);
        assertThat(console.err()).contains("the topology " + topology + " is another than the plan was made from");
        assertThat(agents.contacted()).hasSize(before);
    }

    @Test
    void aPlanIsNotDoneInPart() {
        save();
        agents.unreachable("par1", true);
        Console console = apply();
        assertThat(console.exitCode()).isEqualTo(4);
        assertThat(console.out()).isEqualTo("Nothing was changed.\n");
        assertThat(agents.writes()).isZero();
    }

    @Test
    void aPlanThatDoesNotKnowEveryHostIsNotSaved() {
        agents.unreachable("par1", true);
        Console console = pairwire("plan", "-t", topology.toString(), "-o", plan.toString());
        assertThat(console.exitCode()).isEqualTo(4);
        assertThat(console.err()).contains("the plan is not saved").doesNotContain("no host was contacted");
        assertThat(plan).doesNotExist();
    }

    @Test
    void aPlanThatCannotBeWrittenIsSaidAndIsNoFaultOfThePrograms() {
        String nowhere = directory.resolve("nowhere").resolve("p.json").toString();
        Console console = pairwire("plan", "-t", topology.toString(), "-o", nowhere);
        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).contains("the plan is not saved: cannot write " + nowhere);
        Console scripted = pairwire("plan", "-t", topology.toString(), "-o", nowhere, "--json");
        assertThat(scripted.out()).contains("the plan is not saved");
        assertThat(scripted.out().lines().reduce("", (before, line) -> line)).startsWith("{\"type\":\"summary\"");
    }

    @Test
    void aPlanThatAskedNobodyCannotBeSaved() {
        Console console = pairwire("plan", "-t", topology.toString(), "--offline", "-o", plan.toString());
        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(plan).doesNotExist();
    }

    @Test
    void aSavedPlanKeepsTheSummaryAsItsLastLineForScripts() {
        Console console = pairwire("plan", "-t", topology.toString(), "-o", plan.toString(), "--json");
        assertThat(console.out().lines().reduce("", (before, line) -> line)).startsWith("{\"type\":\"summary\"");
        assertThat(pairwire("show", plan.toString(), "--json")
                        .out()
                        .lines()
                        .skip(1)
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("{\"type\":\"saved_plan\""));
    }

    @Test
    void checkingASavedPlanChangesNothing() {
        save();
        Console console = pairwire("apply", plan.toString(), "--check");
        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(agents.writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"format\":\"pairwire-plan\"}",
                "{\"format\":\"pairwire-plan\",\"version\":99}",
                "{\"format\":\"pairwire-plan\",\"version\":1,\"hosts\":[{}]}"
            })
    void whatIsNoSavedPlanIsRefusedAndNobodyIsContacted(String text) throws IOException {
        Files.writeString(plan, text);
        for (String command : List.of("apply", "show")) {
            Console console = pairwire(command, plan.toString());
            assertThat(console.exitCode()).isEqualTo(3);
            assertThat(console.err()).startsWith("error: cannot understand the saved plan " + plan + ": ");
        }
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void aCommandWithoutTopologyAndPlanSaysWhatItWants() {
        for (String command : List.of("apply", "show", "plan", "validate")) {
            Console console = pairwire(command);
            assertThat(console.exitCode()).isEqualTo(5);
            assertThat(console.err()).startsWith("error: Missing required option: '--topology=FILE'\n");
        }
    }
}
