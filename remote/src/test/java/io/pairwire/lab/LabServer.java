package io.pairwire.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One more OpenSSH server on one of the lab's hosts, on a port of its own: as the host's own, but for what a test wants otherwise. */
final class LabServer implements AutoCloseable {
    private final String host;
    private final int port;
    private final Path pid;
    private final Path log;

    private LabServer(String host, int port, Path directory) {
        this.host = host;
        this.port = port;
        pid = directory.resolve("sshd-" + port + ".pid");
        log = directory.resolve("sshd-" + port + ".log");
    }

    /** Starts a server with lines of its own, each in place of the host's. */
    static LabServer start(String host, int port, String... lines) throws IOException, InterruptedException {
        Path directory = LabHosts.key("x").resolveSibling(host);
        LabServer server = new LabServer(host, port, directory);
        List<String> config = new ArrayList<>(List.of(lines));
        config.add("PidFile " + server.pid);
        config.add("Port " + port);
        // Of most settings the first value counts, but not of all: MaxStartups is one of the others.
        List<String> settled = config.stream().map(LabServer::keyword).toList();
        for (String line : Files.readAllLines(directory.resolve("sshd_config"))) {
            if (!settled.contains(keyword(line))) {
                config.add(line);
            }
        }
        Path file = Files.write(directory.resolve("sshd-" + port + ".config"), config);
        Files.deleteIfExists(server.pid);
        LabHosts.exec(host, "/usr/sbin/sshd", "-f", file.toString(), "-E", server.log.toString())
                .orThrow();
        // It writes its pid once it listens, which is after it has gone into the background.
        for (int tries = 0; !Files.exists(server.pid); tries++) {
            if (tries == 600) {
                throw new IllegalStateException("no server listens: " + server.log());
            }
            Thread.sleep(50);
        }
        return server;
    }

    private static String keyword(String line) {
        return line.split(" ", 2)[0];
    }

    int port() {
        return port;
    }

    /** Returns all that the server has logged. */
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Ends the server; the connections that it serves go on. */
    @Override
    public void close() throws IOException {
        LabHosts.exec(host, "kill", Files.readString(pid).strip()).orThrow();
    }
}
