package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** An agent at the far end of an SSH session. */
final class SshAgentProcess implements AgentProcess {
    /** The session that it runs in. */
    interface Running {
        SshTarget target();

        /** Says what a failed read means. */
        IOException explainLoss(IOException e);

        /** Returns the failure that an end of stream is, if it is one. */
        default Optional<IOException> explainEnd() {
            return Optional.empty();
        }

        OptionalInt exitStatus(Duration patience);

        Optional<String> exitSignal();

        void close();
    }

    private final Running session;
    private final InputStream in;
    private final OutputStream out;
    private final StderrTail stderr;
    private final Thread stderrThread;
    private final Duration patience;
    private final StartReport startReport;

    SshAgentProcess(
            Running session,
            InputStream in,
            OutputStream out,
            StderrTail stderr,
            Thread stderrThread,
            Duration patience,
            StartReport startReport) {
        this.session = session;
        this.in = new Explained(in);
        this.out = out;
        this.stderr = stderr;
        this.stderrThread = stderrThread;
        this.patience = patience;
        this.startReport = startReport;
    }

    @Override
    public SshTarget target() {
        return session.target();
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
        return session.exitStatus(patience);
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
                : session.exitSignal()
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
        session.close();
    }

    private final class Explained extends InputStream {
        private final InputStream delegate;

        Explained(InputStream delegate) {
            this.delegate = delegate;
        }

        @Override
        public int read() throws IOException {
            try {
                return ended(delegate.read());
            } catch (IOException e) {
                throw session.explainLoss(e);
            }
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            try {
                return ended(delegate.read(octets, offset, length));
            } catch (IOException e) {
                throw session.explainLoss(e);
            }
        }

        private int ended(int result) throws IOException {
            if (result < 0) {
                Optional<IOException> failure = session.explainEnd();
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
            return result;
        }

        @Override
        public int available() throws IOException {
            return delegate.available();
        }
    }
}
