package io.pairwire.transaction;

import io.pairwire.agent.InProcessAgent;
import io.pairwire.model.HostName;
import io.pairwire.ssh.AgentProcess;
import io.pairwire.ssh.SshException;
import io.pairwire.ssh.SshTarget;
import io.pairwire.ssh.StartReport;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** An agent in this process, as one that was started over SSH looks. */
public record FakeProcess(HostName host, InputStream fromAgent, OutputStream toAgent, Runnable end)
        implements AgentProcess {
    /** An agent as it is. */
    public FakeProcess(HostName host, InProcessAgent agent) {
        this(host, agent, agent.fromAgent());
    }

    /** An agent of which this arrives. */
    FakeProcess(HostName host, InProcessAgent agent, InputStream fromAgent) {
        this(host, fromAgent, agent.toAgent(), agent::close);
    }

    @Override
    public SshTarget target() {
        return SshTarget.of(host.text(), host.text());
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
        Duration none = Duration.ZERO;
        return new StartReport(none, none, none, none, false, false, 0, "java 17");
    }

    @Override
    public void close() {
        end.run();
    }
}
