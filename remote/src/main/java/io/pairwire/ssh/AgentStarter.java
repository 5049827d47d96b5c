package io.pairwire.ssh;

import io.pairwire.secret.Secret;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Runs the bootstrap in a session, becomes root where that is wanted, and hands over to the agent. */
final class AgentStarter {
    private static final Duration PERSON = Duration.ofMinutes(2);

    private final SshOptions options;
    private final SecureRandom random = new SecureRandom();
    private Optional<Secret> sudoPassword = Optional.empty();
    private boolean sudoPasswordAsked;

    AgentStarter(SshOptions options) {
        this.options = options;
    }

    /** A way to run one command on a host, whoever carries it there. */
    interface Session extends SshAgentProcess.Running {
        /** Runs the command; its streams are there then. */
        void run(String commandLine) throws IOException;

        InputStream in();

        OutputStream out();

        InputStream err();

        Lifeline lifeline();

        /** The bootstrap has become the agent: from here on only silence ends it. */
        void settle();

        /** Returns the failure to reach the host that a bootstrap's silence was, if it was one. */
        default Optional<SshException> explainSilence(String stderr) {
            return Optional.empty();
        }

        Duration connectTime();

        Duration loginTime();

        Duration patience();
    }

    AgentProcess start(Session session, SshHost host, AgentJar jar) throws SshException {
        boolean started = false;
        try {
            AgentProcess process = exec(session, host, jar);
            started = true;
            return process;
        } finally {
            if (!started) {
                session.close();
            }
        }
    }

    private AgentProcess exec(Session session, SshHost host, AgentJar jar) throws SshException {
        SshTarget target = session.target();
        Runnable extend = () -> session.lifeline()
                .allow(
                        options.startTimeout(),
                        "nothing from the bootstrap for " + Failures.seconds(options.startTimeout()));
        extend.run();
        long begun = System.nanoTime();
        Optional<StderrTail> stderr = Optional.empty();
        Optional<Thread> tailThread = Optional.empty();
        Optional<SudoDialogue> sudo = Optional.empty();
        Optional<Sudo> by = host.sudo().or(options::sudo);
        try {
            Bootstrap bootstrap = Bootstrap.of(nonce(), jar, options, by);
            session.run(bootstrap.commandLine());
            sudo = by.map(one ->
                    new SudoDialogue(bootstrap.sudoMarker(), () -> sudoPassword(one, session, extend), session.out()));
            StderrTail tail = new StderrTail(session.err(), sudo.map(dialogue -> dialogue));
            stderr = Optional.of(tail);
            Thread thread = tail.start("ssh-stderr-" + target.name());
            tailThread = Optional.of(thread);
            InputStream in = new BufferedInputStream(session.in(), 32 * 1024);
            Handover handover = Handover.take(in, session.out(), bootstrap.marker(), jar, extend);
            session.settle();
            StartReport report = new StartReport(
                    session.connectTime(),
                    session.loginTime(),
                    Duration.ofNanos(System.nanoTime() - begun).minus(handover.upload()),
                    handover.upload(),
                    handover.uploaded(),
                    handover.noise(),
                    handover.java());
            return new SshAgentProcess(
                    session,
                    in,
                    new BufferedOutputStream(session.out(), 32 * 1024),
                    tail,
                    thread,
                    session.patience(),
                    report);
        } catch (Handover.Failure e) {
            String said = lastWords(stderr, tailThread);
            if (e.kind() == SshException.Kind.PRIVILEGE && e.isSudos()) {
                throw Failures.becomingRoot(target, session.lifeline(), sudo.flatMap(SudoDialogue::trouble), said);
            }
            throw session.explainSilence(said)
                    .orElseGet(() -> Failures.startingAgent(target, session.lifeline(), e, said));
        } catch (IOException | RuntimeException e) {
            String said = lastWords(stderr, tailThread);
            throw session.explainSilence(said)
                    .orElseGet(() -> Failures.startingSession(target, session.lifeline(), e, said));
        }
    }

    /** What is said on standard error comes by itself, and may come later. */
    private static String lastWords(Optional<StderrTail> stderr, Optional<Thread> thread) {
        if (thread.isPresent()) {
            try {
                thread.get().join(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return stderr.map(StderrTail::text).orElse("");
    }

    /** Returns the password to answer with: the host's own, or the one that a person is asked for once a run. */
    private Optional<Secret> sudoPassword(Sudo sudo, Session session, Runnable extend) {
        if (sudo.password().isPresent() || !options.asksForSudoPassword()) {
            return sudo.password();
        }
        session.lifeline().allow(PERSON, "nobody typed sudo's password within " + Failures.seconds(PERSON));
        synchronized (this) {
            if (!sudoPasswordAsked) {
                sudoPasswordAsked = true;
                try {
                    sudoPassword = options.prompts().ask("Password for sudo: ");
                } catch (IOException e) {
                    sudoPassword = Optional.empty();
                }
            }
        }
        extend.run();
        return sudoPassword;
    }

    private String nonce() {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }
}
