package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.runtime.LinkedRuntimes;
import io.pairwire.ssh.SshException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to a host over a real sshd: whole, slow, cut, and by many at once. */
@Timeout(120)
class UploadTest extends OnABench {
    /** What happens while octets are read, and so while others of them are on their way. */
    private interface Mishap {
        void at(long offset) throws IOException;
    }

    /** A host that has no Java but the one it is sent. */
    private LoopbackSshd withoutJava(String... more) throws Exception {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.add("ForceCommand PAIRWIRE_JAVA=/none; export PAIRWIRE_JAVA; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
        return bench.server(lines.toArray(String[]::new));
    }

    private LinkedRuntimes runtimes() {
        return LinkedRuntimes.keptIn(dir.resolve("made"));
    }

    private static Parcel with(Parcel parcel, Mishap mishap) {
        return new StoredAgentJar(parcel.sha256(), parcel.size(), () -> new Watched(parcel.open(), mishap));
    }

    private static final class Watched extends FilterInputStream {
        private final Mishap mishap;
        private long offset;

        Watched(InputStream in, Mishap mishap) {
            super(in);
            this.mishap = mishap;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            mishap.at(offset);
            int count = super.read(into, at, length);
            offset += Math.max(0, count);
            return count;
        }
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("cache"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aHostWithoutJavaRunsTheAgentByTheRuntimeThatItIsSentOnce() throws Exception {
        LoopbackSshd server = withoutJava();
        SshOptions options = bench.trusting(server).withRuntimes(runtimes()).withRuntimePushed();
        String runtime =
                runtimes().forMachine(Commands.run("uname", "-m").strip()).sha256();
        for (boolean first : new boolean[] {true, false}) {
            try (AgentProcess agent = bench.start(options, bench.hostWithKey(server))) {
                assertThat(agent.startReport().runtimeSent()).isEqualTo(first);
                assertThat(agent.startReport().java())
                        .startsWith(Runtime.version().feature() + ".")
                        .endsWith("/runtime-" + runtime + "/bin/java");
                assertThat(agent.stderrTail()).isEmpty();
            }
        }
        assertThat(cached()).hasSize(2).contains("runtime-" + runtime);
        // With it a rehearsal can keep classes.
        assertThat(dir.resolve("cache/runtime-" + runtime + "/lib/server/classes.jsa"))
                .exists();
    }

    @Test
    void whatTheInventorySaysOfAHostGoesBeforeTheOption() throws Exception {
        LoopbackSshd server = withoutJava();
        SshHost host = bench.hostWithKey(server);
        SshOptions options = bench.trusting(server).withRuntimes(machine -> {
            throw new Runtimes.NotToBeHadException("none for " + machine, "Be patient.");
        });
        SshException unasked = bench.failure(options, host);
        assertThat(unasked.kind()).isEqualTo(Kind.NO_JAVA);
        assertThat(unasked.next()).contains("--push-runtime").contains("pairwire_runtime: push");
        SshException refused = bench.failure(
                options.withRuntimePushed(),
                host.withLodging(new Lodging(java.util.Optional.empty(), java.util.Optional.of(false))));
        assertThat(refused.next()).contains("Install it on the host");
        SshException asked = bench.failure(
                options, host.withLodging(new Lodging(java.util.Optional.empty(), java.util.Optional.of(true))));
        assertThat(asked.kind()).isEqualTo(Kind.NO_JAVA);
        assertThat(asked).hasMessageContaining("no runtime to send: none for ");
        assertThat(asked.next()).isEqualTo("Be patient.");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "100000", "2000000", "6000000"})
    void aConnectionThatBreaksLeavesNoHalfRuntimeThatRuns(long cutAt) throws Exception {
        LoopbackSshd server = withoutJava();
        Parcel whole = runtimes().forMachine(Commands.run("uname", "-m").strip());
        Parcel cut = with(whole, offset -> {
            if (offset >= cutAt) {
                kill(server);
            }
        });
        SshOptions options = bench.trusting(server).withRuntimePushed();
        SshException e = bench.failure(options.withRuntimes(machine -> cut), bench.hostWithKey(server));
        assertThat(e.kind()).isIn(Kind.UNREACHABLE, Kind.PROTOCOL, Kind.PUSH);
        assertThat(cached()).allSatisfy(name -> assertThat(name).matches("runtime-.*\\.tmp"));
        bench.start(options.withRuntimes(machine -> whole), bench.hostWithKey(server));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "50000", "98000"})
    void aConnectionThatBreaksLeavesNoHalfJarThatRuns(long cutAt) throws Exception {
        LoopbackSshd server = bench.server();
        AgentJar whole = EchoJar.build(dir, 100_000, 7);
        AgentJar cut = (AgentJar) with(whole, offset -> {
            if (offset >= cutAt) {
                kill(server);
            }
        });
        SshClient client = new SshClient(bench.trusting(server));
        SshException e = org.assertj.core.api.Assertions.catchThrowableOfType(
                SshException.class,
                () -> client.startAgent(bench.hostWithKey(server), cut).close());
        assertThat(e.kind()).isIn(Kind.UNREACHABLE, Kind.PROTOCOL, Kind.PUSH);
        assertThat(cached()).allSatisfy(name -> assertThat(name).matches("agent-.*\\.tmp"));
        try (AgentProcess agent = client.startAgent(bench.hostWithKey(server), whole)) {
            assertThat(agent.startReport().uploaded()).isTrue();
        }
    }

    private static void kill(LoopbackSshd server) throws IOException {
        try {
            server.signalConnections("KILL");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aSlowUploadTakesItsTime() throws Exception {
        LoopbackSshd server = bench.server();
        AgentJar whole = EchoJar.build(dir, 300_000, 7);
        AgentJar slow = (AgentJar) with(whole, offset -> {
            try {
                Thread.sleep(400);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        // Longer as a whole than any piece of it may take.
        SshOptions options = bench.trusting(server).withStartTimeout(Duration.ofSeconds(2));
        try (AgentProcess agent = new SshClient(options).startAgent(bench.hostWithKey(server), slow)) {
            assertThat(agent.startReport().upload()).isGreaterThan(Duration.ofSeconds(3));
        }
        assertThat(cached()).containsExactly("agent-" + whole.sha256() + ".jar");
    }

    @Test
    void parallelFirstRunsEndWithOneGoodRuntimeAndOneGoodJar() throws Exception {
        LoopbackSshd server = withoutJava("MaxStartups 100");
        SshClient client = new SshClient(bench.trusting(server)
                .withRuntimes(runtimes())
                .withRuntimePushed()
                .withStartTimeout(Duration.ofMinutes(1)));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> started = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                started.add(pool.submit(() -> {
                    try (AgentProcess agent = bench.start(client, bench.hostWithKey(server))) {
                        return agent.startReport().runtimeSent();
                    }
                }));
            }
            for (Future<Boolean> each : started) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(cached()).hasSize(2).anyMatch(name -> name.matches("runtime-[0-9a-f]{64}"));
    }
}
