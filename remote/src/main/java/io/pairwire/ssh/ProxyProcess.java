package io.pairwire.ssh;

import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command whose standard streams lead to a server ({@code ProxyCommand}); it ends with the connection. */
final class ProxyProcess implements SshConnection.Way {
    private final SshTarget target;
    private final String command;
    private Optional<Process> process = Optional.empty();
    private Optional<StderrTail> stderr = Optional.empty();

    ProxyProcess(SshTarget target, String command) {
        this.target = target;
        this.command = command;
    }

    @Override
    public Lifeline dial() throws SshException {
        leave();
        try {
            // As OpenSSH starts it; the text is the user's own.
            String shell = Optional.ofNullable(System.getenv("SHELL"))
                    .filter(s -> !s.isEmpty())
                    .orElse("/bin/sh");
            Process started = new ProcessBuilder(shell, "-c", "exec " + command).start();
            process = Optional.of(started);
            StderrTail tail = new StderrTail(started.getErrorStream());
            stderr = Optional.of(tail);
            tail.start("ssh-proxy-stderr-" + target.name());
            return new StreamLifeline(
                    target.name(), started.getInputStream(), started.getOutputStream(), () -> end(started));
        } catch (IOException e) {
            throw new SshException(
                    Kind.UNREACHABLE,
                    "cannot connect to",
                    target,
                    "its ProxyCommand cannot be started: " + e.getMessage(),
                    "Check ProxyCommand: " + command,
                    Optional.of(e));
        }
    }

    @Override
    public void leave() {
        process.ifPresent(ProxyProcess::end);
    }

    @Override
    public String words() {
        return stderr.map(StderrTail::text).orElse("");
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
