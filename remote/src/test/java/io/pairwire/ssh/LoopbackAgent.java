package io.pairwire.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real ssh-agent with a socket of its own. */
final class LoopbackAgent implements AutoCloseable {
    private final Process process;
    private final Path socket;

    private LoopbackAgent(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    static LoopbackAgent start(Path socket) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        process.inputReader().readLine();
        for (int i = 0; i < 100 && !Files.exists(socket); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new LoopbackAgent(process, socket);
    }

    Path socket() {
        return socket;
    }

    LoopbackAgent add(Path key) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("ssh-add", "-q", key.toString());
        builder.environment().putAll(Map.of("SSH_AUTH_SOCK", socket.toString(), "SSH_ASKPASS", "/bin/false"));
        Process add = builder.redirectErrorStream(true).start();
        String said = new String(add.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (add.waitFor() != 0) {
            throw new IOException("ssh-add: " + said);
        }
        return this;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
