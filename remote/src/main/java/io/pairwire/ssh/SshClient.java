package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** Starts agents on hosts. Thread-safe: one for a run, shared by all its hosts. */
public final class SshClient {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    private final SshOptions options;
    private final Config config = Algorithms.config();
    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor checks = checks();
    private Optional<KnownHosts> knownHosts = Optional.empty();

    public SshClient(SshOptions options) {
        this.options = options;
    }

    /**
     * Connects to the host, checks its key, logs in, brings the jar into the host's cache if it is not there, and starts
     * the agent ({@code java -jar … agent}). Blocks until the host has handed over to the agent.
     */
    public AgentProcess startAgent(SshTarget target, AgentJar jar) throws SshException {
        PrivateKeys keys = PrivateKeys.forTarget(target, options);
        StrictHostKeys hostKeys = new StrictHostKeys(target, knownHosts(target));
        Connection connection = new Connection(target, hostKeys);
        boolean started = false;
        try {
            AgentProcess process = connection.start(keys, jar);
            started = true;
            return process;
        } finally {
            if (!started) {
                connection.close();
            }
        }
    }

    private synchronized KnownHosts knownHosts(SshTarget target) throws SshException {
        if (knownHosts.isEmpty()) {
            try {
                knownHosts = Optional.of(KnownHosts.read(options.knownHostsFiles()));
            } catch (IOException e) {
                throw new SshException(
                        Kind.HOST_KEY,
                        "will not connect to",
                        target,
                        "the recorded host keys cannot be read: " + e,
                        "Make the file readable.",
                        Optional.of(e));
            }
        }
        return knownHosts.get();
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

    /** A connection on its way to an agent. */
    private final class Connection {
        private final SshTarget target;
        private final StrictHostKeys hostKeys;
        private final SSHClient ssh = new SSHClient(config);
        private Optional<SshLink> link = Optional.empty();

        Connection(SshTarget target, StrictHostKeys hostKeys) {
            this.target = target;
            this.hostKeys = hostKeys;
        }

        AgentProcess start(PrivateKeys keys, AgentJar jar) throws SshException {
            long begun = System.nanoTime();
            Lifeline lifeline = Dialler.dial(target, options.connectTimeout());
            SshLink opened = new SshLink(
                    target,
                    ssh,
                    lifeline,
                    checks.scheduleWithFixedDelay(
                            lifeline::check,
                            CHECK_INTERVAL.toMillis(),
                            CHECK_INTERVAL.toMillis(),
                            TimeUnit.MILLISECONDS));
            link = Optional.of(opened);
            shakeHands(lifeline);
            long connected = System.nanoTime();
            logIn(keys, lifeline);
            long loggedIn = System.nanoTime();
            return exec(
                    opened, jar, Duration.ofNanos(connected - begun), Duration.ofNanos(loggedIn - connected), loggedIn);
        }

        void close() {
            link.ifPresent(SshLink::close);
        }

        private void shakeHands(Lifeline lifeline) throws SshException {
            try {
                ssh.setSocketFactory(new OneSocket(lifeline));
                ssh.addHostKeyVerifier(hostKeys);
                // Lifeline keeps the time; sshj's own limits are only to come after it.
                int patience = (int) options.startTimeout()
                        .plus(options.connectTimeout())
                        .plusSeconds(2)
                        .toMillis();
                ssh.getTransport().setTimeoutMs(patience);
                ssh.getConnection().setTimeoutMs(patience);
                if (ssh.getConnection().getKeepAlive() instanceof KeepAliveRunner keepAlive) {
                    keepAlive.setKeepAliveInterval(
                            (int) options.keepAliveInterval().toSeconds());
                    keepAlive.setMaxAliveCount(Integer.MAX_VALUE);
                }
                lifeline.allow(
                        options.connectTimeout(), "no SSH key exchange within " + seconds(options.connectTimeout()));
                ssh.connect(target.address(), target.port());
            } catch (IOException | RuntimeException e) {
                throw hostKeys.refusal().orElseGet(() -> Failures.connecting(target, lifeline, e));
            }
        }

        private void logIn(PrivateKeys keys, Lifeline lifeline) throws SshException {
            lifeline.allow(options.startTimeout(), "no login within " + seconds(options.startTimeout()));
            List<AuthMethod> methods = new ArrayList<>();
            keys.usable().forEach(key -> methods.add(new SignedPublicKey(key.provider())));
            try {
                ssh.auth(target.user(), methods);
            } catch (IOException | RuntimeException e) {
                throw Failures.loggingIn(target, lifeline, keys, e);
            }
        }

        private AgentProcess exec(SshLink opened, AgentJar jar, Duration connect, Duration login, long begun)
                throws SshException {
            Lifeline lifeline = opened.lifeline();
            Runnable extend = () -> lifeline.allow(
                    options.startTimeout(), "nothing from the bootstrap for " + seconds(options.startTimeout()));
            extend.run();
            Optional<StderrTail> stderr = Optional.empty();
            try {
                Bootstrap bootstrap = Bootstrap.of(nonce(), jar, options);
                Session session = ssh.startSession();
                Session.Command command = session.exec(bootstrap.commandLine());
                StderrTail tail = new StderrTail(command.getErrorStream());
                stderr = Optional.of(tail);
                Thread tailThread = tail.start("ssh-stderr-" + target.name());
                InputStream in = new BufferedInputStream(command.getInputStream(), 32 * 1024);
                OutputStream out = new HostInput(opened, command);
                Handover handover = Handover.take(in, out, bootstrap.marker(), jar, extend);
                lifeline.cutAfterSilence(options.keepAliveInterval().multipliedBy(options.keepAliveMisses()));
                lifeline.allowForever();
                StartReport report = new StartReport(
                        connect,
                        login,
                        Duration.ofNanos(System.nanoTime() - begun).minus(handover.upload()),
                        handover.upload(),
                        handover.uploaded(),
                        handover.noise(),
                        handover.java());
                return new SshAgentProcess(
                        opened,
                        command,
                        in,
                        new BufferedOutputStream(out, 32 * 1024),
                        tail,
                        tailThread,
                        options.connectTimeout(),
                        report);
            } catch (Handover.Failure e) {
                throw Failures.startingAgent(
                        target, lifeline, e, stderr.map(StderrTail::text).orElse(""));
            } catch (IOException | RuntimeException e) {
                throw Failures.startingSession(
                        target, lifeline, e, stderr.map(StderrTail::text).orElse(""));
            }
        }
    }

    private String nonce() {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    private static String seconds(Duration time) {
        return Failures.seconds(time);
    }
}
