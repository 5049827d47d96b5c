package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.secret.Secret;
import io.pairwire.ssh.SshException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Becoming root over a real sshd, by a stand-in for sudo and in the eyes of a stand-in for id(1). */
@Timeout(30)
class PrivilegeTest extends OnABench {
    private LoopbackSshd server(String sudoers) throws Exception {
        return server(sudoers, "");
    }

    private LoopbackSshd server(String sudoers, String login) throws Exception {
        Path bin = Files.createDirectory(dir.resolve("bin"));
        executable(bin.resolve("sudo"), Files.readString(Path.of("src/test/resources/fake-sudo")));
        executable(bin.resolve("id"), "#!/bin/sh\n[ -n \"${FAKE_ROOT-}\" ] && exec /usr/bin/id \"$@\"\necho 1000\n");
        Files.writeString(dir.resolve("sudoers"), sudoers + "\n");
        return bench.server(
                "ForceCommand " + login + "PATH=" + bin + ":$PATH; export PATH; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Prompts answering(String word, AtomicInteger asked) {
        return question -> {
            assertThat(question).isEqualTo("Password for sudo: ");
            asked.incrementAndGet();
            return Optional.of(Secret.of(word));
        };
    }

    @Test
    void rootIsBecomeWithoutAPassword() throws Exception {
        LoopbackSshd server = server("open");
        bench.start(bench.trusting(server), bench.hostWithKey(server).withSudo(Sudo.usual()));
    }

    @Test
    void theAgentKnowsWhereTheLoginCameFromThoughSudoDropsIt() throws Exception {
        for (Optional<Secret> password : List.of(Optional.<Secret>empty(), Optional.of(Secret.of("swordfish")))) {
            Files.deleteIfExists(dir.resolve("bin").resolve("sudo"));
            Files.deleteIfExists(dir.resolve("bin").resolve("id"));
            Files.deleteIfExists(dir.resolve("bin"));
            LoopbackSshd server = server(password.isPresent() ? "password swordfish" : "open");
            AgentProcess agent = bench.start(
                    bench.trusting(server), bench.hostWithKey(server).withSudo(new Sudo("sudo", password)));
            agent.toAgent().write("environment SSH_CONNECTION\n".getBytes(StandardCharsets.UTF_8));
            agent.toAgent().flush();
            String said =
                    new BufferedReader(new InputStreamReader(agent.fromAgent(), StandardCharsets.UTF_8)).readLine();
            assertThat(said).matches("127\\.0\\.0\\.1 [0-9]+ 127\\.0\\.0\\.1 [0-9]+");
        }
    }

    @Test
    void aPasswordIsAskedForOnceARunAndShowsNowhere() throws Exception {
        LoopbackSshd server = server("password sword fish");
        AtomicInteger asked = new AtomicInteger();
        SshClient client = new SshClient(bench.trusting(server)
                .withPrompts(answering("sword fish", asked))
                .withSudoPasswordAsked());
        SshHost host = bench.hostWithKey(server).withSudo(Sudo.usual());
        AgentProcess first = bench.start(client, host);
        bench.start(client, host);
        assertThat(asked.get()).isEqualTo(1);
        assertThat(first.stderrTail()).doesNotContain("fish");
        assertThat(Commands.run("ps", "-eo", "args")).doesNotContain("sword fish");
    }

    @Test
    void aPasswordOfTheInventoryIsNotAskedFor() throws Exception {
        LoopbackSshd server = server("password swordfish");
        Sudo sudo = new Sudo("sudo", Optional.of(Secret.of("swordfish")));
        bench.start(bench.trusting(server), bench.hostWithKey(server).withSudo(sudo));
    }

    @Test
    void aPasswordThatSudoDoesNotWantDoesNoHarm() throws Exception {
        LoopbackSshd server = server("open");
        Sudo sudo = new Sudo("sudo", Optional.of(Secret.of("swordfish")));
        bench.start(bench.trusting(server), bench.hostWithKey(server).withSudo(sudo));
    }

    @Test
    void aWrongPasswordIsAClearError() throws Exception {
        LoopbackSshd server = server("password swordfish");
        SshOptions options = bench.trusting(server)
                .withPrompts(answering("goldfish", new AtomicInteger()))
                .withSudoPasswordAsked();
        SshException e = bench.failure(options, bench.hostWithKey(server).withSudo(Sudo.usual()));
        assertThat(e.kind()).isEqualTo(Kind.PRIVILEGE);
        assertThat(e).hasMessageContaining("sudo does not take the password");
        assertThat(e.getMessage() + e.next()).doesNotContain("goldfish");
    }

    @Test
    void whereNobodyCanBeAskedThatIsSaid() throws Exception {
        LoopbackSshd server = server("password swordfish");
        SshException e = bench.failure(
                bench.trusting(server).withSudoPasswordAsked(),
                bench.hostWithKey(server).withSudo(Sudo.usual()));
        assertThat(e).hasMessageContaining("there is no terminal to ask for it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "password x; sudo wants a password; -K",
                "tty;        sudo wants a terminal (requiretty); !requiretty",
                "nobody;     sudo does not let user; Allow user",
            })
    void whatSudoRefusesIsToldInItsWordsAndOurs(String sudoers, String why, String next) throws Exception {
        LoopbackSshd server = server(sudoers);
        SshException e =
                bench.failure(bench.trusting(server), bench.hostWithKey(server).withSudo(Sudo.usual()));
        assertThat(e.kind()).isEqualTo(Kind.PRIVILEGE);
        assertThat(e).hasMessageContaining(why).hasMessageContaining("on standard error");
        assertThat(e.next()).contains(next);
    }

    @Test
    void aSudoThatAsksInItsOwnWordsIsNoticedSoon() throws Exception {
        LoopbackSshd server = server("localised swordfish");
        SshOptions options = bench.trusting(server)
                .withPrompts(answering("swordfish", new AtomicInteger()))
                .withSudoPasswordAsked();
        long begun = System.nanoTime();
        SshException e = bench.failure(options, bench.hostWithKey(server).withSudo(Sudo.usual()));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        assertThat(e.kind()).isEqualTo(Kind.PRIVILEGE);
        assertThat(e).hasMessageContaining("Passwort:").hasMessageContaining("sudo asks in words of its own");
        assertThat(e.next()).contains("passprompt_override");
    }

    @Test
    void whatTheLoginLeavesUnfinishedIsNotTakenForAQuestion() throws Exception {
        LoopbackSshd server = server("slow", "printf 'no newline' >&2; ");
        SshOptions options = bench.trusting(server)
                .withPrompts(answering("x", new AtomicInteger()))
                .withSudoPasswordAsked();
        bench.start(options, bench.hostWithKey(server).withSudo(Sudo.usual()));
    }
}
