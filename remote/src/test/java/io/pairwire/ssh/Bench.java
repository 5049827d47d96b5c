package io.pairwire.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a test of the whole room works with: keys, servers, and a client that knows nothing but what it is told. */
final class Bench {
    private final Path dir;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final List<LoopbackSshd> servers = new ArrayList<>();
    private final Path hostKey;
    private final Path userKey;
    private final Path cache;
    private final AgentJar jar;

    Bench(Path dir) throws Exception {
        this.dir = dir;
        hostKey = key("host", "-t", "ed25519");
        userKey = key("user", "-t", "ed25519");
        cache = dir.resolve("cache");
        jar = EchoJar.build(dir, 100_000, 1);
    }

    Path hostKey() {
        return hostKey;
    }

    Path userKey() {
        return userKey;
    }

    Path file(String name) {
        return dir.resolve(name);
    }

    Path write(String name, String... lines) throws IOException {
        return Files.write(dir.resolve(name), List.of(lines));
    }

    Path key(String name, String... options) throws Exception {
        return Commands.key(dir.resolve(name), options);
    }

    static String publicKey(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ", -1);
        return words[0] + " " + words[1];
    }

    /** Starts a server with the usual keys. */
    LoopbackSshd server(String... more) throws Exception {
        return server(List.of(hostKey), List.of(userKey), more);
    }

    LoopbackSshd server(List<Path> hostKeys, List<Path> userKeys, String... more) throws Exception {
        LoopbackSshd server =
                keep(LoopbackSshd.start(Files.createTempDirectory(dir, "sshd"), hostKeys, userKeys, more));
        servers.add(server);
        return server;
    }

    synchronized <T extends AutoCloseable> T keep(T started) {
        running.add(started);
        return started;
    }

    /** Returns the servers that were started, the last one last. */
    List<LoopbackSshd> servers() {
        return servers;
    }

    static String knownAs(LoopbackSshd server, Path hostKey) throws IOException {
        return "[127.0.0.1]:" + server.port() + " " + publicKey(hostKey);
    }

    /** Options that trust this server's usual key. */
    SshOptions trusting(LoopbackSshd... servers) throws IOException {
        String[] lines = new String[servers.length];
        for (int i = 0; i < servers.length; i++) {
            lines[i] = knownAs(servers[i], hostKey);
        }
        return knowing(lines);
    }

    /** Options with these lines of known hosts, and nothing else of this machine. */
    SshOptions knowing(String... lines) throws IOException {
        Path file = Files.write(Files.createTempFile(dir, "known", "hosts"), Arrays.asList(lines));
        return SshOptions.defaults()
                .withKnownHostsFiles(List.of(file))
                .withDefaultKeyFiles(List.of())
                .withCacheDirectory(cache.toString())
                .withoutAgent()
                .withoutRehearsal();
    }

    static SshHost host(LoopbackSshd server) {
        return SshHost.of("lon1", "127.0.0.1").withPort(server.port());
    }

    SshHost hostWithKey(LoopbackSshd server) {
        return host(server).withPrivateKeyFile(userKey);
    }

    /** Expects that an agent can be started, and returns it. */
    AgentProcess start(SshOptions options, SshHost host) throws IOException {
        return start(new SshClient(options), host);
    }

    AgentProcess start(SshClient client, SshHost host) throws IOException {
        AgentProcess agent = keep(client.startAgent(host, jar));
        BufferedReader out = new BufferedReader(new InputStreamReader(agent.fromAgent(), UTF_8));
        String greeting = out.readLine();
        if (greeting == null) {
            throw agent.endedEarly();
        }
        assertThat(greeting).isEqualTo("hello agent");
        return agent;
    }

    /** Expects that no agent can be started, and returns why. */
    SshException failure(SshOptions options, SshHost host) {
        return failure(new SshClient(options), host);
    }

    SshException failure(SshClient client, SshHost host) {
        return catchThrowableOfType(
                SshException.class, () -> client.startAgent(host, jar).close());
    }

    void close() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
    }
}
