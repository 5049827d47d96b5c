package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A session that OpenSSH's own {@code ssh} carries, for what only that can do: security keys, Kerberos, {@code Match exec}. */
final class OpensshProcess implements AgentStarter.Session {
    /** ssh's own exit status, which no agent has. */
    private static final int SSH_FAILED = 255;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final SshTarget target;
    private final List<String> arguments;
    private final Duration startTimeout;
    private final Function<Lifeline, Future<?>> checking;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<Process> running = Optional.empty();
    private Optional<StreamLifeline> lifeline = Optional.empty();
    private Optional<Future<?>> checks = Optional.empty();

    private OpensshProcess(
            SshTarget target, List<String> arguments, Duration startTimeout, Function<Lifeline, Future<?>> checking) {
        this.target = target;
        this.arguments = List.copyOf(arguments);
        this.startTimeout = startTimeout;
        this.checking = checking;
    }

    /** Returns it, ready to run; nobody is contacted yet. */
    static OpensshProcess start(SshHost host, SshOptions options, Function<Lifeline, Future<?>> checking) {
        SshTarget target = new SshTarget(
                host.name(),
                host.address(),
                host.port().orElse(SshTarget.DEFAULT_PORT),
                host.user().orElseGet(SshTarget::currentUser));
        return new OpensshProcess(target, arguments(host, options), options.startTimeout(), checking);
    }

    /** Each argument by itself, for no shell; ours first, since ssh takes the first that is said. */
    static List<String> arguments(SshHost host, SshOptions options) {
        List<String> arguments = new ArrayList<>(List.of(options.openssh().orElse("ssh"), "-T"));
        options.configFile().ifPresent(file -> arguments.addAll(List.of("-F", file.toString())));
        Map<String, String> said = new TreeMap<>();
        said.put("BatchMode", "yes");
        said.put("StrictHostKeyChecking", options.acceptNew() ? "accept-new" : "yes");
        said.put("ConnectTimeout", seconds(options.connectTimeout().orElse(CONNECT_TIMEOUT)));
        options.keepAliveInterval().ifPresent(interval -> said.put("ServerAliveInterval", seconds(interval)));
        said.put("ServerAliveCountMax", Integer.toString(options.keepAliveMisses()));
        said.putIfAbsent("ServerAliveInterval", "5");
        options.knownHostsFiles().ifPresent(files -> {
            said.put(
                    "UserKnownHostsFile",
                    String.join(" ", files.stream().map(Object::toString).toList()));
            said.put("GlobalKnownHostsFile", "none");
        });
        said.forEach((name, value) -> arguments.addAll(List.of("-o", name + "=" + value)));
        host.port().ifPresent(port -> arguments.addAll(List.of("-p", Integer.toString(port))));
        host.user().ifPresent(user -> arguments.addAll(List.of("-l", user)));
        host.privateKeyFile().ifPresent(file -> arguments.addAll(List.of("-i", file.toString())));
        new TreeMap<>(host.settings()).forEach((name, value) -> arguments.addAll(List.of("-o", name + "=" + value)));
        arguments.addAll(List.of("--", host.address()));
        return arguments;
    }

    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }

    @Override
    public void run(String commandLine) throws IOException {
        List<String> command = new ArrayList<>(arguments);
        command.add(commandLine);
        Process started = new ProcessBuilder(command).start();
        running = Optional.of(started);
        StreamLifeline line = new StreamLifeline(
                target.name(), started.getInputStream(), started.getOutputStream(), () -> end(started));
        line.allow(startTimeout, "nothing from the bootstrap for " + Failures.seconds(startTimeout));
        lifeline = Optional.of(line);
        checks = Optional.of(checking.apply(line));
    }

    private Process process() {
        return running.orElseThrow(() -> new IllegalStateException("nothing runs yet"));
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended by itself.
        }
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public InputStream in() {
        try {
            return lifeline().getInputStream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public OutputStream out() {
        return process().getOutputStream();
    }

    @Override
    public InputStream err() {
        return process().getErrorStream();
    }

    /** Before it runs there is nothing to cut, and whatever is allowed then is allowed to nobody. */
    @Override
    public Lifeline lifeline() {
        return lifeline.<Lifeline>map(line -> line).orElseGet(Lifeline::new);
    }

    @Override
    public void settle() {
        // ssh itself asks whether the host is there.
        lifeline().allowForever();
    }

    @Override
    public Optional<SshException> explainSilence(String stderr) {
        if (running.isEmpty() || exitStatus(Duration.ofSeconds(1)).orElse(0) != SSH_FAILED) {
            return Optional.empty();
        }
        String said = stderr.toLowerCase(Locale.ROOT);
        Kind kind = said.contains("permission denied") || said.contains("too many authentication failures")
                ? Kind.AUTH
                : said.contains("host key verification failed")
                                || said.contains("host identification has changed")
                                || said.contains("revoked")
                        ? Kind.HOST_KEY
                        : Kind.UNREACHABLE;
        return Optional.of(new SshException(
                kind,
                "ssh cannot log in to",
                target,
                lifeline().cutBecause().orElse("it gives up") + Failures.lastWords(stderr),
                "Try it by hand: " + String.join(" ", arguments) + " id",
                Optional.empty()));
    }

    @Override
    public Duration connectTime() {
        return Duration.ZERO;
    }

    @Override
    public Duration loginTime() {
        return Duration.ZERO;
    }

    @Override
    public Duration patience() {
        return CONNECT_TIMEOUT;
    }

    @Override
    public SshTarget target() {
        return target;
    }

    @Override
    public IOException explainLoss(IOException e) {
        return closed.get()
                ? new IOException("the connection to " + target + " is closed", e)
                : new ConnectionLostException(
                        "lost the connection to " + target + ": "
                                + lifeline().cutBecause().orElse(String.valueOf(e.getMessage())),
                        e);
    }

    /** ssh ends its streams where the connection breaks just as where the agent ends; its exit status tells which. */
    @Override
    public Optional<IOException> explainEnd() {
        return !closed.get() && exitStatus(Duration.ofSeconds(2)).orElse(0) == SSH_FAILED
                ? Optional.of(explainLoss(new IOException("ssh ended")))
                : Optional.empty();
    }

    @Override
    public OptionalInt exitStatus(Duration patience) {
        try {
            return process().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process().exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    @Override
    public Optional<String> exitSignal() {
        return Optional.empty();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            lifeline.ifPresent(StreamLifeline::close);
            checks.ifPresent(check -> check.cancel(false));
        }
    }
}
