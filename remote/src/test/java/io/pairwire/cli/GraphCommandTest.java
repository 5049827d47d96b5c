package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphCommandTest {
    private static final Path EXAMPLES = Path.of("..", "inventory-examples");
    private static final Path GOLDENS = Path.of("src", "test", "resources", "pictures");
    private static final Path OF_DOCUMENT = Path.of("..", "docs", "pictures", "plan.svg");
    private static final String INVENTORY = """
            all:
              hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}, ams1: {ansible_host: 192.0.2.9}, fra1: {ansible_host: 192.0.2.13}}
            """;
    private static final String BEFORE = """
            topology: metro
            tunnels:
              lon-par: {hosts: [lon1, par1], tunnel_id: [10, 20], udp_port: [6010, 6020]}
            pseudowires:
              blue: {tunnel: lon-par, session_id: [11, 21], cookie: [00112233445566aa, 00112233445566bb]}
              green: {tunnel: lon-par, session_id: [12, 22], interface: [green0, green1]}
              par-ams: {hosts: [par1, ams1], tunnel_id: [30, 40], session_id: [31, 41], udp_port: 6030}
              lon-fra: {hosts: [lon1, fra1], tunnel_id: [50, 60], session_id: [51, 61], udp_port: 6050}
            """;
    private static final String AFTER = """
            topology: metro
            tunnels:
              lon-par: {hosts: [lon1, par1], tunnel_id: [10, 20], udp_port: [6010, 6020]}
            pseudowires:
              blue: {tunnel: lon-par, session_id: [11, 21], cookie: [00112233445566aa, 00112233445566bb]}
              green: {tunnel: lon-par, session_id: [12, 22], interface: [green0, green1], mtu: 1400, tags: [canary]}
              par-ams: {hosts: [par1, ams1], tunnel_id: [30, 40], session_id: [31, 41], encap: ip}
              ams-fra: {hosts: [ams1, fra1], tunnel_id: [70, 80], session_id: [71, 81], udp_port: 6070}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        Files.writeString(directory.resolve("inventory.yml"), INVENTORY);
    }

    private Console pairwire(String command, String topology, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("metro.yml"), topology);
        String words =
                command + " -t " + file + " -i " + directory.resolve("inventory.yml") + " " + String.join(" ", options);
        return Console.over(agents, words.strip().split(" "));
    }

    /** Saves a plan with every kind of change; when it was made is made the same always. */
    private Path saved() throws IOException {
        assertThat(pairwire("apply", BEFORE, "--yes").exitCode()).isZero();
        Path plan = directory.resolve("p.json");
        assertThat(pairwire("plan", AFTER, "-o", plan.toString()).exitCode()).isZero();
        return Files.writeString(
                plan,
                Files.readString(plan).replaceAll("\"made_at\":\"[^\"]*\"", "\"made_at\":\"2026-11-23T08:00:00Z\""));
    }

    private static void isGolden(String made, Path golden) throws IOException {
        Path copy = Path.of("target", "pictures").resolve(golden.getFileName());
        Files.createDirectories(copy.toAbsolutePath().getParent());
        Files.writeString(copy, made);
        assertThat(golden).as("copy " + copy.toAbsolutePath()).exists();
        assertThat(made).as("copy " + copy.toAbsolutePath()).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @CsvSource({
        "classic/topology.yml, classic/inventory.yml",
        "shared-tunnel/topology.yml, shared-tunnel/inventory.yml",
        "short-form/topology.yml, short-form/inventory.yml",
        "directory/topology.yml, directory/inventory",
        "ipv6-ip-encap/topology.yml, ipv6-ip-encap/inventory.yml"
    })
    void examplesAreDrawnInEachLanguage(String topology, String inventory) throws IOException {
        for (String format : new String[] {"svg", "mermaid", "dot", "d2"}) {
            Console console = Console.over(
                    agents,
                    "graph",
                    "-t",
                    EXAMPLES.resolve(topology).toString(),
                    "-i",
                    EXAMPLES.resolve(inventory).toString(),
                    "--format",
                    format);
            assertThat(console.exitCode()).as(console.err()).isZero();
            assertThat(console.err()).isEmpty();
            isGolden(console.out(), GOLDENS.resolve(topology.substring(0, topology.indexOf('/')) + "." + format));
        }
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void thePictureOfTheDocumentIsThatOfAPlan() throws IOException {
        Path plan = saved();
        Console console = pairwire("graph", AFTER, "--plan", plan.toString());
        assertThat(console.exitCode()).as(console.err()).isZero();
        isGolden(console.out(), OF_DOCUMENT);
    }

    @Test
    void aPlanTellsOfEachPseudowireWhatBecomesOfIt() throws IOException {
        Path plan = saved();
        int before = agents.contacted().size();
        Console console = pairwire("graph", AFTER, "--plan", plan.toString(), "--format", "d2");
        assertThat(console.out())
                .contains(
                        "\"= blue\\ntunnel lon-par\"",
                        "\"~ green\\ngreen0 ↔ green1\\ntunnel lon-par\"",
                        "\"-/+ par-ams\"",
                        "\"+ ams-fra\"",
                        "\"- lon-fra\"")
                .contains("title: \"metro\\na plan made 2026-11-23T08:00:00Z · 4 hosts, 5 pseudowires\"");
        Console alone = Console.over(agents, "graph", "--plan", plan.toString(), "--format", "d2");
        assertThat(alone.exitCode()).as(alone.err()).isZero();
        assertThat(alone.out()).isEqualTo(console.out().replace("tunnel lon-par", "tunnel 10/20"));
        assertThat(agents.contacted()).hasSize(before);
    }

    @Test
    void aPlanIsNarrowedByAPatternWhereItsTopologyIsThere() throws IOException {
        Path plan = saved();
        assertThat(pairwire("graph", AFTER, "--plan", plan.toString(), "--format", "d2", "--limit", "fra1")
                        .out())
                .contains("+ ams-fra", "- lon-fra")
                .doesNotContain("blue", "par-ams");
        assertThat(pairwire("graph", AFTER, "--plan", plan.toString(), "--format", "d2", "--limit", "canary")
                        .out())
                .contains("~ green")
                .doesNotContain("blue", "fra");
        Console alone = Console.over(agents, "graph", "--plan", plan.toString(), "--limit", "fra1");
        assertThat(alone.exitCode()).isEqualTo(5);
        assertThat(alone.err()).contains("--topology=FILE");
    }

    @Test
    void aPlanOfAnotherTopologyIsStale() throws IOException {
        Path plan = saved();
        Console console = pairwire("graph", BEFORE, "--plan", plan.toString());
        assertThat(console.exitCode()).isEqualTo(6);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("another than the plan was made from");
        assertThat(pairwire("graph", AFTER, "--plan", "no-such.json").exitCode())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "mermaid", "dot", "d2"})
    void noPictureShowsACookie(String format) throws IOException {
        Path plan = saved();
        String all = pairwire("graph", AFTER, "--format", format).out()
                + pairwire("graph", AFTER, "--format", format, "--plan", plan.toString())
                        .out()
                + pairwire("graph", BEFORE, "--format", format, "--live").out();
        assertThat(all).contains("blue").doesNotContain("00112233", "445566");
    }

    @Test
    void liveDrawsVerdictsAndChangesNothingAndExitsAsVerifyDoes() throws IOException {
        assertThat(pairwire("apply", BEFORE, "--yes").exitCode()).isZero();
        int before = agents.writes();
        Console well = pairwire("graph", BEFORE, "--live", "--format", "d2");
        assertThat(well.exitCode()).as(well.toString()).isZero();
        assertThat(well.out().replaceAll("[0-9]+\\.[0-9]{2} ms", "<time>"))
                .contains("\"✓ par-ams · <time>\"", "✓ OK: 4", "as verified · 4 hosts, 4 pseudowires");
        agents.underlay().cut("lon1", "fra1");
        agents.kernel("par1").vanish(30, 31);
        Console ill = pairwire("graph", BEFORE, "--live", "--verify-timeout", "1", "--format", "d2");
        assertThat(ill.exitCode()).isEqualTo(10);
        assertThat(ill.out()).contains("\"✗ lon-fra\\nPATH_BLOCKED\"", "\"✗ par-ams\\nMISSING_END\"", "✓ OK: 2");
        assertThat(pairwire("graph", BEFORE, "--live", "--verify-timeout", "1").out())
                .contains("lon1 -&gt; fra1: nothing arrived");
        assertThat(agents.writes()).isEqualTo(before);
    }

    @Test
    void aHostThatDoesNotAnswerIsSaidAndItsPseudowiresAreNotVerified() throws IOException {
        assertThat(pairwire("apply", BEFORE, "--yes").exitCode()).isZero();
        agents.unreachable("ams1", true);
        Console console = pairwire("graph", BEFORE, "--live", "--verify-timeout", "1", "--format", "mermaid");
        assertThat(console.exitCode()).isEqualTo(10);
        assertThat(console.err()).contains("ams1");
        assertThat(console.out()).contains("? par-ams<br/>UNVERIFIED");
    }

    @Test
    void theNameOfTheFileTellsTheLanguage() throws IOException {
        for (String[] named : new String[][] {
            {"g.svg", "<svg "},
            {"g.mmd", "flowchart "},
            {"g.dot", "graph \"metro\""},
            {"g.gv", "graph "},
            {"g.d2", "title: "},
            {"g", "<svg "}
        }) {
            Path file = directory.resolve(named[0]);
            Console console = pairwire("graph", AFTER, "-o", file.toString());
            assertThat(console.out()).as(console.err()).isEqualTo("Wrote " + file + ".\n");
            assertThat(Files.readString(file)).startsWith(named[1]);
        }
        Path inNoDirectory = directory.resolve("none").resolve("g.svg");
        Console console = pairwire("graph", AFTER, "-o", inNoDirectory.toString());
        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err()).contains("cannot write " + inNoDirectory);
    }

    @Test
    void scriptsGetThePictureAsALine() throws IOException {
        assertThat(pairwire("graph", AFTER, "--json", "--format", "dot").out())
                .contains("{\"type\":\"picture\",\"format\":\"dot\",\"text\":\"graph \\\"metro\\\" {\\n");
        Path file = directory.resolve("g.d2");
        assertThat(pairwire("graph", AFTER, "--json", "-o", file.toString()).out())
                .endsWith("{\"type\":\"picture\",\"format\":\"d2\",\"file\":\"" + file + "\"}\n");
    }

    @Test
    void aPartOfATopologyCanBeDrawn() throws IOException {
        assertThat(pairwire("graph", AFTER, "--format", "d2", "--limit", "fra1").out())
                .contains("ams-fra")
                .doesNotContain("blue");
        assertThat(pairwire("graph", AFTER, "--limit", "nobody").exitCode()).isEqualTo(12);
    }

    @Test
    void whatCannotBeTogetherIsRefused() throws IOException {
        Console console = pairwire("graph", AFTER, "--live", "--plan", "p.json");
        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(console.err()).contains("--live and --plan exclude each other");
        assertThat(pairwire("graph", AFTER, "--format", "png").exitCode()).isEqualTo(5);
        assertThat(agents.contacted()).isEmpty();
    }
}
