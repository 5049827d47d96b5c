package io.pairwire.cli;

import io.pairwire.ssh.Rehearsal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A run to no purpose but that the virtual machine keeps what it loaded for later starts; {@code remote/bin/pairwire} has it done
 * once for each build, and throws away what it says. Its one host is a port of this machine where nobody listens, and then one in this process that agrees to everything.
 */
final class StartRehearsal {
    private static final String INVENTORY = """
            all:
              children:
                both:
                  hosts:
                    host1: {ansible_host: 127.0.0.1, ansible_port: 1}
                    host2: {ansible_host: 127.0.0.1, ansible_port: 1}
                  vars: {ansible_user: root}
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
        Path topology = written(TOPOLOGY);
        Path inventory = written(INVENTORY);
        try {
            Terminal terminal = Terminal.ofProcess(System.getenv());
            String[] files = {"-t", topology.toString(), "-i", inventory.toString()};
            Pairwire.run(terminal, "plan", "--offline", files[0], files[1], files[2], files[3]);
            Pairwire.run(terminal, "apply", "--yes", files[0], files[1], files[2], files[3]);
            AgentSource agreeable = (known, options) -> new AgreeableAgents();
            Pairwire.run(terminal, agreeable, "apply", "--yes", files[0], files[1], files[2], files[3]);
        } finally {
            Files.delete(topology);
            Files.delete(inventory);
        }
        Rehearsal.run();
        loadTheRest();
    }

    private static Path written(String text) throws IOException {
        return Files.writeString(Files.createTempFile("pairwire", ".yml"), text);
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
