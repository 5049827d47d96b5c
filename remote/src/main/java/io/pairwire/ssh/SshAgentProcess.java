package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;

/** An agent at the far end of an SSH session. */
final class SshAgentProcess implements AgentProcess {
    private final SshConnection connection;
    private final Session.Command command;
    private final InputStream in;
    private final OutputStream out;
    private final StderrTail stderr;
    private final Thread stderrThread;
    private final Duration patience;
    private final StartReport startReport;

    SshAgentProcess(
            SshConnection connection,
            Session.Command command,
            InputStream in,
            OutputStream out,
            StderrTail stderr,
            Thread stderrThread,
            Duration patience,
            StartReport startReport) {
        this.connection = connection;
        this.command = command;
        this.in = new Explained(in);
        this.out = out;
        this.stderr = stderr;
        this.stderrThread = stderrThread;
        this.patience = patience;
        this.startReport = startReport;
    }

    @Override
    public SshTarget target() {
        return connection.target();
    }

    @Override
    public InputStream fromAgent() {
        return in;
    }

    @Override
    public OutputStream toAgent() {
        return out;
    }

    @Override
    public String stderrTail() {
        return stderr.text();
    }

    @Override
    public OptionalInt exitStatus() {
        try {
            command.join(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ConnectionException e) {
            return OptionalInt.empty();
        }
        Integer status = command.getExitStatus();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    @Override
    public SshException endedEarly() {
        OptionalInt status = exitStatus();
        try {
            stderrThread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String how = status.isPresent()
                ? "it ended early, with exit status " + status.getAsInt()
                : Optional.ofNullable(command.getExitSignal())
                        .map(signal -> "it was killed by signal " + signal)
                        .orElse("it ended early");
        return new SshException(
                Kind.AGENT_DIED,
                "the agent died on",
                target(),
                how + " (" + startReport.java() + ")" + Failures.lastWords(stderrTail()),
                "Run again with -v; if it stays so, check the host's memory and its Java.",
                Optional.empty());
    }

    @Override
    public StartReport startReport() {
        return startReport;
    }

    @Override
    public void close() {
        connection.close();
    }

    private final class Explained extends InputStream {
        private final InputStream delegate;

        Explained(InputStream delegate) {
            this.delegate = delegate;
        }

        @Override
        public int read() throws IOException {
            try {
                return delegate.read();
            } catch (IOException e) {
                throw connection.explainLoss(e);
            }
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            try {
                return delegate.read(octets, offset, length);
            } catch (IOException e) {
                throw connection.explainLoss(e);
            }
        }

        @Override
        public int available() throws IOException {
            return delegate.available();
        }
    }
}
