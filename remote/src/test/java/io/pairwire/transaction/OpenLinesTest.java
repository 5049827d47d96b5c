package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.Topology;
import io.pairwire.plan.Mirror;
import io.pairwire.topology.Hosts;
import io.pairwire.topology.TopologyReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenLinesTest {
    private static final Topology TOPOLOGY = TopologyReader.read(
                    "t.yml",
                    "topology: metro\npseudowires: {blue: {hosts: [lon1, par1], local: [192.0.2.1, 192.0.2.5]}}\n",
                    Hosts.unknown())
            .topology()
            .orElseThrow();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @SuppressWarnings("NullAway.Init") // set before each test
    private OpenLines lines;

    @BeforeEach
    void open() {
        agents = new FakeAgents(directory);
        lines = new OpenLines(agents, Duration.ofSeconds(60));
    }

    private Run run() {
        return new Run(
                TOPOLOGY.name(),
                Mirror.hostPlans(TOPOLOGY),
                Request.Purpose.BRING,
                Optional.of(Conduct.usual("0badcafe", "me")),
                Chosen.ALL,
                lines,
                4);
    }

    private void applied(int changes) throws InterruptedException {
        try (Run run = run()) {
            PairPlan plan = run.observe();
            assertThat(run.failures()).isEmpty();
            assertThat(plan.changes()).hasSize(changes);
            assertThat(run.apply(plan, false).kept()).isTrue();
        }
    }

    @Test
    void oneRunAfterTheOtherTakesOneConnectionAHost() throws InterruptedException {
        applied(1);
        applied(0);
        agents.kernel("par1")
                .vanish(
                        agents.kernel("par1").sessions().get(0).tunnelId(),
                        agents.kernel("par1").sessions().get(0).id());
        applied(1);
        try (Run run = run()) {
            assertThat(run.drift().isNone()).isTrue();
            assertThat(run.hellos()).containsOnlyKeys(new HostName("lon1"), new HostName("par1"));
        }
        assertThat(agents.contacted()).containsExactly("lon1", "par1");
        lines.close();
    }

    @Test
    void aLineThatIsDeadIsAnsweredByANewOne() throws InterruptedException {
        agents.cutAfter(2, "par1", false);
        try (Run run = run()) {
            assertThat(run.observe().changes()).hasSize(1);
        }
        agents.mend();
        applied(1);
        assertThat(agents.contacted()).containsExactly("lon1", "par1", "par1");
        lines.close();
    }

    @Test
    void aHostThatFailedIsConnectedToAnew() throws InterruptedException {
        agents.unreachable("par1", true);
        try (Run run = run()) {
            assertThat(run.observe().held()).hasSize(1);
        }
        agents.unreachable("par1", false);
        applied(1);
        assertThat(agents.contacted()).containsExactly("lon1", "par1", "par1");
        lines.close();
    }

    @Test
    void hostsThatAreNotNeededAreFreed() throws InterruptedException {
        applied(1);
        lines.only(Set.of(new HostName("lon1")));
        applied(0);
        assertThat(agents.contacted()).containsExactly("lon1", "par1", "par1");
        lines.close();
    }
}
