package io.pairwire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;

/** A session over a connection of our own. */
final class SshSession implements AgentStarter.Session {
    private final SshConnection connection;
    private final Duration connectTime;
    private final Duration loginTime;
    private Optional<Session.Command> running = Optional.empty();
    private Optional<OutputStream> out = Optional.empty();

    SshSession(SshConnection connection, Duration connectTime, Duration loginTime) {
        this.connection = connection;
        this.connectTime = connectTime;
        this.loginTime = loginTime;
    }

    @Override
    public void run(String commandLine) throws IOException {
        Session.Command command = connection.startSession().exec(commandLine);
        running = Optional.of(command);
        out = Optional.of(new HostInput(
                command,
                connection::stands,
                e -> connection.explainWrite(
                        e, command.isEOF() || command.getExitStatus() != null || command.getExitSignal() != null)));
    }

    private Session.Command command() {
        return running.orElseThrow(() -> new IllegalStateException("nothing runs yet"));
    }

    @Override
    public InputStream in() {
        return command().getInputStream();
    }

    @Override
    public OutputStream out() {
        return out.orElseThrow(() -> new IllegalStateException("nothing runs yet"));
    }

    @Override
    public InputStream err() {
        return command().getErrorStream();
    }

    @Override
    public Lifeline lifeline() {
        return connection.lifeline();
    }

    @Override
    public void settle() {
        connection.settle();
    }

    @Override
    public Duration connectTime() {
        return connectTime;
    }

    @Override
    public Duration loginTime() {
        return loginTime;
    }

    @Override
    public Duration patience() {
        return connection.hop().connectTimeout();
    }

    @Override
    public SshTarget target() {
        return connection.target();
    }

    @Override
    public IOException explainLoss(IOException e) {
        return connection.explainLoss(e);
    }

    @Override
    public OptionalInt exitStatus(Duration patience) {
        try {
            command().join(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ConnectionException e) {
            return OptionalInt.empty();
        }
        Integer status = command().getExitStatus();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    @Override
    public Optional<String> exitSignal() {
        return Optional.ofNullable(command().getExitSignal()).map(Object::toString);
    }

    @Override
    public void close() {
        connection.close();
    }
}
