package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.secret.Secret;
import io.pairwire.ssh.SshException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in with what OpenSSH's own agent, key generator and server make. */
@Timeout(30)
class LoginTest extends OnABench {
    private LoopbackAgent agent() throws Exception {
        return bench.keep(LoopbackAgent.start(dir.resolve("agent")));
    }

    /** Answers of a person, one after the other; notes what was asked. */
    private static final class Person implements Prompts {
        private final List<String> answers;
        private final List<String> questions = new ArrayList<>();

        Person(String... answers) {
            this.answers = new ArrayList<>(List.of(answers));
        }

        @Override
        public synchronized Optional<Secret> ask(String question) {
            questions.add(question);
            return Optional.of(Secret.of(answers.remove(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t ecdsa -b 256", "-t ecdsa -b 384", "-t ecdsa -b 521", "-t rsa -b 2048"})
    void anAgentsKeyLogsIn(String options) throws Exception {
        Path key = bench.key("mine", options.split(" ", -1));
        LoopbackSshd server = bench.server(List.of(bench.hostKey()), List.of(key));
        SshOptions trusting =
                bench.trusting(server).withAgentSocket(agent().add(key).socket());
        bench.start(trusting, Bench.host(server));
    }

    @ParameterizedTest
    @CsvSource({"-t ed25519, -t ed25519", "-t rsa -b 2048, -t ecdsa", "-t ecdsa, -t rsa -b 2048"})
    void aCertificateBesideAKeyLogsIn(String options, String authority) throws Exception {
        Path key = bench.key("mine", options.split(" ", -1));
        Path ca = bench.key("ca", authority.split(" ", -1));
        Commands.run("ssh-keygen", "-q", "-s", ca.toString(), "-I", "me", "-n", SshTarget.currentUser(), key + ".pub");
        LoopbackSshd server = bench.server(
                List.of(bench.hostKey()), List.of(), "TrustedUserCAKeys " + ca + ".pub", "LogLevel VERBOSE");
        bench.start(bench.trusting(server), Bench.host(server).withPrivateKeyFile(key));
        assertThat(server.log()).contains("-CERT");
    }

    @Test
    void anAgentsCertificateLogsIn() throws Exception {
        Path key = bench.key("mine", "-t", "ed25519");
        Path ca = bench.key("ca", "-t", "ed25519");
        Commands.run("ssh-keygen", "-q", "-s", ca.toString(), "-I", "me", "-n", SshTarget.currentUser(), key + ".pub");
        LoopbackSshd server = bench.server(List.of(bench.hostKey()), List.of(), "TrustedUserCAKeys " + ca + ".pub");
        SshOptions trusting =
                bench.trusting(server).withAgentSocket(agent().add(key).socket());
        bench.start(trusting, Bench.host(server));
    }

    @Test
    void aKeyLogsInWhereItsCertificateIsNotTrusted() throws Exception {
        Path ca = bench.key("ca", "-t", "ed25519");
        Commands.run("ssh-keygen", "-q", "-s", ca.toString(), "-I", "me", "-n", "somebody", bench.userKey() + ".pub");
        LoopbackSshd server = bench.server();
        bench.start(bench.trusting(server), bench.hostWithKey(server));
    }

    @Test
    void aKeyThatIsOnlyInTheAgentIsFoundByItsPublicKey() throws Exception {
        Path key = bench.key("mine", "-t", "ed25519");
        LoopbackSshd server = bench.server(List.of(bench.hostKey()), List.of(key), "MaxAuthTries 1");
        LoopbackAgent agent = agent();
        for (int i = 0; i < 4; i++) {
            agent.add(bench.key("other" + i, "-t", "ed25519"));
        }
        agent.add(key);
        Files.delete(key);
        bench.start(
                bench.trusting(server).withAgentSocket(agent.socket()),
                Bench.host(server).withPrivateKeyFile(key));
    }

    @Test
    void tooManyKeysAreAClearError() throws Exception {
        LoopbackSshd server = bench.server("MaxAuthTries 2");
        LoopbackAgent agent = agent();
        for (int i = 0; i < 4; i++) {
            agent.add(bench.key("other" + i, "-t", "ed25519"));
        }
        SshException e = bench.failure(bench.trusting(server).withAgentSocket(agent.socket()), Bench.host(server));
        assertThat(e.kind()).isEqualTo(Kind.AUTH);
        assertThat(e.next()).contains("IdentitiesOnly");
    }

    @Test
    void anAgentThatIsNotThereIsNamedInTheError() throws Exception {
        LoopbackSshd server = bench.server(List.of(bench.hostKey()), List.of());
        Path nowhere = dir.resolve("nowhere");
        SshException e = bench.failure(bench.trusting(server).withAgentSocket(nowhere), bench.hostWithKey(server));
        assertThat(e.kind()).isEqualTo(Kind.AUTH);
        assertThat(e).hasMessageContaining("ssh-agent at " + nowhere + " cannot be asked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t ecdsa", "-t rsa -b 2048", "-t rsa -b 2048 -m PKCS8", "-t ecdsa -m PKCS8"})
    void aPassphraseIsAskedForOnce(String options) throws Exception {
        Path key = bench.key("locked", (options + " -N swordfish").split(" ", -1));
        LoopbackSshd server = bench.server(List.of(bench.hostKey()), List.of(key));
        Person person = new Person("sword", "swordfish");
        SshClient client = new SshClient(bench.trusting(server).withPrompts(person));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Callable<AgentProcess> start =
                    () -> bench.start(client, Bench.host(server).withPrivateKeyFile(key));
            for (Future<AgentProcess> started : pool.invokeAll(List.of(start, start, start))) {
                started.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(person.questions)
                .containsExactly("Passphrase for " + key + ": ", "That is not it. Passphrase for " + key + ": ");
    }

    @Test
    void aPassphraseIsNotAskedForWhereTheHostWouldNotTakeTheKey() throws Exception {
        Path locked = bench.key("locked", "-t", "ed25519", "-N", "swordfish");
        LoopbackSshd server = bench.server();
        Person person = new Person();
        SshOptions options =
                bench.trusting(server).withPrompts(person).withDefaultKeyFiles(List.of(locked, bench.userKey()));
        bench.start(options, Bench.host(server));
        assertThat(person.questions).isEmpty();
    }

    @Test
    void threeWrongPassphrasesAreEnough() throws Exception {
        Path locked = bench.key("locked", "-t", "ed25519", "-N", "swordfish");
        LoopbackSshd server = bench.server(List.of(bench.hostKey()), List.of(locked));
        Person person = new Person("a", "b", "c");
        SshException e = bench.failure(
                bench.trusting(server).withPrompts(person), Bench.host(server).withPrivateKeyFile(locked));
        assertThat(e.kind()).isEqualTo(Kind.AUTH);
        assertThat(e).hasMessageContaining("none of those given opens it");
    }
}
