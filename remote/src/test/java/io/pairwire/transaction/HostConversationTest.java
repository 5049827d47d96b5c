package io.pairwire.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.SshException;
import io.pairwire.ssh.SshTarget;
import io.pairwire.ssh.StartReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that are not what they should be. */
@Timeout(30)
final class HostConversationTest {
    private static final HostName HOST = new HostName("lon1");

    /** A program that was started in the agent's place, and neither speaks nor ends. */
    private static final class Mute implements AgentProcess, Agents {
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
            return this;
        }

        @Override
        public SshTarget target() {
            return SshTarget.of(HOST.text(), HOST.text());
        }

        @Override
        public InputStream fromAgent() {
            return reader;
        }

        @Override
        public OutputStream toAgent() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public String stderrTail() {
            return "";
        }

        @Override
        public OptionalInt exitStatus() {
            return OptionalInt.empty();
        }

        @Override
        public SshException endedEarly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public StartReport startReport() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
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
        mute.close();
        HostConversation.Failed failed = catchThrowableOfType(
                HostConversation.Failed.class,
                () -> HostConversation.start(HOST, mute, new Request.Heartbeat(), Duration.ofSeconds(20)));
        assertThat(failed).hasMessage("lon1: lost its agent: the agent ended");
    }
}
