package io.pairwire.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real OpenSSH server on loopback, on a port of its own, that lets the current user in with the keys we give it. */
final class LoopbackSshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Process process;
    private final int port;
    private final Path directory;

    private LoopbackSshd(Process process, int port, Path directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    /** Starts a server with these host keys and these more lines of configuration. */
    static LoopbackSshd start(Path directory, List<Path> hostKeys, List<Path> userKeys, String... more)
            throws IOException, InterruptedException {
        Commands.need(PROGRAM, "own");
        Files.createDirectories(directory);
        if (SshTarget.currentUser().equals("root")) {
            // Debian's service unit makes it; without, sshd refuses to start as root.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        StringBuilder authorized = new StringBuilder();
        for (Path key : userKeys) {
            authorized.append(Files.readString(Path.of(key + ".pub")));
        }
        Path authorizedKeys = Files.writeString(directory.resolve("authorized_keys"), authorized.toString());
        for (int attempt = 0; ; attempt++) {
            Optional<LoopbackSshd> server = tryStart(directory, hostKeys, authorizedKeys, more);
            if (server.isPresent()) {
                return server.get();
            }
            if (attempt == 5) {
                throw new IllegalStateException("sshd did not start; see " + directory.resolve("sshd_config"));
            }
        }
    }

    private static Optional<LoopbackSshd> tryStart(
            Path directory, List<Path> hostKeys, Path authorizedKeys, String... more) throws IOException {
        int port = freePort();
        List<String> config = new ArrayList<>(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "PidFile none",
                "AuthorizedKeysFile " + authorizedKeys,
                "StrictModes no",
                "UsePAM no",
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "LogLevel INFO"));
        hostKeys.forEach(key -> config.add("HostKey " + key));
        config.addAll(List.of(more));
        Path file = Files.write(directory.resolve("sshd_config"), config);
        Process process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.add(line);
            if (line.startsWith("Server listening on")) {
                drain(log, directory.resolve("sshd.log"));
                return Optional.of(new LoopbackSshd(process, port, directory));
            }
        }
        if (said.stream().anyMatch(line -> line.contains("Address already in use"))) {
            return Optional.empty();
        }
        throw new IllegalStateException("sshd does not start: " + said);
    }

    /** Keeps the pipe empty, and the log for whoever has to find out why a test fails. */
    private static void drain(BufferedReader log, Path file) {
        Thread thread = new Thread(() -> {
            try (var out = Files.newBufferedWriter(file)) {
                for (String line = log.readLine(); line != null; line = log.readLine()) {
                    out.write(line + "\n");
                    out.flush();
                }
            } catch (IOException e) {
                // The server has gone, and its directory perhaps with it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("sshd.log"));
    }

    /** Sends a signal to the processes that serve the open connections, all the way down to the sessions. */
    void signalConnections(String signal) throws IOException, InterruptedException {
        for (ProcessHandle child : process.descendants().toList()) {
            if (child.info().command().filter(PROGRAM.toString()::equals).isPresent()) {
                Commands.run("kill", "-" + signal, Long.toString(child.pid()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
