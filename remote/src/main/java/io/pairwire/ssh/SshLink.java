package io.pairwire.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.SSHClient;

/** An open connection, and how to end it. */
final class SshLink {
    /** How long a goodbye may take when the host no longer reads. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final SshTarget target;
    private final SSHClient ssh;
    private final Lifeline lifeline;
    private final Future<?> checks;
    private final AtomicBoolean closed = new AtomicBoolean();

    SshLink(SshTarget target, SSHClient ssh, Lifeline lifeline, Future<?> checks) {
        this.target = target;
        this.ssh = ssh;
        this.lifeline = lifeline;
        this.checks = checks;
    }

    SshTarget target() {
        return target;
    }

    Lifeline lifeline() {
        return lifeline;
    }

    /** Whether the connection still stands, as far as anybody knows. */
    boolean stands() {
        return !lifeline.isClosed() && ssh.getTransport().isRunning();
    }

    /**
     * Says what a failed write means: that we closed, that the agent ended, or that the connection broke. An agent's end is
     * announced by the host; a connection that breaks is not, and sshj wakes us before it knows itself to be dead.
     */
    IOException explainWrite(IOException e, boolean endAnnounced) {
        if (endAnnounced && !closed.get()) {
            return new IOException("the agent on " + target + " has ended", e);
        }
        return explainLoss(e);
    }

    /** Says what a failed read means: that we closed, or that the connection broke; an agent's end is no failure there. */
    IOException explainLoss(IOException e) {
        if (closed.get()) {
            return new IOException("the connection to " + target + " is closed", e);
        }
        String reason = lifeline.cutBecause().orElse(String.valueOf(e.getMessage()));
        return new ConnectionLostException("lost the connection to " + target + ": " + reason, e);
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            lifeline.allow(GOODBYE, "closed");
            try {
                ssh.disconnect();
            } catch (IOException | RuntimeException e) {
                // Nobody is left to hear that a goodbye went wrong; below we make sure of the end.
            }
            try {
                lifeline.close();
            } catch (IOException e) {
                // The socket is gone either way.
            }
            checks.cancel(false);
        }
    }
}
