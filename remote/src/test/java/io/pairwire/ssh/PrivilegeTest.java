package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.secret.Secret;
import io.pairwire.ssh.SshException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Becoming root over a real sshd, by a stand-in for sudo and in the eyes of a stand-in for id(1). */
@Timeout(30)
class PrivilegeTest {
    @TempDir
    Path dir;

    @SuppressWarnings("NullAway.Init") // before each test
    private Bench bench;

    @BeforeEach
    void begin() throws Exception {
        bench = new Bench(dir);
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
    }

    private LoopbackSshd server(String sudoers) throws Exception {
        Path bin = Files.createDirectory(dir.resolve("bin"));
        executable(bin.resolve("sudo"), Files.readString(Path.of("src/test/resources/fake-sudo")));
        executable(bin.resolve("id"), "#!/bin/sh\n[ -n \"${FAKE_ROOT-}\" ] && exec /usr/bin/id \"$@\"\necho 1000\n");
        Files.writeString(dir.resolve("sudoers"), sudoers + "\n");
        return bench.server("ForceCommand PATH=" + bin + ":$PATH; export PATH; exec sh -c \"$SSH_ORIGINAL_COMMAND\"");
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
    void aSudoThatAsksInItsOwnWordsIsNotWaitedForForEver() throws Exception {
        LoopbackSshd server = server("localised swordfish");
        SshOptions options = bench.trusting(server)
                .withPrompts(answering("swordfish", new AtomicInteger()))
                .withSudoPasswordAsked()
                .withStartTimeout(Duration.ofSeconds(2));
        SshException e = bench.failure(options, bench.hostWithKey(server).withSudo(Sudo.usual()));
        assertThat(e).hasMessageContaining("Passwort:").hasMessageContaining("nothing from the bootstrap for 2 s");
    }
}
