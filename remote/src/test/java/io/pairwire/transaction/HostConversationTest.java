package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that are not what they should be. */
@Timeout(30)
final class HostConversationTest {
    private static final HostName HOST = new HostName("lon1");

    /** Starts a program in the agent's place that neither speaks nor ends. */
    private static final class Mute implements Agents {
        private final PipedOutputStream writer = new PipedOutputStream();
        private final PipedInputStream reader;

        Mute() throws IOException {
            reader = new PipedInputStream(writer);
        }

        @Override
        public boolean knows(HostName host) {
            return true;
        }

        @Override
        public AgentProcess start(HostName host) {
            return new FakeProcess(host, reader, OutputStream.nullOutputStream(), this::end);
        }

        private void end() {
            try {
                writer.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void oneThatSaysNothingIsNotWaitedForForEver() throws IOException {
        Mute mute = new Mute();
        HostConversation.Failed failed = catchThrowableOfType(
                HostConversation.Failed.class,
                () -> HostConversation.start(HOST, mute, new Request.Heartbeat(), Duration.ofSeconds(1)));
        assertThat(failed.failure().kind()).isEqualTo(HostFailure.Kind.UNREACHABLE);
        assertThat(failed).hasMessage("lon1: its agent was started and has said nothing for 1 s");
    }

    @Test
    void oneThatEndsSaysNothingOfPatience() throws IOException {
        Mute mute = new Mute();
        mute.end();
        HostConversation.Failed failed = catchThrowableOfType(
                HostConversation.Failed.class,
                () -> HostConversation.start(HOST, mute, new Request.Heartbeat(), Duration.ofSeconds(20)));
        assertThat(failed).hasMessage("lon1: lost its agent: the agent ended");
    }
}
