package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pairwire.model.AssignedCookie;
import io.pairwire.model.Encapsulation;
import io.pairwire.model.IpAddress;
import io.pairwire.model.L2SpecType;
import io.pairwire.model.Mtu;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/operations.md} says that can be tried or reckoned. */
final class OperationsDocumentTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final int UNDERLAY = 1500;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void theTableOfMtusIsWhatIsReckoned() throws IOException {
        List<String> rows = new ArrayList<>();
        for (IpAddress.Family family : IpAddress.Family.values()) {
            for (Encapsulation.Type encapsulation : Encapsulation.Type.values()) {
                List<String> cells = new ArrayList<>();
                cells.add("`encap: " + encapsulation + "`, " + family);
                for (int cookie : new int[] {8, 4, 0}) {
                    cells.add(mtu(family, encapsulation, cookie, L2SpecType.DEFAULT));
                }
                cells.add(mtu(family, encapsulation, 0, L2SpecType.NONE));
                rows.add("| " + String.join(" | ", cells) + " |");
            }
        }
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `encap: ")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void whatAWholeInnerEthernetNeedsOfThePathIsRight() throws IOException {
        int overhead =
                UNDERLAY - Integer.parseInt(mtu(IpAddress.Family.IPV4, Encapsulation.Type.UDP, 8, L2SpecType.DEFAULT));
        assertThat(Files.readString(PAGE))
                .contains("1500 octets within need a path that takes " + (UNDERLAY + overhead) + " (UDP over IPv4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cookie: derived | lon1",
                "cookie: none | lon1",
                "cookie: [0123456789abcdef, fedcba9876543210] | lon1",
                "cookie: auto | lon1 par1",
                "cookie: 4 | lon1 par1",
                "cookie: none, seq: send | lon1 par1",
                "cookie: derived, seq: both | lon1 par1"
            })
    void afterARestartTheOtherEndIsMadeAnewWhereThePageSaysSo(String settings, String changed) throws IOException {
        FakeAgents agents = applied(settings);
        agents.reboot("lon1");
        assertThat(changedHosts(agents)).isEqualTo(List.of(changed.split(" ", -1)));
    }

    @Test
    void aManifestThatWasLostIsWrittenAnew() throws IOException {
        FakeAgents agents = applied("cookie: none");
        List<Path> manifests = manifests();
        assertThat(manifests).hasSize(2);
        for (Path manifest : manifests) {
            Files.delete(manifest);
        }
        assertThat(changedHosts(agents)).isEmpty();
        assertThat(run(agents, "apply", "--yes").exitCode()).isZero();
        assertThat(manifests()).isEqualTo(manifests);
    }

    private List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("hosts"))) {
            return files.filter(file -> file.endsWith("metro.json")).sorted().toList();
        }
    }

    private FakeAgents applied(String settings) throws IOException {
        Files.writeString(
                directory.resolve("inventory.yml"),
                "all: {hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}}}\n");
        Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef");
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                directory.resolve("topology.yml"),
                "topology: metro\ncookie_key: !file key\npseudowires:\n  blue: {hosts: [lon1, par1], " + settings
                        + "}\n");
        FakeAgents agents = new FakeAgents(directory.resolve("hosts"));
        Console console = run(agents, "apply", "--yes");
        assertThat(console.exitCode()).as(console.toString()).isZero();
        return agents;
    }

    private List<String> changedHosts(FakeAgents agents) throws IOException {
        TreeSet<String> hosts = new TreeSet<>();
        for (String line : run(agents, "plan", "--json").out().lines().toList()) {
            JsonNode said = new ObjectMapper().readTree(line);
            if (said.get("type").asText().equals("planned_change")) {
                hosts.add(said.get("host").asText());
            }
        }
        return List.copyOf(hosts);
    }

    private Console run(FakeAgents agents, String command, String option) {
        return Console.over(
                agents,
                command,
                option,
                "-t",
                directory.resolve("topology.yml").toString(),
                "-i",
                directory.resolve("inventory.yml").toString());
    }

    private static String mtu(
            IpAddress.Family family, Encapsulation.Type encapsulation, int cookie, L2SpecType l2spec) {
        AssignedCookie assigned = cookie == 0 ? AssignedCookie.NONE : AssignedCookie.made(cookie);
        return String.valueOf(Mtu.fitting(UNDERLAY, family, encapsulation, assigned, assigned, l2spec));
    }
}
