package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.kernel.FakeTunnel;
import io.pairwire.model.IpAddress;
import io.pairwire.netlink.Errno;
import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PairwireTest {
    private static final String TOPOLOGY = "../inventory-examples/classic/topology.yml";
    private static final String INVENTORY = "../inventory-examples/classic/inventory.yml";

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

    private Console apply() {
        return pairwire("apply", "-t", TOPOLOGY, "-i", INVENTORY, "--yes");
    }

    @Test
    void theOfflinePlanShowsBothHalvesSideBySide() {
        Console console = pairwire("plan", "-t", TOPOLOGY, "-i", INVENTORY, "--offline");
        assertThat(console.out()).isEqualTo("""
                        Derived from the files alone, as for hosts that carry nothing yet; no host was contacted.

                          + seed               a: host1                   b: host2
                              tunnel_id        42                         45
                              peer_tunnel_id   45                         42
                              encap            udp                        udp
                              local            192.168.1.1                192.168.1.2
                              remote           192.168.1.2                192.168.1.1
                              udp_sport        5000                       5001
                              udp_dport        5001                       5000
                              session_id       128                        5196755
                              peer_session_id  5196755                    128
                              interface        l2tpeth0                   l2tpeth0
                              mtu              1446                       1446
                              address          10.5.1.2 peer 10.5.1.1/32  10.5.1.1 peer 10.5.1.2/32

                        Plan: 1 to add, 0 to change, 0 to replace, 0 to remove; 0 unchanged.
                        """);
        assertThat(console.err()).isEmpty();
        assertThat(console.exitCode()).isZero();
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void theOfflinePlanForScriptsIsTheDesignsWordForWord() {
        Console console = pairwire("plan", "-t", TOPOLOGY, "-i", INVENTORY, "--offline", "--json");
        assertThat(console.out().lines())
                .containsExactly(
                        "{\"type\":\"version\",\"schema\":\"1.0\",\"pairwire\":\"" + Version.ofPairwire() + "\"}",
                        "{\"type\":\"host_plan\",\"host\":\"host1\",\"tunnels\":[{\"tunnel_id\":42,\"peer_tunnel_id\":45,"
                                + "\"encap\":\"udp\",\"local\":\"192.168.1.1\",\"remote\":\"192.168.1.2\",\"udp_sport\":5000,"
                                + "\"udp_dport\":5001}],\"sessions\":[{\"pseudowire\":\"seed\",\"tunnel_id\":42,"
                                + "\"session_id\":128,\"peer_session_id\":5196755,\"interface\":\"l2tpeth0\",\"mtu\":1446,"
                                + "\"addresses\":[\"10.5.1.2 peer 10.5.1.1/32\"]}]}",
                        "{\"type\":\"host_plan\",\"host\":\"host2\",\"tunnels\":[{\"tunnel_id\":45,\"peer_tunnel_id\":42,"
                                + "\"encap\":\"udp\",\"local\":\"192.168.1.2\",\"remote\":\"192.168.1.1\",\"udp_sport\":5001,"
                                + "\"udp_dport\":5000}],\"sessions\":[{\"pseudowire\":\"seed\",\"tunnel_id\":45,"
                                + "\"session_id\":5196755,\"peer_session_id\":128,\"interface\":\"l2tpeth0\",\"mtu\":1446,"
                                + "\"addresses\":[\"10.5.1.1 peer 10.5.1.2/32\"]}]}",
                        "{\"type\":\"summary\",\"add\":1,\"change\":0,\"replace\":0,\"remove\":0,\"unchanged\":0}");
        assertThat(console.err()).isEmpty();
        assertThat(console.exitCode()).isZero();
    }

    @Test
    void thePlanTellsTheNetworkNamespaceTheBridgeAndTheMacAddress() throws IOException {
        Path file = Files.writeString(directory.resolve("placed.yml"), """
                topology: placed
                pseudowires:
                  blue:
                    {encap: ip, cookie: none, bridge: [br0, br1], mac: [02:00:5E:00:53:01, 02:00:5e:00:53:02],
                     a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: 1, netns: inner},
                     b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 2}}
                """);
        assertThat(pairwire("plan", "-t", file.toString(), "-i", INVENTORY, "--offline")
                        .out())
                .isEqualTo("""
                        Derived from the files alone, as for hosts that carry nothing yet; no host was contacted.

                          + blue               a: host1           b: host2
                              netns            inner
                              tunnel_id        1                  2
                              peer_tunnel_id   2                  1
                              encap            ip                 ip
                              local            192.168.1.1        192.168.1.2
                              remote           192.168.1.2        192.168.1.1
                              session_id       1                  2
                              peer_session_id  2                  1
                              interface        blue               blue
                              mtu              1458               1458
                              bridge           br0                br1
                              mac              02:00:5e:00:53:01  02:00:5e:00:53:02

                        Plan: 1 to add, 0 to change, 0 to replace, 0 to remove; 0 unchanged.
                        """);
        assertThat(pairwire("plan", "-t", file.toString(), "-i", INVENTORY, "--offline", "--json")
                        .out()
                        .lines())
                .element(1)
                .isEqualTo(
                        "{\"type\":\"host_plan\",\"host\":\"host1\",\"tunnels\":[{\"netns\":\"inner\",\"tunnel_id\":1,"
                                + "\"peer_tunnel_id\":2,\"encap\":\"ip\",\"local\":\"192.168.1.1\",\"remote\":\"192.168.1.2\"}],"
                                + "\"sessions\":[{\"pseudowire\":\"blue\",\"netns\":\"inner\",\"tunnel_id\":1,\"session_id\":1,"
                                + "\"peer_session_id\":2,\"interface\":\"blue\",\"mtu\":1458,\"bridge\":\"br0\","
                                + "\"mac\":\"02:00:5e:00:53:01\",\"addresses\":[]}]}");
    }

    @Test
    void aSecondApplyChangesNothingAndSaysSo() {
        Console first = apply();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .contains("Plan: 1 to add, 0 to change, 0 to replace, 0 to remove; 0 unchanged.")
                .endsWith("Applied: 1 added, 0 changed, 0 replaced, 0 removed; 0 unchanged; 8 netlink writes.\n");
        int before = agents.writes();
        Console second = apply();
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).isEqualTo("Nothing to do: 1 pseudowire as it should be; 0 netlink writes.\n");
        assertThat(agents.writes()).isEqualTo(before);
    }

    @Test
    void aDetailedExitCodeGoesFromTwoToZero() {
        String[] plan = {"plan", "-t", TOPOLOGY, "-i", INVENTORY, "--detailed-exitcode"};
        assertThat(pairwire(plan).exitCode()).isEqualTo(2);
        assertThat(agents.writes()).isZero();
        apply();
        Console after = pairwire(plan);
        assertThat(after.exitCode()).isZero();
        assertThat(after.out()).isEqualTo("Plan: 0 to add, 0 to change, 0 to replace, 0 to remove; 1 unchanged.\n");
    }

    @Test
    void checkingShowsThePlanAndChangesNothing() {
        Console console = pairwire("apply", "-t", TOPOLOGY, "-i", INVENTORY, "--check", "--yes");
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).endsWith("Plan: 1 to add, 0 to change, 0 to replace, 0 to remove; 0 unchanged.\n");
        assertThat(agents.writes()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void destroyTakesBothEndsAway() {
        agents.kernel("host1");
        agents.kernel("host2");
        Map<String, ?> before = agents.snapshot();
        apply();
        assertThat(pairwire("show", "-t", TOPOLOGY, "-i", INVENTORY).out())
                .contains("seed")
                .contains("10.5.1.2 peer 10.5.1.1/32")
                .endsWith("1 pseudowire of this topology.\n");
        Console console = pairwire("destroy", "-t", TOPOLOGY, "-i", INVENTORY, "-y");
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("1 to remove");
        assertThat(agents.snapshot()).isEqualTo(before);
        assertThat(pairwire("show", "-t", TOPOLOGY, "-i", INVENTORY).out())
                .isEqualTo("0 pseudowires of this topology.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n\n", "\n", "", "no\n", "yeah\n"})
    void aPersonWhoDoesNotSayYesChangesNothing(String typed) {
        Console console = Console.typing(typed, agents, "apply", "-t", TOPOLOGY, "-i", INVENTORY);
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("Apply this plan? [y/N] ").endsWith("Nothing was changed.\n");
        assertThat(agents.writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Y\n", " yes \n"})
    void aPersonWhoSaysYesHasItApplied(String typed) {
        Console console = Console.typing(typed, agents, "apply", "-t", TOPOLOGY, "-i", INVENTORY);
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("Apply this plan? [y/N] ").contains("Applied: 1 added");
        Console again = Console.typing("", agents, "apply", "-t", TOPOLOGY, "-i", INVENTORY);
        assertThat(again.out()).doesNotContain("Apply this plan?");
        assertThat(Console.typing("n\n", agents, "destroy", "-t", TOPOLOGY, "-i", INVENTORY)
                        .out())
                .contains("Nothing was changed.");
    }

    @Test
    void aPersonWhoSaidYesBeforehandIsNotAsked() {
        Console console = Console.typing("", agents, "apply", "-t", TOPOLOGY, "-i", INVENTORY, "-y");
        assertThat(console.out()).doesNotContain("[y/N]").contains("Applied: 1 added");
    }

    @Test
    void anUnreachableHostIsNamedAndItsPseudowireUntouched() {
        agents.unreachable("host2", true);
        Console console = apply();
        assertThat(console.exitCode()).isEqualTo(4);
        assertThat(console.err()).contains("error: host2: connection refused");
        assertThat(console.out()).contains("! seed stays as it is at both ends: host2 cannot be changed now");
        assertThat(agents.kernel("host1").writes()).isZero();
        assertThat(directory.resolve("host1").resolve("lib")).doesNotExist();
    }

    @Test
    void aRefusalRollsBothEndsBackAndExitsWithEight() {
        agents.kernel("host1");
        agents.kernel("host2").faults().failWrite(2, Errno.EPERM);
        Map<String, ?> before = agents.snapshot();
        Console console = apply();
        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(console.err())
                .contains("host2: the kernel did not take every change")
                .contains("EPERM");
        assertThat(console.out()).endsWith("Not applied.\n");
        assertThat(agents.snapshot()).isEqualTo(before);
    }

    @Test
    void whatStandsInTheWayIsNamedAndExitsWithEight() {
        agents.kernel("host1")
                .adopt(FakeTunnel.udp(42, 1, IpAddress.parse("192.168.1.1"), IpAddress.parse("192.0.2.9"), 9000, 9000));
        Console console = apply();
        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(console.out()).contains("on host1, tunnel ID 42 is held by tunnel 42");
        assertThat(agents.writes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|which command?",
                "aply|Unmatched argument",
                "aply|hint: did you mean 'apply'?",
                "exlpain|hint: did you mean 'explain'?",
                "plan --limt x|hint: did you mean '--limit'?",
                "plan --limt=x|hint: did you mean '--limit'?",
                "show --orign|hint: did you mean '--origin'?",
                "plan|Missing required option: '--topology=FILE'",
                "apply -i x|Missing required option",
                "plan -t x --offlin|Unknown option: '--offlin'",
                "plan -t x -f many|Invalid value for option '--forks'",
                "apply -t x --prune-max -1|Invalid value for option '--prune-max'",
                "plan -t|Missing required parameter for option '--topology'"
            })
    void whatIsNoCommandLineIsUsage(String line, String message) {
        Console console = pairwire(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(console.err()).startsWith("error: ").contains(message).contains("--help");
        assertThat(console.out()).isEmpty();
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsInvalidInput() {
        Console console = pairwire("plan", "-t", "nowhere.yml", "-i", "nowhere-either.yml");
        assertThat(console.exitCode()).isEqualTo(3);
        assertThat(console.err())
                .contains("error: no such inventory file: nowhere-either.yml")
                .contains("error: no such topology file: nowhere.yml")
                .endsWith("2 errors; no host was contacted.\n");
    }

    @Test
    void coloursAreShownOnlyWhereTheyAreUnderstoodAndWanted() {
        String[] plan = {"plan", "-t", TOPOLOGY, "-i", INVENTORY, "--offline"};
        String[] plain = {"plan", "-t", TOPOLOGY, "-i", INVENTORY, "--offline", "--no-color"};
        assertThat(Console.coloured(agents, plan).out()).contains("\u001b[32m  + seed\u001b[0m");
        assertThat(Console.coloured(agents, plain).out())
                .isEqualTo(pairwire(plan).out());
        assertThat(pairwire(plan).out()).doesNotContain("\u001b");
    }

    @Test
    void noColourIsWantedWhereTheEnvironmentSaysSo() {
        assertThat(Terminal.ofProcess(Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(Terminal.ofProcess(Map.of("TERM", "dumb")).colour()).isFalse();
    }

    @Test
    void noCommandShowsACookie() throws IOException {
        Path topology = Files.writeString(
                directory.resolve("topology.yml"),
                Files.readString(Path.of(TOPOLOGY))
                        .replaceAll("cookie: none.*", "")
                        .replace("{host: host1,", "{host: host1, cookie: 0123456789abcdef,")
                        .replace("{host: host2,", "{host: host2, cookie: fedcba9876543210,"));
        StringBuilder said = new StringBuilder();
        for (String command : new String[] {
            "plan",
            "plan --offline",
            "plan --json",
            "plan --offline --json",
            "apply",
            "show",
            "show --json",
            "apply --json",
            "destroy --json"
        }) {
            String[] words = (command + " -t " + topology + " -i " + INVENTORY).split(" ");
            Console console = pairwire(words);
            assertThat(console.exitCode()).as(command + console.err()).isZero();
            said.append(console.out()).append(console.err());
        }
        assertThat(said.toString()).contains("8 octets");
        for (String secret : new String[] {"0123456789abcdef", "fedcba9876543210"}) {
            assertThat(said.toString())
                    .doesNotContain(secret)
                    .doesNotContain(Long.toUnsignedString(Long.parseUnsignedLong(secret, 16)));
        }
    }

    @Test
    void aConnectionThatMayTakeNoTimeIsAUsageError() {
        Console console = Console.piping("", "plan", "-t", "no-such-file", "--connect-timeout", "0");
        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(console.err()).contains("--connect-timeout");
    }
}
