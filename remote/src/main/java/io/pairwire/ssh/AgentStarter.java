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
import java.util.List;
import java.util.Optional;

/** Runs the bootstrap in a session, becomes root where that is wanted, and hands over to the agent. */
final class AgentStarter {
    private static final Duration PERSON = Duration.ofMinutes(2);
    /** What sudo asks in words of its own nobody answers; a slow machine may still be about to go on. */
    private static final Duration UNHEARD = Duration.ofSeconds(5);

    private static final Duration LINKING = Duration.ofMinutes(5);

    /** 60 MB and two starts of Java, on a host that may be small. */
    private static final Duration UNPACKING = Duration.ofMinutes(5);

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
            AgentProcess process =
                    exec(session, host, Bootstrap.of(nonce(), jar, options, host), (in, marker, heard) -> {
                        Handover handover = Handover.take(in, session.out(), marker, our(session, jar, heard));
                        session.settle();
                        return heard.agent(in, session, handover);
                    });
            started = true;
            return process;
        } finally {
            if (!started) {
                session.close();
            }
        }
    }

    /** Does something that takes no agent, and returns what the host noted. */
    List<Errand.Note> run(Session session, SshHost host, Errand errand) throws SshException {
        try {
            return exec(
                    session,
                    host,
                    Bootstrap.of(errand, nonce(), options, host),
                    (in, marker, heard) -> Handover.notes(in, marker, heard::sudo));
        } finally {
            session.close();
        }
    }

    /** Our side of a talk with what runs on a host. */
    private interface Talk<T> {
        T talk(InputStream in, String marker, Heard heard) throws IOException, Handover.Failure;
    }

    /** What goes on beside a talk. */
    private record Heard(StderrTail tail, Thread thread, Optional<SudoDialogue> dialogue, long begun, Runnable extend) {
        void sudo(boolean done) {
            dialogue.ifPresent(done ? SudoDialogue::ends : SudoDialogue::begins);
        }

        AgentProcess agent(InputStream in, Session session, Handover handover) {
            StartReport report = new StartReport(
                    session.connectTime(),
                    session.loginTime(),
                    Duration.ofNanos(System.nanoTime() - begun).minus(handover.upload()),
                    handover.upload(),
                    handover.uploaded(),
                    handover.runtimeSent(),
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
        }
    }

    private <T> T exec(Session session, SshHost host, Bootstrap bootstrap, Talk<T> talk) throws SshException {
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
        Optional<Sudo> by =
                bootstrap.sudo().isEmpty() ? Optional.empty() : host.sudo().or(options::sudo);
        try {
            session.run(bootstrap.commandLine());
            sudo = by.map(one -> new SudoDialogue(
                    bootstrap.sudoMarker(),
                    () -> sudoPassword(one, session, extend),
                    session.out(),
                    patience(session, extend)));
            StderrTail tail = new StderrTail(session.err(), sudo.map(dialogue -> dialogue));
            stderr = Optional.of(tail);
            Thread thread = tail.start("ssh-stderr-" + target.name());
            tailThread = Optional.of(thread);
            InputStream in = new BufferedInputStream(session.in(), 32 * 1024);
            return talk.talk(
                    in,
                    bootstrap.marker(),
                    new Heard(tail, thread, sudo.filter(one -> bootstrap.sudoAsks()), begun, extend));
        } catch (Handover.Failure e) {
            String said = lastWords(stderr, tailThread);
            if (e.kind() == SshException.Kind.PRIVILEGE && e.isSudos()) {
                throw Failures.becomingRoot(target, session.lifeline(), sudo.flatMap(SudoDialogue::trouble), said);
            }
            throw session.explainSilence(said)
                    .orElseGet(() -> Failures.startingAgent(bootstrap.task(), target, session.lifeline(), e, said));
        } catch (IOException | RuntimeException e) {
            String said = lastWords(stderr, tailThread);
            if (session.lifeline()
                    .cutBecause()
                    .filter(SudoDialogue.OTHER_WORDS::equals)
                    .isPresent()) {
                throw Failures.becomingRoot(target, session.lifeline(), Optional.empty(), said);
            }
            throw session.explainSilence(said)
                    .orElseGet(() -> Failures.startingSession(target, session.lifeline(), e, said));
        }
    }

    private SudoDialogue.Patience patience(Session session, Runnable extend) {
        Duration brief = UNHEARD.compareTo(options.startTimeout()) < 0 ? UNHEARD : options.startTimeout();
        return new SudoDialogue.Patience() {
            @Override
            public void usual() {
                extend.run();
            }

            @Override
            public void brief() {
                session.lifeline().allow(brief, SudoDialogue.OTHER_WORDS);
            }
        };
    }

    private Handover.Our our(Session session, AgentJar jar, Heard heard) {
        Runnable extend = heard.extend;
        return new Handover.Our() {
            @Override
            public AgentJar jar() {
                return jar;
            }

            @Override
            public Parcel runtime(String machine) throws Runtimes.NotToBeHadException {
                session.lifeline().allow(LINKING, "no Java runtime was made within " + Failures.seconds(LINKING));
                Runtimes runtimes = options.runtimes()
                        .orElseThrow(() -> new Runtimes.NotToBeHadException("nobody makes any", "Install Java there."));
                Parcel runtime = runtimes.forMachine(machine);
                extend.run();
                return runtime;
            }

            @Override
            public void progress() {
                extend.run();
            }

            @Override
            public void unpacks() {
                session.lifeline()
                        .allow(
                                UNPACKING,
                                "the host did not unpack the Java runtime within " + Failures.seconds(UNPACKING));
            }

            @Override
            public void sudo(boolean done) {
                heard.sudo(done);
            }
        };
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
