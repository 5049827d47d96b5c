package io.pairwire.cli;

import io.pairwire.ssh.FullRehearsal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A run to no purpose but that the virtual machine keeps what it loaded for later starts; {@code remote/bin/pairwire} has it done
 * once for each build, and throws away what it says. Its hosts are a port of this process where
 * nobody speaks SSH, and then such as agree to everything.
 */
final class StartRehearsal {
    private static final String INVENTORY = """
            all:
              children:
                both:
                  hosts:
                    host1: {ansible_host: 127.0.0.1}
                    host2: {ansible_host: 127.0.0.1}
                  vars: {ansible_user: root, ansible_port: @PORT@, ansible_ssh_private_key_file: @KEY@}
            """;
    private static final String TOPOLOGY = """
            topology: rehearsal
            pseudowires:
              one:
                encap: udp
                cookie: none
                a: {host: host1, local: 192.0.2.1, tunnel_id: 1, session_id: 1, udp_port: 5000, interface: one, address: 192.0.2.3/32}
                b: {host: host2, local: 192.0.2.2, tunnel_id: 1, session_id: 1, udp_port: 5000, interface: one, address: 192.0.2.4/32}
            """;

    private StartRehearsal() {}

    public static void main(String[] arguments) throws IOException, URISyntaxException {
        Locale.setDefault(Locale.US);
        rehearse(Terminal.ofProcess(System.getenv()));
        loadTheRest();
    }

    /** Does what real runs do; all of it can be seen on the terminal. */
    static void rehearse(Terminal terminal) throws IOException {
        Path directory = Files.createTempDirectory("pairwire");
        try (ServerSocket nobody = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread doorman = new Thread(() -> turnAway(nobody), "doorman");
            doorman.setDaemon(true);
            doorman.start();
            FullRehearsal ssh = FullRehearsal.in(directory);
            ssh.run();
            // git has nothing to say of it, but is asked.
            Files.createDirectory(directory.resolve(".git"));
            runs(
                    terminal,
                    Files.writeString(directory.resolve("topology.yml"), TOPOLOGY),
                    Files.writeString(
                            directory.resolve("inventory.yml"),
                            INVENTORY
                                    .replace("@PORT@", Integer.toString(nobody.getLocalPort()))
                                    .replace("@KEY@", ssh.key().toString())),
                    Files.createFile(directory.resolve("ssh_config")));
        } finally {
            remove(directory);
        }
    }

    /** A user's own SSH configuration might lead to other machines. */
    private static void runs(Terminal terminal, Path topology, Path inventory, Path configuration) {
        String[] files = {"-t", topology.toString(), "-i", inventory.toString()};
        String[] apply = {
            "apply", "--yes", "--ssh-config", configuration.toString(), files[0], files[1], files[2], files[3]
        };
        Pairwire.run(terminal, "plan", "--offline", files[0], files[1], files[2], files[3]);
        Pairwire.run(terminal, apply);
        Pairwire.run(terminal, (known, options) -> new AgreeableAgents(), apply);
    }

    private static void turnAway(ServerSocket door) {
        try {
            while (true) {
                try (Socket guest = door.accept()) {
                    greet(guest);
                }
            }
        } catch (IOException e) {
            // The rehearsal is over.
            return;
        }
    }

    /** Greets at such length that it is taken for a server's own words, has nothing more to say, and hears the guest out: who hangs up on them is not heard. */
    private static void greet(Socket guest) {
        try {
            guest.getOutputStream().write("Nobody is here.\n".repeat(20).getBytes(StandardCharsets.US_ASCII));
            guest.shutdownOutput();
            guest.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The guest was the first to go.
            return;
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private static void loadTheRest() throws IOException, URISyntaxException {
        Path jar = Path.of(StartRehearsal.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile entries = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) entries.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.endsWith("-info.class") && !name.startsWith("META-INF/")) {
                    load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, StartRehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // A library's class that needs what we left out: nor will it be asked for.
            return;
        }
    }
}
