package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.inventory.Inventory;
import io.pairwire.ssh.AgentJar;
import io.pairwire.ssh.SshOptions;
import io.pairwire.transaction.Agents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus of bad topologies, with an inventory whose every host is a port of this machine that nobody may knock at. */
final class BadTopologiesContactNobodyTest {
    private static final String ONE = "/io/pairwire/topology/bad/unknown-host.yml";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void eachBadTopologyIsInvalidInputToEveryCommandAndContactsNobody()
            throws IOException, InterruptedException, URISyntaxException {
        List<Path> corpus = corpus();
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(40);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            Path inventory = inventory(((InetSocketAddress) door.getLocalAddress()).getPort());
            for (Path topology : corpus) {
                assertInvalid(List.of("apply", "--yes"), topology, inventory);
            }
            for (List<String> command : List.of(
                    List.of("validate"),
                    List.of("plan"),
                    List.of("plan", "--json"),
                    List.of("plan", "--offline"),
                    List.of("apply", "--check"),
                    List.of("destroy", "--yes"),
                    List.of("show"))) {
                assertInvalid(command, corpus.get(0), inventory);
            }
            assertThat(door.accept()).as("somebody knocked").isNull();
        }
    }

    private static void assertInvalid(List<String> command, Path topology, Path inventory) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("-t", topology.toString(), "-i", inventory.toString()));
        Console console = Console.from(BadTopologiesContactNobodyTest::overSsh, words.toArray(String[]::new));
        assertThat(console.exitCode()).as(words + "\n" + console).isEqualTo(3);
        assertThat(console.out() + console.err()).as(words.toString()).isNotBlank();
    }

    @Test
    void theDoorWouldHaveHeardAKnock() throws IOException, InterruptedException {
        try (ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            door.setSoTimeout(30_000);
            Path inventory = inventory(door.getLocalPort());
            Path topology = Path.of("../inventory-examples/classic/topology.yml");
            Path text = Files.writeString(
                    directory.resolve("good.yml"),
                    Files.readString(topology).replace("host1", "lon1").replace("host2", "par1"));
            Thread knocker = new Thread(() -> Console.from(
                    BadTopologiesContactNobodyTest::overSsh,
                    "plan",
                    "-t",
                    text.toString(),
                    "-i",
                    inventory.toString()));
            knocker.setDaemon(true);
            knocker.start();
            door.accept().close();
        }
    }

    /** The real way to hosts; what would run there does not matter. */
    private static Agents overSsh(Optional<Inventory> inventory, SshOptions options) throws IOException {
        ClassLoader loader = BadTopologiesContactNobodyTest.class.getClassLoader();
        return new InventoryAgents(
                inventory, options.withoutAgent(), AgentJar.ofResource(loader, "io/pairwire/cli/Pairwire.class"));
    }

    private Path inventory(int port) throws IOException, InterruptedException {
        // Without a key nobody would be contacted whatever the topology says.
        Path key = directory.resolve("key");
        Process keygen = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .inheritIO()
                .start();
        assertThat(keygen.waitFor()).isZero();
        return Files.writeString(directory.resolve("inventory.yml"), """
                all:
                  vars: {ansible_port: %d, ansible_user: nobody, ansible_ssh_private_key_file: %s}
                  hosts:
                    lon1: {ansible_host: 127.0.0.1, pairwire_local: 192.0.2.1}
                    par1: {ansible_host: 127.0.0.1, pairwire_local: 192.0.2.5}
                    ams1: {ansible_host: 127.0.0.1, pairwire_local: 192.0.2.9}
                    mgmt1: {ansible_host: localhost}
                """.formatted(port, key));
    }

    /** Copies the corpus here out of wherever core's tests are. */
    private List<Path> corpus() throws IOException, URISyntaxException {
        URL one = BadTopologiesContactNobodyTest.class.getResource(ONE);
        assertThat(one).isNotNull();
        URI uri = one.toURI();
        if (!uri.getScheme().equals("jar")) {
            return copied(Path.of(uri).resolveSibling(""));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return copied(jar.getPath(ONE).resolveSibling(""));
        }
    }

    private List<Path> copied(Path from) throws IOException {
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yml")).toList()) {
                copies.add(Files.write(directory.resolve(file.getFileName().toString()), Files.readAllBytes(file)));
            }
        }
        return copies;
    }
}
