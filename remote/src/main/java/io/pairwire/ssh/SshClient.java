package io.pairwire.ssh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.Config;

/** Starts agents on hosts. Thread-safe: one for a run, shared by all its hosts. */
public final class SshClient {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    private final SshOptions options;
    private final KeyRing ring;
    private final SshConnection.Shared shared;
    private final Routes routes;
    private final AgentStarter starter;
    private final Bastions bastions = new Bastions(this::logInTo);

    public SshClient(SshOptions options) {
        this.options = options;
        this.routes = new Routes(options);
        this.starter = new AgentStarter(options);
        this.ring = new KeyRing(options.prompts());
        this.shared = new OfRun(Algorithms.config(), new HostRecords(), checks(), options.startTimeout());
    }

    /**
     * Connects to the host, checks its key, logs in, brings the jar into the host's cache if it is not there, and starts
     * the agent ({@code java -jar … agent}). Blocks until the host has handed over to the agent.
     */
    public AgentProcess startAgent(SshHost host, AgentJar jar) throws SshException {
        return starter.start(session(host), host, jar);
    }

    /**
     * Removes what this and other versions have put into the host's cache, and nothing else. Takes no Java there.
     *
     * @param check whether to say only what would be removed
     */
    public Cleaned clean(SshHost host, boolean check) throws SshException {
        return Cleaned.of(starter.run(session(host), host, new Errand(Bootstrap.Task.CLEAN, check, false)));
    }

    /** Looks at a host and changes nothing. That something is wrong there, or that it cannot be reached, is an answer too. */
    public Examination examine(SshHost host) {
        return Examination.of(host.sudo().or(options::sudo), asLogin -> {
            AgentStarter.Session session = session(host);
            return new Examination.Look(
                    session.target(),
                    session.connectTime().plus(session.loginTime()),
                    starter.run(session, host, new Errand(Bootstrap.Task.DOCTOR, false, asLogin)));
        });
    }

    private AgentStarter.Session session(SshHost host) throws SshException {
        if (options.openssh().isPresent()) {
            return OpensshProcess.start(host, options, shared::checking);
        }
        Route route = routes.to(host);
        Login login = Login.prepare(route.hop(), ring);
        long begun = System.nanoTime();
        SshConnection connection = SshConnection.open(route.hop(), way(route), shared);
        boolean ready = false;
        try {
            long connected = System.nanoTime();
            connection.logIn(login, options.startTimeout());
            SshSession session = new SshSession(
                    connection, Duration.ofNanos(connected - begun), Duration.ofNanos(System.nanoTime() - connected));
            ready = true;
            return session;
        } finally {
            if (!ready) {
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
}
