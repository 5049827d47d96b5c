package io.pairwire.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.ssh.SshException.Kind;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ways to hosts: over bastions, by commands, past busy servers; each server a real sshd. */
@Timeout(30)
class RouteTest extends OnABench {
    private SshOptions configured(SshOptions options, String... lines) throws Exception {
        return options.withConfig(Optional.of(bench.write("config", lines)));
    }

    private static String at(LoopbackSshd server) {
        return "127.0.0.1:" + server.port();
    }

    private static long logins(LoopbackSshd server) throws Exception {
        return server.log()
                .lines()
                .filter(line -> line.contains("Accepted publickey"))
                .count();
    }

    /** What a host says twice over is far more than what fits into any window. */
    private static void assertMegabytesPass(AgentProcess agent) throws Exception {
        BufferedReader out = new BufferedReader(new InputStreamReader(agent.fromAgent(), UTF_8));
        String line = "0123456789abcdef".repeat(4096);
        for (int i = 0; i < 40; i++) {
            agent.toAgent().write((line + i + "\n").getBytes(UTF_8));
            agent.toAgent().flush();
            assertThat(out.readLine()).isEqualTo(line + i);
        }
    }

    @Test
    void aHostIsReachedOverTwoBastionsEachWithItsOwnSettings() throws Exception {
        Path firstKey = bench.key("first", "-t", "ecdsa");
        LoopbackSshd first = bench.server(List.of(bench.hostKey()), List.of(firstKey));
        LoopbackSshd second = bench.server("MaxSessions 0");
        LoopbackSshd host = bench.server("MaxSessions 1");
        SshOptions options = configured(
                bench.trusting(first, second, host),
                "Host first",
                "  HostName 127.0.0.1",
                "  Port " + first.port(),
                "  IdentityFile " + firstKey,
                "Host lon1",
                "  HostName 127.0.0.1",
                "  Port " + host.port(),
                "  ProxyJump first,second",
                "Host second lon1",
                "  IdentityFile " + bench.userKey(),
                "Match host second",
                "  HostName 127.0.0.1",
                "  Port " + second.port());
        assertMegabytesPass(bench.start(options, SshHost.of("lon1", "lon1")));
        assertThat(first.log()).contains("ECDSA");
        assertThat(logins(second)).isEqualTo(1);
    }

    @Test
    void aBastionIsConnectedToOnceForAllBehindItAndLeftWithTheLast() throws Exception {
        LoopbackSshd bastion = bench.server("MaxStartups 1");
        LoopbackSshd host = bench.server("MaxStartups 100");
        SshOptions options = configured(
                bench.trusting(bastion, host),
                "IdentityFile " + bench.userKey(),
                "Host 127.0.0.1",
                "  Port " + bastion.port());
        SshClient client = new SshClient(options);
        SshHost behind =
                SshHost.of("lon1", "127.0.0.1").withPort(host.port()).withSettings(Map.of("proxyjump", at(bastion)));
        List<AgentProcess> agents = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            Callable<AgentProcess> start = () -> bench.start(client, behind);
            for (Future<AgentProcess> started : pool.invokeAll(List.of(start, start, start, start, start, start))) {
                agents.add(started.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(logins(host)).isEqualTo(6);
        assertThat(logins(bastion)).isEqualTo(1);
        agents.subList(1, 6).forEach(AgentProcess::close);
        assertMegabytesPass(agents.get(0));
        agents.get(0).close();
        bench.start(client, behind);
        assertThat(logins(bastion)).isEqualTo(2);
    }

    @Test
    void aBastionThatIsDownFailsOnlyTheHostsBehindIt() throws Exception {
        LoopbackSshd host = bench.server();
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        SshClient client = new SshClient(bench.trusting(host).withDefaultKeyFiles(List.of(bench.userKey())));
        SshException e =
                bench.failure(client, bench.hostWithKey(host).withSettings(Map.of("proxyjump", "127.0.0.1:" + nobody)));
        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e)
                .hasMessageContaining("lon1 (" + at(host) + "): its bastion fails")
                .hasMessageContaining("127.0.0.1:" + nobody + "): Connection refused");
        bench.start(client, bench.hostWithKey(host));
    }

    @Test
    void aBastionThatDiesIsALostConnectionToTheHostsBehindItAndCanBeEnteredAgain() throws Exception {
        LoopbackSshd bastion = bench.server();
        LoopbackSshd host = bench.server();
        SshOptions options = configured(bench.trusting(bastion, host), "IdentityFile " + bench.userKey());
        SshClient client = new SshClient(options);
        SshHost behind = Bench.host(host).withSettings(Map.of("proxyjump", at(bastion)));
        AgentProcess agent = bench.start(client, behind);
        bastion.signalConnections("KILL");
        assertThatThrownBy(() -> agent.fromAgent().read()).isInstanceOf(ConnectionLostException.class);
        bench.start(client, behind);
    }

    @Test
    void aHostThatCannotBeReachedFromTheBastionDoesNotHarmTheOthers() throws Exception {
        LoopbackSshd bastion = bench.server("PermitOpen 127.0.0.1:1");
        LoopbackSshd open = bench.server();
        LoopbackSshd host = bench.server();
        SshOptions options = configured(bench.trusting(bastion, open, host), "IdentityFile " + bench.userKey());
        SshClient client = new SshClient(options);
        SshException refused = bench.failure(client, Bench.host(host).withSettings(Map.of("proxyjump", at(bastion))));
        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused).hasMessageContaining("from the bastion 127.0.0.1");
        AgentProcess good = bench.start(client, Bench.host(host).withSettings(Map.of("proxyjump", at(open))));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SshException slow = bench.failure(
                    client,
                    SshHost.of("par1", "127.0.0.1")
                            .withPort(silent.getLocalPort())
                            .withSettings(Map.of("proxyjump", at(open), "connecttimeout", "1")));
            assertThat(slow).hasMessageContaining("no SSH key exchange within 1 s");
        }
        assertMegabytesPass(good);
    }

    @Test
    void aBastionsKeyIsCheckedToo() throws Exception {
        LoopbackSshd bastion = bench.server();
        LoopbackSshd host = bench.server();
        SshException e = bench.failure(
                configured(bench.trusting(host), "IdentityFile " + bench.userKey()),
                Bench.host(host).withSettings(Map.of("proxyjump", at(bastion))));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e).hasMessageContaining("its bastion fails").hasMessageContaining("is not known");
    }

    @Test
    void bastionsThatNeedOneAnotherAreAClearError() throws Exception {
        SshException e = bench.failure(
                configured(bench.knowing(), "Host a", "ProxyJump b", "Host b", "ProxyJump a"), SshHost.of("a", "a"));
        assertThat(e.kind()).isEqualTo(Kind.CONFIG);
        assertThat(e).hasMessageContaining("round in a circle");
        SshException self = bench.failure(configured(bench.knowing(), "ProxyJump bastion"), SshHost.of("lon1", "lon1"));
        assertThat(self).hasMessageContaining("over itself");
    }

    @Test
    void aCommandsStreamsLeadToAHost() throws Exception {
        LoopbackSshd relay = bench.server();
        LoopbackSshd host = bench.server();
        Path known = bench.write("relay_known", Bench.knownAs(relay, bench.hostKey()));
        SshOptions options = configured(
                bench.trusting(host),
                "ProxyCommand ssh -F none -o BatchMode=yes -o UserKnownHostsFile=" + known + " -i " + bench.userKey()
                        + " -p " + relay.port() + " -W %h:%p 127.0.0.1 # not a comment to a shell's user");
        AgentProcess agent = bench.start(options, bench.hostWithKey(host));
        assertMegabytesPass(agent);
        agent.close();
    }

    @Test
    void aCommandThatFailsIsQuoted() throws Exception {
        SshException e = bench.failure(
                configured(bench.knowing(), "ProxyCommand sh -c 'echo no way to %h %p >&2; exit 3'"),
                SshHost.of("lon1", "192.0.2.1").withPrivateKeyFile(bench.userKey()));
        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(e).hasMessageContaining("no way to 192.0.2.1 22");
    }

    @Test
    void aBusyServerThatTurnsNewcomersAwayIsTriedAgain() throws Exception {
        LoopbackSshd server = bench.server("MaxStartups 1");
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(idle.getInputStream().read()).isEqualTo('S');
            Future<Boolean> gone = later.schedule(
                    () -> {
                        idle.shutdownOutput();
                        return true;
                    },
                    500,
                    TimeUnit.MILLISECONDS);
            bench.start(bench.trusting(server), bench.hostWithKey(server));
            assertThat(gone.get()).isTrue();
        } finally {
            later.shutdownNow();
        }
        assertThat(server.log()).contains("MaxStartups");
    }

    @Test
    void aServerThatAlwaysTurnsUsAwayIsGivenUpInTime() throws Exception {
        LoopbackSshd server = bench.server("MaxStartups 1");
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(idle.getInputStream().read()).isEqualTo('S');
            long begun = System.nanoTime();
            SshException e = bench.failure(
                    bench.trusting(server).withConnectTimeout(Duration.ofSeconds(2)), bench.hostWithKey(server));
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(e.next()).contains("MaxStartups");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        }
    }
}
