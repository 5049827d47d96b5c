package io.pairwire.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pairwire.ssh.SshException.Kind;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OpenSSH's own client as the carrier, to a real sshd. */
@Timeout(30)
class OpensshTest extends OnABench {
    private SshOptions openssh(SshOptions options, String... lines) throws Exception {
        return options.withOpenssh("ssh", Optional.of(bench.write("config", lines)));
    }

    @Test
    void sshCarriesTheAgentAndFollowsMatchExec() throws Exception {
        LoopbackSshd server = bench.server();
        SshOptions options = openssh(
                bench.trusting(server),
                "Match exec true",
                "  HostName 127.0.0.1",
                "  Port " + server.port(),
                "  IdentityFile " + bench.userKey());
        AgentProcess agent = bench.start(options, SshHost.of("lon1", "somewhere"));
        BufferedReader out = new BufferedReader(new InputStreamReader(agent.fromAgent(), UTF_8));
        String line = "0123456789abcdef".repeat(4096);
        for (int i = 0; i < 40; i++) {
            agent.toAgent().write((line + i + "\n").getBytes(UTF_8));
            agent.toAgent().flush();
            assertThat(out.readLine()).isEqualTo(line + i);
        }
        agent.toAgent().close();
        assertThat(out.readLine()).isEqualTo("bye");
        assertThat(out.readLine()).isNull();
        assertThat(agent.exitStatus()).hasValue(0);
    }

    @Test
    void whatSshRefusesIsToldInItsWords() throws Exception {
        LoopbackSshd server = bench.server();
        Path other = bench.key("other", "-t", "ed25519");
        SshException login = bench.failure(
                openssh(bench.trusting(server)), Bench.host(server).withPrivateKeyFile(other));
        assertThat(login.kind()).isEqualTo(Kind.AUTH);
        assertThat(login).hasMessageContaining("Permission denied (publickey)");
        SshException key = bench.failure(
                openssh(bench.knowing(Bench.knownAs(server, other)), "StrictHostKeyChecking no"),
                bench.hostWithKey(server));
        assertThat(key.kind()).isEqualTo(Kind.HOST_KEY);
        SshException nobody = bench.failure(
                openssh(bench.knowing()), SshHost.of("lon1", "127.0.0.1").withPort(1));
        assertThat(nobody.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(nobody).hasMessageContaining("Connection refused");
    }

    @Test
    void aConnectionThatBreaksIsNoEndOfTheAgent() throws Exception {
        LoopbackSshd server = bench.server();
        AgentProcess agent = bench.start(openssh(bench.trusting(server)), bench.hostWithKey(server));
        server.signalConnections("KILL");
        assertThatThrownBy(() -> agent.fromAgent().read()).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void noWordOfOursIsForAShell() throws Exception {
        SshHost host = SshHost.of("lon1", "-oProxyCommand=touch /tmp/never")
                .withUser("$(id)")
                .withSettings(Map.of("proxyjump", "a;b"));
        assertThat(OpensshProcess.arguments(host, openssh(bench.knowing())))
                .containsSubsequence("-l", "$(id)", "-o", "proxyjump=a;b", "--", "-oProxyCommand=touch /tmp/never");
    }
}
