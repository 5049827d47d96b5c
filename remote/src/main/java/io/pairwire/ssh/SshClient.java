package io.pairwire.ssh;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.connection.channel.direct.Session;

/** Starts agents on hosts. Thread-safe: one for a run, shared by all its hosts. */
public final class SshClient {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    private final SshOptions options;
    private final SecureRandom random = new SecureRandom();
    private final KeyRing ring;
    private final SshConnection.Shared shared;
    private final Routes routes;
    private final Bastions bastions = new Bastions(this::logInTo);

    public SshClient(SshOptions options) {
        this.options = options;
        this.routes = new Routes(options);
        this.ring = new KeyRing(options.prompts());
        this.shared = new OfRun(Algorithms.config(), new HostRecords(), checks(), options.startTimeout());
    }

    /**
     * Connects to the host, checks its key, logs in, brings the jar into the host's cache if it is not there, and starts
     * the agent ({@code java -jar … agent}). Blocks until the host has handed over to the agent.
     */
    public AgentProcess startAgent(SshHost host, AgentJar jar) throws SshException {
        Route route = routes.to(host);
        long begun = System.nanoTime();
        Login login = Login.prepare(route.hop(), ring);
        SshConnection connection = SshConnection.open(route.hop(), way(route), shared);
        boolean started = false;
        try {
            long connected = System.nanoTime();
            connection.logIn(login, options.startTimeout());
            long loggedIn = System.nanoTime();
            AgentProcess process = exec(
                    connection,
                    jar,
                    Duration.ofNanos(connected - begun),
                    Duration.ofNanos(loggedIn - connected),
                    loggedIn);
            started = true;
            return process;
        } finally {
            if (!started) {
                connection.close();
            }
        }
    }

    private SshConnection logInTo(Route route) throws SshException {
        Login login = Login.prepare(route.hop(), ring);
        SshConnection connection = SshConnection.open(route.hop(), way(route), shared);
        boolean loggedIn = false;
        try {
            connection.logIn(login, options.startTimeout());
            connection.settle();
            loggedIn = true;
            return connection;
        } finally {
            if (!loggedIn) {
                connection.close();
            }
        }
    }

    private SshConnection.Way way(Route route) {
        SshTarget target = route.hop().target();
        if (route.command().isPresent()) {
            return new ProxyProcess(target, route.command().get());
        }
        if (route.bastion().isPresent()) {
            return new ThroughBastion(bastions, route.bastion().get(), route.hop());
        }
        return () -> Dialler.dial(target, route.hop().connectTimeout());
    }

    /** The way through a bastion, which is entered once however often it takes to get through to the host. */
    private static final class ThroughBastion implements SshConnection.Way {
        private final Bastions bastions;
        private final Route bastion;
        private final Hop hop;
        private Optional<SshConnection> entered = Optional.empty();

        ThroughBastion(Bastions bastions, Route bastion, Hop hop) {
            this.bastions = bastions;
            this.bastion = bastion;
            this.hop = hop;
        }

        @Override
        public Lifeline dial() throws SshException {
            try {
                return entered().tunnel(hop.target(), hop.connectTimeout());
            } catch (SshException e) {
                if (entered.isEmpty() || entered.get().stands()) {
                    throw e;
                }
                // It broke before anybody noticed.
                leave();
                return entered().tunnel(hop.target(), hop.connectTimeout());
            }
        }

        private SshConnection entered() throws SshException {
            if (entered.isEmpty()) {
                try {
                    entered = Optional.of(bastions.enter(bastion));
                } catch (SshException e) {
                    throw e.behind(hop.target());
                }
            }
            return entered.get();
        }

        @Override
        public void leave() {
            if (entered.isPresent()) {
                entered = Optional.empty();
                bastions.leave(bastion);
            }
        }
    }

    /** What the connections of a run share. */
    private record OfRun(
            Config config, HostRecords records, ScheduledThreadPoolExecutor executor, Duration startTimeout)
            implements SshConnection.Shared {
        @Override
        public Future<?> checking(Lifeline lifeline) {
            long interval = CHECK_INTERVAL.toMillis();
            return executor.scheduleWithFixedDelay(lifeline::check, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    /** One thread for all connections, which never waits for a host; it ends when there is nothing to check. */
    private static ScheduledThreadPoolExecutor checks() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ssh-checks");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private AgentProcess exec(SshConnection connection, AgentJar jar, Duration connect, Duration login, long begun)
            throws SshException {
        SshTarget target = connection.target();
        Lifeline lifeline = connection.lifeline();
        Runnable extend = () -> lifeline.allow(
                options.startTimeout(), "nothing from the bootstrap for " + Failures.seconds(options.startTimeout()));
        extend.run();
        Optional<StderrTail> stderr = Optional.empty();
        try {
            Bootstrap bootstrap = Bootstrap.of(nonce(), jar, options);
            Session session = connection.startSession();
            Session.Command command = session.exec(bootstrap.commandLine());
            StderrTail tail = new StderrTail(command.getErrorStream());
            stderr = Optional.of(tail);
            Thread tailThread = tail.start("ssh-stderr-" + target.name());
            InputStream in = new BufferedInputStream(command.getInputStream(), 32 * 1024);
            OutputStream out = new HostInput(
                    command,
                    connection::stands,
                    e -> connection.explainWrite(
                            e, command.isEOF() || command.getExitStatus() != null || command.getExitSignal() != null));
            Handover handover = Handover.take(in, out, bootstrap.marker(), jar, extend);
            connection.settle();
            StartReport report = new StartReport(
                    connect,
                    login,
                    Duration.ofNanos(System.nanoTime() - begun).minus(handover.upload()),
                    handover.upload(),
                    handover.uploaded(),
                    handover.noise(),
                    handover.java());
            return new SshAgentProcess(
                    connection,
                    command,
                    in,
                    new BufferedOutputStream(out, 32 * 1024),
                    tail,
                    tailThread,
                    connection.hop().connectTimeout(),
                    report);
        } catch (Handover.Failure e) {
            throw Failures.startingAgent(
                    target, lifeline, e, stderr.map(StderrTail::text).orElse(""));
        } catch (IOException | RuntimeException e) {
            throw Failures.startingSession(
                    target, lifeline, e, stderr.map(StderrTail::text).orElse(""));
        }
    }

    private String nonce() {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
