package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** An open connection to an SSH server: how to log in, what goes through it, and how to end it. */
final class SshConnection {
    /** How long a goodbye may take when the host no longer reads. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** How long a person may take over a passphrase, or an agent over its own question. */
    private static final Duration PERSON = Duration.ofMinutes(2);

    /** Less than a server sends that introduces itself. */
    private static final int LESS_THAN_AN_INTRODUCTION = 256;

    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MILLIS = 150;

    private final Hop hop;
    private final SSHClient ssh;
    private final Lifeline lifeline;
    private final Future<?> checks;
    private final Runnable after;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SshConnection(Hop hop, SSHClient ssh, Lifeline lifeline, Future<?> checks, Runnable after) {
        this.hop = hop;
        this.ssh = ssh;
        this.lifeline = lifeline;
        this.checks = checks;
        this.after = after;
    }

    /** What makes the connection that SSH is spoken over. */
    interface Way {
        Lifeline dial() throws SshException;

        /** What else is to be ended with the connection. */
        default void leave() {}

        /** What the way itself said of a failure. */
        default String words() {
            return "";
        }
    }

    /** What all connections of a run share. */
    interface Shared {
        Config config();

        Future<?> checking(Lifeline lifeline);

        HostRecords records();

        Duration startTimeout();
    }

    /** Connects and checks the server's key; nobody is logged in yet. */
    static SshConnection open(Hop hop, Way way, Shared shared) throws SshException {
        boolean opened = false;
        try {
            long end = System.nanoTime() + hop.connectTimeout().toNanos();
            for (int attempt = 1; ; attempt++) {
                Lifeline lifeline = way.dial();
                SshConnection connection = new SshConnection(
                        hop, new SSHClient(shared.config()), lifeline, shared.checking(lifeline), way::leave);
                StrictHostKeys hostKeys = new StrictHostKeys(hop.target(), hop.hostKeys(), shared.records());
                try {
                    connection.shakeHands(hostKeys, shared.startTimeout());
                    opened = true;
                    return connection;
                } catch (IOException | RuntimeException e) {
                    connection.end();
                    if (hostKeys.refusal().isPresent()) {
                        throw hostKeys.refusal().get();
                    }
                    if (!connection.wasTurnedAway() || attempt == ATTEMPTS || !pause(attempt, end)) {
                        throw Failures.connecting(hop, lifeline, e, way.words());
                    }
                }
            }
        } finally {
            if (!opened) {
                way.leave();
            }
        }
    }

    /** A busy sshd closes before it introduces itself (MaxStartups). */
    private boolean wasTurnedAway() {
        return lifeline.cutBecause().isEmpty() && lifeline.heard() < LESS_THAN_AN_INTRODUCTION;
    }

    /** Waits ever longer, by chance more or less, so that those who were turned away together do not come back together. */
    private static boolean pause(int attempt, long end) {
        long millis = FIRST_PAUSE_MILLIS << (attempt - 1);
        millis += ThreadLocalRandom.current().nextLong(millis);
        if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis) - end > 0) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void shakeHands(StrictHostKeys hostKeys, Duration startTimeout) throws IOException {
        ssh.setSocketFactory(new OneSocket(lifeline));
        ssh.addHostKeyVerifier(hostKeys);
        // Lifeline keeps the time; sshj's own limits are only to come after it.
        int patience = (int) startTimeout
                .plus(hop.connectTimeout())
                .plus(PERSON)
                .plusSeconds(2)
                .toMillis();
        ssh.getTransport().setTimeoutMs(patience);
        ssh.getConnection().setTimeoutMs(patience);
        if (ssh.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
            keepAlive.setKeepAliveInterval((int) hop.keepAliveInterval().toSeconds());
            keepAlive.setMaxAliveCount(Integer.MAX_VALUE);
        }
        lifeline.allow(hop.connectTimeout(), "no SSH key exchange within " + Failures.seconds(hop.connectTimeout()));
        ssh.connect(hop.target().address(), hop.target().port());
    }

    /** Logs in with the first that is taken. */
    void logIn(Login login, Duration time) throws SshException {
        lifeline.allow(time, "no login within " + Failures.seconds(time));
        login.run(this);
    }

    /** Tries one way to log in, and returns whether it is taken. */
    boolean authenticate(AuthMethod method) throws IOException {
        try {
            ssh.auth(hop.target().user(), List.of(method));
            return true;
        } catch (net.schmizz.sshj.userauth.UserAuthException e) {
            if (e.getCause() == null && stands()) {
                return false;
            }
            if (e.getCause() instanceof net.schmizz.sshj.userauth.UserAuthException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Gives the next step the time that a person takes. */
    void waitForAPerson() {
        lifeline.allow(PERSON, "no answer from a person or an agent within " + Failures.seconds(PERSON));
    }

    /** From here on only silence ends it. */
    void settle() {
        lifeline.cutAfterSilence(hop.keepAliveInterval().multipliedBy(hop.keepAliveMisses()));
        lifeline.allowForever();
    }

    Session startSession() throws IOException {
        return ssh.startSession();
    }

    /** Returns a connection from this server to another, not waiting longer than that. */
    Lifeline tunnel(SshTarget target, Duration time) throws SshException {
        DirectConnection channel = new DirectConnection(ssh.getConnection(), target.address(), target.port());
        Opening opening = new Opening(channel);
        Thread thread = new Thread(opening, "ssh-open-" + target.name());
        thread.setDaemon(true);
        thread.start();
        Optional<String> failure = opening.await(time);
        if (failure.isPresent()) {
            throw new SshException(
                    Kind.UNREACHABLE,
                    "cannot connect to",
                    target,
                    "from the bastion " + hop.target() + ": "
                            + lifeline.cutBecause().orElse(failure.get()),
                    "Check that the bastion may reach " + target.endpoint() + " (its AllowTcpForwarding and PermitOpen,"
                            + " names as it knows them, firewalls) and that sshd listens there.",
                    Optional.empty());
        }
        return new StreamLifeline(
                target.name(),
                channel.getInputStream(),
                new HostInput(channel, this::stands, e -> e),
                () -> hangUp(channel));
    }

    private static void hangUp(DirectConnection channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The bastion's own connection has ended, and the channel with it.
            return;
        }
    }

    /**
     * The opening of a channel, which a bastion may take minutes over. It is not given up but closed when it comes to pass: sshj would take
     * what comes for a channel that it has forgotten for the end of the connection, which others share.
     */
    private static final class Opening implements Runnable {
        private final DirectConnection channel;
        private Optional<String> failure = Optional.empty();
        private boolean done;
        private boolean unwanted;

        Opening(DirectConnection channel) {
            this.channel = channel;
        }

        @Override
        public void run() {
            Optional<String> result = Optional.empty();
            try {
                channel.open();
            } catch (IOException | RuntimeException e) {
                result = Optional.of(Failures.deepest(e));
            }
            boolean close;
            synchronized (this) {
                failure = result;
                done = true;
                close = unwanted && result.isEmpty();
                notifyAll();
            }
            if (close) {
                hangUp(channel);
            }
        }

        synchronized Optional<String> await(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            try {
                for (long left = time.toNanos(); !done && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            unwanted = !done;
            return done ? failure : Optional.of("no answer within " + Failures.seconds(time));
        }
    }

    Hop hop() {
        return hop;
    }

    SshTarget target() {
        return hop.target();
    }

    Lifeline lifeline() {
        return lifeline;
    }

    /** Whether the connection still stands, as far as anybody knows. */
    boolean stands() {
        return !closed.get() && !lifeline.isClosed() && ssh.getTransport().isRunning();
    }

    /**
     * Says what a failed write means: that we closed, that the agent ended, or that the connection broke. An agent's end is
     * announced by the host; a connection that breaks is not, and sshj wakes us before it knows itself to be dead.
     */
    IOException explainWrite(IOException e, boolean endAnnounced) {
        if (endAnnounced && !closed.get()) {
            return new IOException("the agent on " + target() + " has ended", e);
        }
        return explainLoss(e);
    }

    /** Says what a failed read means: that we closed, or that the connection broke; an agent's end is no failure there. */
    IOException explainLoss(IOException e) {
        if (closed.get()) {
            return new IOException("the connection to " + target() + " is closed", e);
        }
        String reason = lifeline.cutBecause().orElse(String.valueOf(e.getMessage()));
        return new ConnectionLostException("lost the connection to " + target() + ": " + reason, e);
    }

    /** Ends it, and leaves the way that it came by. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            end();
            after.run();
        }
    }

    private void end() {
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
