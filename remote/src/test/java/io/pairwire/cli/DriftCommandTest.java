package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import io.pairwire.model.Topology;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mirror;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import io.pairwire.transaction.Conduct;
import io.pairwire.transaction.FakeAgents;
import io.pairwire.transaction.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DriftCommandTest {
    private static final String INVENTORY = """
            all:
              hosts: {lon1: {ansible_host: 192.0.2.1}, par1: {ansible_host: 192.0.2.5}, ams1: {ansible_host: 192.0.2.9}}
            """;
    private static final String BLUE = "  blue: {hosts: [lon1, par1], tunnel_id: [1, 2], session_id: [1, 2], udp_port:"
            + " 6001, cookie: [0123456789abcdef, fedcba9876543210]}\n";
    private static final String GREEN =
            "  green: {hosts: [lon1, ams1], tunnel_id: [3, 4], session_id: [3, 4], udp_port: 6003, cookie: none}\n";
    private static final String RED =
            "  red: {hosts: [par1, ams1], tunnel_id: [5, 6], session_id: [5, 6], udp_port: 6005, cookie: none}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory);
        Files.writeString(directory.resolve("inventory.yml"), INVENTORY);
    }

    private Console over(String command, String... pseudowires) throws IOException {
        Path topology = Files.writeString(
                directory.resolve("topology.yml"), "topology: metro\npseudowires:\n" + String.join("", pseudowires));
        String words = command + " -t " + topology + " -i " + directory.resolve("inventory.yml");
        return Console.over(agents, words.split(" "));
    }

    /** Changes one host alone, as a hand on it might. */
    private void bring(String host, String... pseudowires) throws InterruptedException {
        HostName name = new HostName(host);
        String text = "topology: metro\npseudowires:\n" + String.join("", pseudowires);
        Topology topology = TopologyReader.read(
                        "test.yml",
                        text,
                        Hosts.of(Set.of(name, new HostName("lon1"), new HostName("ams1")), this::local))
                .topology()
                .orElseThrow();
        Map<HostName, HostPlan> plans = Map.of(name, Mirror.hostPlans(topology).get(name));
        try (Run run = new Run(topology.name(), plans, agents, Optional.of(Conduct.usual("1", "a test")), 1)) {
            assertThat(run.apply(run.observe(), false).kept()).isTrue();
        }
    }

    private Optional<IpAddress> local(HostName host) {
        return Optional.of(IpAddress.parse(
                switch (host.text()) {
                    case "lon1" -> "192.0.2.1";
                    case "par1" -> "192.0.2.5";
                    default -> "192.0.2.9";
                }));
    }

    @Test
    void hostsThatCarryWhatTheyShouldHaveNoDrift() throws IOException {
        over("apply --yes", BLUE, GREEN);
        int before = agents.writes();
        Console console = over("drift", BLUE, GREEN);
        assertThat(console.out())
                .isEqualTo("Drift: 0 missing, 0 half a pair, 0 peer mismatch, 0 foreign, 0 changed, 0 left over;"
                        + " 2 as it should be.\n");
        assertThat(console.exitCode()).isZero();
        assertThat(agents.writes()).isEqualTo(before);
    }

    @Test
    void driftIsGroupedByClassWithALineForEachPseudowire() throws IOException {
        over("apply --yes", BLUE.replace("}", ", mtu: 1400}"), GREEN);
        agents.kernel("par1").addLink("orange", 1500, "");
        Console console = over(
                "drift",
                BLUE.replace("fedcba", "aedcba"),
                RED,
                RED.replace("red", "orange")
                        .replace("[5, 6]", "[7, 8]")
                        .replace("6005", "6007")
                        .replace("ams1", "lon1"));
        assertThat(console.out()).isEqualTo("""
                Missing, neither end is there:
                  red  par1, ams1

                Foreign, something that is not this topology's stands in the way:
                  orange  on par1, interface name orange is held by an interface that is not this topology's; give this\
                 end another interface, or have that one renamed

                Changed, both ends are there and fit each other, but are not as they should be:
                  blue  lon1 cookie: is another, 8 octets, should be 8 octets; lon1 mtu: is 1400, should be 1438;\
                 par1 peer_cookie: is another, 8 octets, should be 8 octets; par1 mtu: is 1400, should be 1438

                Left over, no longer in the topology:
                  green  lon1, ams1

                Drift: 1 missing, 0 half a pair, 0 peer mismatch, 1 foreign, 1 changed, 1 left over; 0 as it should be.
                """);
        assertThat(console.exitCode()).isEqualTo(2);
    }

    @Test
    void halfAPairAndAPeerMismatchSayWhichHostHasWhat() throws IOException, InterruptedException {
        over("apply --yes", BLUE, RED);
        agents.reboot("ams1");
        bring("par1", BLUE.replace("session_id: [1, 2]", "session_id: [1, 9]"), RED);
        Console console = over("drift", BLUE, RED);
        assertThat(console.out()).isEqualTo("""
                Half a pair, one end is there:
                  red  par1 has its end, ams1 has no end

                Peer mismatch, what one end sends is not what the other expects:
                  blue  par1 session_id: is 9, should be 2 (lon1 peer_session_id: 2)

                Drift: 0 missing, 1 half a pair, 1 peer mismatch, 0 foreign, 0 changed, 0 left over; 0 as it should be.
                """);
        assertThat(console.exitCode()).isEqualTo(2);
    }

    @Test
    void aHostThatDoesNotAnswerIsGraverThanDrift() throws IOException {
        agents.unreachable("ams1", true);
        Console console = over("drift", BLUE, GREEN);
        assertThat(console.exitCode()).isEqualTo(4);
        assertThat(console.err()).contains("error: ams1: connection refused");
        assertThat(console.out()).isEqualTo("""
                Missing, neither end is there:
                  blue  lon1, par1

                Not judged, as a host did not answer:
                  green  no answer from ams1

                Drift: 1 missing, 0 half a pair, 0 peer mismatch, 0 foreign, 0 changed, 0 left over, 1 not judged;\
                 0 as it should be.
                """);
    }

    @Test
    void scriptsGetALineForEachPseudowireAndASummary() throws IOException {
        over("apply --yes", BLUE.replace("}", ", mtu: 1400}"));
        Console console = over("drift --json", BLUE, GREEN);
        assertThat(console.out().lines())
                .containsExactly(
                        "{\"type\":\"version\",\"schema\":\"1.0\",\"pairwire\":\"" + Version.ofPairwire() + "\"}",
                        "{\"type\":\"drift\",\"pseudowire\":\"blue\",\"class\":\"changed\",\"ends\":["
                                + "{\"end\":\"a\",\"host\":\"lon1\",\"presence\":\"there\",\"differences\":["
                                + "{\"name\":\"mtu\",\"is\":\"1400\",\"should_be\":\"1438\"}]},"
                                + "{\"end\":\"b\",\"host\":\"par1\",\"presence\":\"there\",\"differences\":["
                                + "{\"name\":\"mtu\",\"is\":\"1400\",\"should_be\":\"1438\"}]}]}",
                        "{\"type\":\"drift\",\"pseudowire\":\"green\",\"class\":\"missing\",\"ends\":["
                                + "{\"end\":\"a\",\"host\":\"lon1\",\"presence\":\"missing\",\"differences\":[]},"
                                + "{\"end\":\"b\",\"host\":\"ams1\",\"presence\":\"missing\",\"differences\":[]}]}",
                        "{\"type\":\"summary\",\"missing\":1,\"half_pair\":0,\"peer_mismatch\":0,\"foreign\":0,"
                                + "\"changed\":1,\"left_over\":0,\"not_judged\":0,\"unchanged\":0}");
        assertThat(console.exitCode()).isEqualTo(2);
    }

    @Test
    void noCookieIsShown() throws IOException {
        over("apply --yes", BLUE);
        String said = "";
        for (String command : new String[] {"drift", "drift --json"}) {
            Console console = over(command, BLUE.replace("0123", "3210"));
            said += console.out() + console.err();
        }
        assertThat(said).contains("8 octets").doesNotContain("456789abcdef").doesNotContain("fedcba9876543210");
    }
}
