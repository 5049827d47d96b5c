package io.pairwire.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pairwire.ssh.SshException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole room against a real sshd. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(30)
class SshClientTest {
    @TempDir
    static Path shared;

    @TempDir
    Path dir;

    private Path ed25519HostKey = Path.of("/");
    private Path rsaHostKey = Path.of("/");
    private Path userKey = Path.of("/");
    private List<LoopbackSshd> servers = new ArrayList<>();
    private Path cache = Path.of("/");

    @BeforeAll
    void makeKeys() throws Exception {
        ed25519HostKey = Commands.key(shared.resolve("host_ed25519"), "-t", "ed25519");
        rsaHostKey = Commands.key(shared.resolve("host_rsa"), "-t", "rsa", "-b", "2048");
        userKey = Commands.key(shared.resolve("user"), "-t", "ed25519");
    }

    @BeforeEach
    void freshCache() throws Exception {
        cache = Files.createTempDirectory(shared, "cache");
    }

    @AfterAll
    void stopServers() throws Exception {
        for (LoopbackSshd server : servers) {
            server.close();
        }
    }

    private LoopbackSshd sshd(List<Path> hostKeys, List<Path> userKeys, String... more) throws Exception {
        LoopbackSshd server = LoopbackSshd.start(Files.createTempDirectory(shared, "sshd"), hostKeys, userKeys, more);
        servers.add(server);
        return server;
    }

    private SshHost target(LoopbackSshd server) {
        return target(server, userKey);
    }

    private SshHost target(LoopbackSshd server, Path key) {
        return SshHost.of("lon1", "127.0.0.1").withPort(server.port()).withPrivateKeyFile(key);
    }

    private SshOptions options(String... knownHosts) throws IOException {
        Path file = Files.write(Files.createTempFile(shared, "known", "hosts"), List.of(knownHosts));
        return SshOptions.defaults()
                .withKnownHostsFiles(List.of(file))
                .withDefaultKeyFiles(List.of())
                .withoutAgent()
                .withCacheDirectory(cache.toString())
                .withoutRehearsal();
    }

    private String knownAs(LoopbackSshd server, Path hostKey) throws IOException {
        return "[127.0.0.1]:" + server.port() + " " + publicKey(hostKey);
    }

    private static String publicKey(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ", -1);
        return words[0] + " " + words[1];
    }

    private AgentJar jar() throws IOException {
        return EchoJar.build(dir, 1_500_000, 1);
    }

    private static BufferedReader lines(AgentProcess agent) {
        return new BufferedReader(new InputStreamReader(agent.fromAgent(), UTF_8));
    }

    /** Expects the agent's greeting; when the agent died instead, fails with its last words. */
    private static BufferedReader greeted(AgentProcess agent) throws IOException {
        BufferedReader out = lines(agent);
        String greeting = out.readLine();
        if (greeting == null) {
            throw agent.endedEarly();
        }
        assertThat(greeting).isEqualTo("hello agent");
        return out;
    }

    private static void tell(AgentProcess agent, String line) throws IOException {
        agent.toAgent().write((line + "\n").getBytes(UTF_8));
        agent.toAgent().flush();
    }

    private SshException failure(SshClient client, SshHost target) {
        return catchThrowableOfType(
                SshException.class, () -> client.startAgent(target, jar()).close());
    }

    @Test
    void theFirstRunUploadsTheJarAndTheSecondFindsItCached() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshClient client = new SshClient(options(knownAs(server, ed25519HostKey)));
        for (boolean first : new boolean[] {true, false}) {
            try (AgentProcess agent = client.startAgent(target(server), jar())) {
                BufferedReader out = greeted(agent);
                tell(agent, "ping");
                assertThat(out.readLine()).isEqualTo("ping");
                tell(agent, "property java.io.tmpdir");
                assertThat(out.readLine()).isEqualTo(cache.toRealPath().toString());
                agent.toAgent().close();
                assertThat(out.readLine()).isEqualTo("bye");
                assertThat(out.readLine()).isNull();
                assertThat(agent.exitStatus()).hasValue(0);
                assertThat(agent.stderrTail()).isEmpty();
                assertThat(agent.startReport().uploaded()).isEqualTo(first);
                assertThat(agent.startReport().skippedNoise()).isZero();
            }
        }
        assertCacheHoldsOnly(jar());
    }

    private void assertCacheHoldsOnly(AgentJar jar) throws IOException {
        try (var files = Files.list(cache)) {
            assertThat(files)
                    .extracting(path -> String.valueOf(path.getFileName()))
                    .containsExactly("agent-" + jar.sha256() + ".jar");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, -t ed25519",
        "ecdsa256, -t ecdsa -b 256",
        "ecdsa384, -t ecdsa -b 384",
        "ecdsa521, -t ecdsa -b 521",
        "rsa, -t rsa -b 2048",
        "rsaPem, -t rsa -b 2048 -m PEM",
        "rsaPkcs8, -t rsa -b 2048 -m PKCS8",
        "ecdsaPem, -t ecdsa -b 256 -m PEM",
        "ecdsaPkcs8, -t ecdsa -b 256 -m PKCS8",
    })
    void eachKindAndFormatOfKeyLogsIn(String name, String options) throws Exception {
        Path key = Commands.key(dir.resolve(name), options.split(" ", -1));
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(key));
        // The public half beside it is not needed, and must not be believed.
        Files.copy(Path.of(userKey + ".pub"), Path.of(key + ".pub"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        SshClient client = new SshClient(options(knownAs(server, ed25519HostKey)));
        try (AgentProcess agent = client.startAgent(target(server, key), jar())) {
            greeted(agent);
        }
    }

    @Test
    void theDefaultKeysAreTriedInTurn() throws Exception {
        Path stranger = Commands.key(dir.resolve("stranger"), "-t", "rsa", "-b", "2048");
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshOptions options = options(knownAs(server, ed25519HostKey))
                .withDefaultKeyFiles(List.of(dir.resolve("missing"), stranger, userKey));
        SshHost host = SshHost.of("lon1", "127.0.0.1").withPort(server.port());
        try (AgentProcess agent = new SshClient(options).startAgent(host, jar())) {
            greeted(agent);
        }
    }

    @Test
    void aKeyThatTheHostDoesNotKnowIsNamedInTheError() throws Exception {
        Path stranger = Commands.key(dir.resolve("stranger"), "-t", "ecdsa");
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshException e = failure(new SshClient(options(knownAs(server, ed25519HostKey))), target(server, stranger));
        assertThat(e.kind()).isEqualTo(Kind.AUTH);
        assertThat(e).hasMessageContaining("lon1 (127.0.0.1:").hasMessageContaining(stranger + " (ecdsa-sha2-nistp256");
        assertThat(e.next()).contains("authorized_keys");
    }

    @ParameterizedTest
    @CsvSource({"-t ed25519", "-t rsa -b 2048 -m PEM", "-t rsa -b 2048 -m PKCS8"})
    void aKeyWithAPassphraseIsAClearErrorWhereNobodyCanBeAsked(String options) throws Exception {
        Path key = Commands.key(dir.resolve("locked"), (options + " -N secret-word").split(" ", -1));
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(key));
        SshException e = failure(new SshClient(options(knownAs(server, ed25519HostKey))), target(server, key));
        assertThat(e.kind()).isEqualTo(Kind.AUTH);
        assertThat(e).hasMessageContaining(options.contains("PEM") ? "old PEM way" : "there is no terminal to ask");
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws Exception {
        Path key = Commands.key(dir.resolve("open"), "-t", "ed25519");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        SshException e = failure(
                new SshClient(options()),
                SshHost.of("lon1", "127.0.0.1").withPort(1).withPrivateKeyFile(key));
        assertThat(e).hasMessageContaining("chmod 600");
    }

    @Test
    void anUnknownHostKeyIsRefusedWithItsFingerprint() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshException e = failure(new SshClient(options()), target(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        String fingerprint =
                Commands.run("ssh-keygen", "-lf", ed25519HostKey + ".pub").split(" ", -1)[1];
        assertThat(e).hasMessageContaining("ssh-ed25519 " + fingerprint);
        assertThat(e.next()).contains("ssh-keyscan -t ed25519 -p " + server.port() + " 127.0.0.1");
    }

    @Test
    void aChangedHostKeyIsRefusedLoudly() throws Exception {
        Path other = Commands.key(dir.resolve("other"), "-t", "ed25519");
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshException e = failure(new SshClient(options("# a comment", knownAs(server, other))), target(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e)
                .hasMessageContaining("HAS CHANGED")
                .hasMessageContaining(
                        Commands.run("ssh-keygen", "-lf", other + ".pub").split(" ", -1)[1])
                .hasMessageContaining(Commands.run("ssh-keygen", "-lf", ed25519HostKey + ".pub")
                        .split(" ", -1)[1])
                .hasMessageContaining("hosts:2)");
    }

    @Test
    void aRevokedHostKeyIsRefusedThoughItIsAlsoRecorded() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshException e = failure(
                new SshClient(options(knownAs(server, ed25519HostKey), "@revoked * " + publicKey(ed25519HostKey))),
                target(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e).hasMessageContaining("REVOKED").hasMessageContaining("hosts:2");
    }

    @Test
    void aHostOfWhichOnlyTheRsaKeyIsRecordedIsAskedForThat() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey, rsaHostKey), List.of(userKey));
        try (AgentProcess agent =
                new SshClient(options(knownAs(server, rsaHostKey))).startAgent(target(server), jar())) {
            greeted(agent);
        }
    }

    @Test
    void aHashedRecordMadeByOpensshIsFound() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        Path file = Files.writeString(dir.resolve("hashed"), knownAs(server, ed25519HostKey) + "\n");
        Commands.run("ssh-keygen", "-q", "-H", "-f", file.toString());
        assertThat(Files.readString(file)).startsWith("|1|");
        try (AgentProcess agent =
                new SshClient(options().withKnownHostsFiles(List.of(file))).startAgent(target(server), jar())) {
            greeted(agent);
        }
    }

    @Test
    void anEcdsaOnlyHostIsReached() throws Exception {
        Path key = Commands.key(dir.resolve("ecdsa_host"), "-t", "ecdsa");
        LoopbackSshd server = sshd(List.of(key), List.of(userKey));
        try (AgentProcess agent = new SshClient(options(knownAs(server, key))).startAgent(target(server), jar())) {
            greeted(agent);
        }
    }

    @Test
    void aHostWithoutCommonAlgorithmsIsAClearError() throws Exception {
        LoopbackSshd server =
                sshd(List.of(ed25519HostKey), List.of(userKey), "KexAlgorithms sntrup761x25519-sha512@openssh.com");
        SshException e = failure(new SshClient(options(knownAs(server, ed25519HostKey))), target(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e).hasMessageContaining("KeyExchangeAlgorithms").hasMessageContaining("curve25519-sha256");
    }

    @Test
    void noiseBeforeTheBootstrapDoesNoHarm() throws Exception {
        LoopbackSshd server = sshd(
                List.of(ed25519HostKey),
                List.of(userKey),
                "ForceCommand printf 'Welcome!\\nPAIRWIRE PAIRWIRE 0 READY\\nno newline'; echo grumble >&2;"
                        + " exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
        try (AgentProcess agent =
                new SshClient(options(knownAs(server, ed25519HostKey))).startAgent(target(server), jar())) {
            BufferedReader out = greeted(agent);
            assertThat(agent.startReport().skippedNoise())
                    .isEqualTo("Welcome!\nPAIRWIRE PAIRWIRE 0 READY\nno newline".length());
            agent.toAgent().close();
            assertThat(out.readLine()).isEqualTo("bye");
        }
    }

    @Test
    void endlessNoiseIsQuotedInTheError() throws Exception {
        LoopbackSshd server =
                sshd(List.of(ed25519HostKey), List.of(userKey), "ForceCommand yes 'all work and no play'");
        SshException e = failure(new SshClient(options(knownAs(server, ed25519HostKey))), target(server));
        assertThat(e.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(e).hasMessageContaining("more than 1048576 octets").hasMessageContaining("all work and no play");
    }

    @Test
    void aHostThatRunsNoCommandsIsQuotedInTheError() throws Exception {
        LoopbackSshd server = sshd(
                List.of(ed25519HostKey),
                List.of(userKey),
                "ForceCommand echo 'This account is currently not available.'; exit 1");
        SshException e = failure(new SshClient(options(knownAs(server, ed25519HostKey))), target(server));
        assertThat(e.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(e).hasMessageContaining("currently not available");
    }

    @Test
    void aHostThatSaysNothingIsGivenUp() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey), "ForceCommand exec tail -f /dev/null");
        SshException e = failure(
                new SshClient(options(knownAs(server, ed25519HostKey)).withStartTimeout(Duration.ofMillis(1500))),
                target(server));
        assertThat(e.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(e).hasMessageContaining("nothing from the bootstrap for 1500 ms");
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        SshException e = failure(
                new SshClient(options()),
                SshHost.of("lon1", "127.0.0.1").withPort(port).withPrivateKeyFile(userKey));
        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e).hasMessageContaining("Connection refused").hasMessageContaining("lon1 (127.0.0.1:" + port + ")");
        assertThat(e.next()).contains("sshd");
    }

    @Test
    void aNameThatDoesNotResolveIsUnreachable() throws Exception {
        SshException e = failure(
                new SshClient(options()),
                SshHost.of("lon1", "no-such-host.invalid").withPort(22).withPrivateKeyFile(userKey));
        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e).hasMessageContaining("no address is known");
    }

    @Test
    void aPortThatAcceptsAndSaysNothingIsUnreachableInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SshException e = failure(
                    new SshClient(options().withConnectTimeout(Duration.ofSeconds(1))),
                    SshHost.of("lon1", "127.0.0.1")
                            .withPort(silent.getLocalPort())
                            .withPrivateKeyFile(userKey));
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(e).hasMessageContaining("no SSH key exchange within 1 s");
        }
    }

    @Test
    void aFrozenPeerIsNoticedWithinTheKeepaliveBounds() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshOptions options = options(knownAs(server, ed25519HostKey)).withKeepAlive(Duration.ofSeconds(1), 2);
        try (AgentProcess agent = new SshClient(options).startAgent(target(server), jar())) {
            greeted(agent);
            server.signalConnections("STOP");
            long begun = System.nanoTime();
            assertThatThrownBy(() -> agent.fromAgent().read())
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("no sign of life for 2 s");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void aWriterIsNotStuckBehindAFrozenPeer() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        SshOptions options = options(knownAs(server, ed25519HostKey)).withKeepAlive(Duration.ofSeconds(1), 2);
        try (AgentProcess agent = new SshClient(options).startAgent(target(server), jar())) {
            greeted(agent);
            server.signalConnections("STOP");
            byte[] much = new byte[32 * 1024];
            assertThatThrownBy(() -> {
                        while (true) {
                            agent.toAgent().write(much);
                            agent.toAgent().flush();
                        }
                    })
                    .isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void aKilledServerIsALostConnectionAndNotAnEndOfStream() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        try (AgentProcess agent =
                new SshClient(options(knownAs(server, ed25519HostKey))).startAgent(target(server), jar())) {
            greeted(agent);
            server.signalConnections("KILL");
            assertThatThrownBy(() -> agent.fromAgent().read()).isInstanceOf(ConnectionLostException.class);
            assertThatThrownBy(() -> tell(agent, "anybody there?")).isInstanceOf(ConnectionLostException.class);
            assertThat(agent.exitStatus()).isEmpty();
        }
    }

    @Test
    void anAgentThatDiesGivesAnEndOfStreamAndItsLastWords() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        try (AgentProcess agent =
                new SshClient(options(knownAs(server, ed25519HostKey))).startAgent(target(server), jar())) {
            BufferedReader out = greeted(agent);
            tell(agent, "err out of \u001b[31mluck");
            tell(agent, "exit 7");
            assertThat(out.readLine()).isNull();
            assertThat(agent.exitStatus()).hasValue(7);
            SshException e = agent.endedEarly();
            assertThat(e.kind()).isEqualTo(Kind.AGENT_DIED);
            assertThat(e).hasMessageContaining("exit status 7").hasMessageContaining("out of ?[31mluck");
            assertThatThrownBy(() -> tell(agent, "still there?"))
                    .isNotInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("has ended");
        }
    }

    @Test
    void anAgentThatFloodsStandardErrorIsNotHeldUp() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        try (AgentProcess agent =
                new SshClient(options(knownAs(server, ed25519HostKey))).startAgent(target(server), jar())) {
            BufferedReader out = greeted(agent);
            tell(agent, "flood 5000");
            assertThat(out.readLine()).isEqualTo("flooded");
            assertThat(agent.stderrTail().length()).isEqualTo(16 * 1024);
        }
    }

    @Test
    void manyMegabytesPassBothWaysUnharmed() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey));
        try (AgentProcess agent =
                new SshClient(options(knownAs(server, ed25519HostKey))).startAgent(target(server), jar())) {
            BufferedReader out = greeted(agent);
            String line = "0123456789abcdef".repeat(4096);
            for (int i = 0; i < 64; i++) {
                tell(agent, line + i);
                assertThat(out.readLine()).isEqualTo(line + i);
            }
        }
    }

    @Test
    void parallelFirstRunsEndWithOneGoodJar() throws Exception {
        LoopbackSshd server = sshd(List.of(ed25519HostKey), List.of(userKey), "MaxStartups 100");
        SshClient client = new SshClient(options(knownAs(server, ed25519HostKey)));
        AgentJar jar = jar();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> hellos = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                hellos.add(pool.submit(() -> {
                    try (AgentProcess agent = client.startAgent(target(server), jar)) {
                        return String.valueOf(lines(agent).readLine());
                    }
                }));
            }
            for (Future<String> hello : hellos) {
                assertThat(hello.get()).isEqualTo("hello agent");
            }
        } finally {
            pool.shutdownNow();
        }
        assertCacheHoldsOnly(jar);
    }
}
