package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.transaction.Agents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Hosts that are counted while they are tried; here none answers. */
final class CountedAgentsTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong(-5);

    private static final Agents NOBODY = new Agents() {
        @Override
        public boolean knows(HostName host) {
            return true;
        }

        @Override
        public AgentProcess start(HostName host) throws IOException {
            throw new IOException("nobody is there");
        }
    };

    private CountedAgents counting(int hosts) {
        return new CountedAgents(NOBODY, hosts, new PrintStream(screen, true, StandardCharsets.UTF_8), now::get);
    }

    private String tryAll(CountedAgents agents, int times, Duration each) {
        for (int i = 0; i < times; i++) {
            now.addAndGet(each.toNanos());
            assertThatThrownBy(() -> agents.start(new HostName("h"))).hasMessage("nobody is there");
        }
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatTakesNoTimeShowsNoLine() {
        assertThat(tryAll(counting(9), 9, Duration.ofMillis(100))).isEmpty();
    }

    @Test
    void theLineComesAfterASecondAndGoesWithTheLastHost() {
        CountedAgents agents = counting(4);
        assertThat(tryAll(agents, 3, Duration.ofMillis(700)))
                .doesNotContain("1 not")
                .contains("Reached 0 of 4 hosts, 2 not ...")
                .endsWith("Reached 0 of 4 hosts, 3 not ...");
        String line = "Reached 0 of 4 hosts, 3 not ...";
        assertThat(tryAll(agents, 1, Duration.ofMillis(700))).endsWith("\r" + " ".repeat(line.length()) + "\r");
    }

    @Test
    void itIsNotPaintedForEveryHost() {
        assertThat(tryAll(counting(1000), 500, Duration.ofMillis(10)).chars().filter(c -> c == 'R'))
                .hasSizeLessThan(2 * 50);
    }
}
