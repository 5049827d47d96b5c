package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShowOriginTest {
    private static final String CLASSIC = "../inventory-examples/classic/topology.yml";
    private static final String CLASSIC_INVENTORY = "../inventory-examples/classic/inventory.yml";
    private static final String SHARED = "../inventory-examples/shared-tunnel/topology.yml";
    private static final String SHARED_INVENTORY = "../inventory-examples/shared-tunnel/inventory.yml";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory);
    }

    private Console pairwire(String... arguments) {
        return Console.over(agents, arguments);
    }

    @Test
    void eachParameterStandsWithItsValueAndItsOrigin() {
        Console console = pairwire("show", "--origin", "-t", CLASSIC, "-i", CLASSIC_INVENTORY);
        assertThat(console.out()).startsWith("""
                seed
                  a: host1
                    host             host1        end a (../inventory-examples/classic/topology.yml:10)
                    encap            udp          pseudowire seed (../inventory-examples/classic/topology.yml:7)
                    local            192.168.1.1  end a (../inventory-examples/classic/topology.yml:10)
                    remote           192.168.1.2  derived: the far end's local
                    tunnel_id        42           end a (../inventory-examples/classic/topology.yml:10)
                    peer_tunnel_id   45           derived: the far end's tunnel_id
                """).contains("""
                    address          10.5.1.2/32  end a (../inventory-examples/classic/topology.yml:10)
                    peer_address     10.5.1.1     derived: the far end's address

                  b: host2
                """);
        assertThat(console.exitCode()).isZero();
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void onePseudowireCanBeAskedFor() {
        Console console = pairwire("show", "--origin", "green", "-t", SHARED, "-i", SHARED_INVENTORY);
        assertThat(console.out())
                .startsWith("green\n")
                .contains("seq              both                         profile ordered (" + SHARED + ":8)")
                .contains("local            192.0.2.1                    inventory: pairwire_local of lon1")
                .doesNotContain("\nblue")
                .doesNotContain("lon-ams\n");
    }

    @Test
    void theInventorysOtherVariableIsNamedToo() throws IOException {
        Path topology = Files.writeString(
                directory.resolve("topology.yml"),
                "topology: t\npseudowires: {one: {hosts: [host1, host2], cookie: none}}");
        assertThat(pairwire("show", "--origin", "-t", topology.toString(), "-i", CLASSIC_INVENTORY)
                        .out())
                .contains("inventory: ansible_host of host1")
                .contains("allocated; the lock file does not have it yet");
    }

    @Test
    void scriptsGetALineForEachEnd() {
        Console console = pairwire("show", "--origin", "--json", "-t", CLASSIC, "-i", CLASSIC_INVENTORY);
        assertThat(console.out().lines().filter(line -> line.contains("\"type\":\"origin\"")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "{\"type\":\"origin\",\"pseudowire\":\"seed\",\"end\":\"a\",\"host\":\"host1\",\"parameters\":["
                                + "{\"name\":\"host\",\"value\":\"host1\",\"source\":\"end\",\"origin\":\"end a\",\"file\":\""
                                + CLASSIC + "\",\"line\":10},");
    }

    @Test
    void aNameThatNobodyHasSelectsNothing() {
        for (String origin : new String[] {"--origin", "--no-color"}) {
            Console console = pairwire("show", origin, "sead", "-t", CLASSIC, "-i", CLASSIC_INVENTORY);
            assertThat(console.exitCode()).isEqualTo(12);
            assertThat(console.err()).startsWith("error: ").contains("pseudowire 'sead'");
        }
        assertThat(pairwire("show", "seed", "-t", CLASSIC, "-i", CLASSIC_INVENTORY)
                        .exitCode())
                .isZero();
    }

    @Test
    void whatIsCarriedCanBeShownByName() {
        pairwire("apply", "--yes", "-t", SHARED, "-i", SHARED_INVENTORY);
        assertThat(pairwire("show", "blue", "-t", SHARED, "-i", SHARED_INVENTORY)
                        .out())
                .startsWith("blue ")
                .endsWith("1 pseudowire of this topology.\n");
    }

    @Test
    void noCookieIsShown() throws IOException {
        Path topology = Files.writeString(
                directory.resolve("topology.yml"),
                Files.readString(Path.of(CLASSIC))
                        .replaceAll("cookie: none.*", "cookie: [0123456789abcdef, fedcba9876543210]"));
        for (String json : new String[] {"--json", "--no-color"}) {
            assertThat(pairwire("show", "--origin", json, "-t", topology.toString())
                            .out())
                    .contains("8 octets")
                    .doesNotContain("0123456789abcdef")
                    .doesNotContain("fedcba9876543210");
        }
    }
}
