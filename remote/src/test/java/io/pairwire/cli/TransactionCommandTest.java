package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.netlink.Errno;
import io.pairwire.transaction.FakeAgents;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of both ends or neither. */
final class TransactionCommandTest {
    private static final String TOPOLOGY = """
            topology: transactions
            defaults: {cookie: none}
            pseudowires:
              blue:
                a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 11, udp_port: 6010}
                b: {host: par1, local: 192.0.2.5, tunnel_id: 20, session_id: 21, udp_port: 6020}
              green:
                a: {host: lon1, local: 192.0.2.1, tunnel_id: 12, session_id: 13, udp_port: 6012}
                b: {host: ams1, local: 192.0.2.9, tunnel_id: 22, session_id: 23, udp_port: 6022}
            """;
    private static final TopologyName NAME = new TopologyName("transactions");
    private static final Request.Claim CLAIM = new Request.Claim("0badcafe", "anna@noc1", Duration.ZERO);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path topology;

    @BeforeEach
    void startAfresh() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        topology = Files.writeString(directory.resolve("metro.yml"), TOPOLOGY);
    }

    private Console pairwire(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "-t", topology.toString()));
        arguments.addAll(List.of(more));
        return Console.over(agents, arguments.toArray(String[]::new));
    }

    @Test
    void onePseudowireThatFailsDoesNotHarmTheOther() {
        agents.kernel("par1").faults().failWrite(1, Errno.EPERM);
        Console console = pairwire("apply", "--yes");
        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(console.err())
                .contains("error: blue: not applied; every end is as it was")
                .contains("EPERM");
        assertThat(console.out())
                .contains("Applied in part: 1 added, 0 changed, 0 replaced, 0 removed; 0 unchanged; 1 not applied;");
        assertThat(agents.kernel("par1").tunnels()).isEmpty();
        assertThat(agents.kernel("lon1").tunnels()).hasSize(1);
        assertThat(agents.kernel("ams1").tunnels()).hasSize(1);
    }

    @Test
    void scriptsHearWhatBecameOfAPseudowireThatFailed() {
        agents.kernel("par1").faults().failWrite(1, Errno.EPERM);
        Console console = pairwire("apply", "--yes", "--json");
        assertThat(console.out())
                .contains("{\"type\":\"outcome\",\"outcome\":\"taken_back\",\"pseudowires\":[\"blue\"]");
    }

    @Test
    void aPseudowireThatDoesNotPassFramesIsTakenBack() {
        agents.underlay().cut("lon1", "par1");
        Console console = pairwire("apply", "--yes", "--verify-timeout", "1");
        assertThat(console.exitCode()).isEqualTo(8);
        assertThat(console.err())
                .contains("error: blue: not applied; every end is as it was")
                .contains("blue: PATH_BLOCKED: ");
        assertThat(agents.kernel("par1").tunnels()).isEmpty();
        assertThat(pairwire("apply", "--yes", "--verify", "state").exitCode()).isZero();
        assertThat(agents.kernel("par1").tunnels()).hasSize(1);
    }

    @Test
    void whatDidNotPassFramesBeforeNeedNotPassThemAfter() throws IOException {
        assertThat(pairwire("apply", "--yes").exitCode()).isZero();
        agents.underlay().cut("lon1", "par1");
        Files.writeString(topology, TOPOLOGY.replace("  blue:", "  blue:\n    mtu: 1300"));
        Console console = pairwire("apply", "--yes", "--verify-timeout", "1");
        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(console.err())
                .contains("warning: blue: PATH_BLOCKED: ")
                .contains("frames did not pass before either");
    }

    @Test
    void whoLooksMeanwhileHearsOfIt() {
        List<Console> meanwhile = new ArrayList<>();
        Reader person = new FilterReader(new StringReader("yes\n")) {
            @Override
            public int read(char[] characters, int from, int count) throws IOException {
                if (meanwhile.isEmpty()) {
                    meanwhile.add(pairwire("plan"));
                    meanwhile.add(pairwire("drift", "--json"));
                }
                return super.read(characters, from, count);
            }
        };
        Console apply =
                Console.typing(person, agents, "apply", "-t", topology.toString(), "--yes", "--confirm", "manual");
        assertThat(apply.exitCode()).as(apply.err()).isZero();
        assertThat(meanwhile.get(0).exitCode()).isZero();
        assertThat(meanwhile.get(0).err())
                .containsPattern("warning: lon1: run [0-9a-f]+ has changed blue, green and not confirmed it yet")
                .containsPattern("warning: ams1: run [0-9a-f]+ has changed green and not confirmed it yet");
        assertThat(meanwhile.get(1).out()).contains("\"kind\":\"unconfirmed\",\"host\":\"par1\"");
        assertThat(pairwire("plan").err()).isEmpty();
    }

    @Test
    void aPersonHasTheLastWord() {
        Console no = Console.typing("no\n", agents, "apply", "-t", topology.toString(), "--yes", "--confirm", "manual");
        assertThat(no.exitCode()).isEqualTo(8);
        assertThat(no.err()).contains("nobody said that it is to stay");
        assertThat(agents.kernel("lon1").tunnels()).isEmpty();
        Console yes =
                Console.typing("yes\n", agents, "apply", "-t", topology.toString(), "--yes", "--confirm", "manual");
        assertThat(yes.exitCode()).as(yes.err()).isZero();
        assertThat(yes.out()).contains("Keep it?");
        assertThat(agents.kernel("lon1").tunnels()).hasSize(2);
    }

    @Test
    void hostsMustNotGoBackWhileTheyAreLookedAt() {
        Console console = pairwire("apply", "--yes", "--confirm-timeout", "10");
        assertThat(console.exitCode()).isEqualTo(5);
        assertThat(console.err())
                .contains("--confirm-timeout")
                .contains("longer than the 10 s that verifying may take");
        assertThat(agents.contacted()).isEmpty();
    }

    @Test
    void whatMayBeSplitIsSaidAndResumed() throws IOException {
        Path logs = RunLog.directory(System.getenv());
        assertThat(pairwire("resume", "--yes").out()).contains("Nothing to resume");
        assertThat(agents.contacted()).isEmpty();
        RunLog log = RunLog.of(logs, NAME, CLAIM);
        log.begin();
        log.confirming(Set.of(new PseudowireName("blue"), new PseudowireName("green")), Set.of(new HostName("lon1")));
        log.settled(Set.of(new PseudowireName("green")));
        Console console = pairwire("resume", "--yes");
        assertThat(console.exitCode()).as(console.err()).isZero();
        assertThat(console.err())
                .contains("warning: may be split: blue; they were being confirmed when run 0badcafe of transactions, by"
                        + " anna@noc1, ");
        assertThat(RunLog.unfinished(logs, NAME)).isEmpty();
        assertThat(pairwire("verify").exitCode()).isZero();
    }

    @Test
    void whatIsSplitStaysWrittenDownUntilItIsMended() throws IOException {
        Path logs = directory.resolve("logs");
        RunLog log = RunLog.of(logs, NAME, CLAIM);
        log.begin();
        assertThat(RunLog.unfinished(logs, NAME)).as("nothing is decided yet").isEmpty();
        log.confirming(Set.of(new PseudowireName("blue")), Set.of());
        log.settled(Set.of(new PseudowireName("blue")));
        log.end(Set.of(new PseudowireName("blue")));
        assertThat(RunLog.unfinished(logs, NAME))
                .singleElement()
                .satisfies(left -> assertThat(left.pseudowires()).containsExactly(new PseudowireName("blue")));
        assertThat(RunLog.unfinished(logs, new TopologyName("trans"))).isEmpty();
        log.end(Set.of());
        assertThat(RunLog.unfinished(logs, NAME)).isEmpty();
        assertThat(RunLog.directory(Map.of("XDG_STATE_HOME", "/var/x"))).isEqualTo(Path.of("/var/x/pairwire"));
    }
}
