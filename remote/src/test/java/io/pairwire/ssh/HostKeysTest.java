package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.ssh.SshException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

/** Host certificates, and hosts that are met for the first time, against a real sshd. */
@Timeout(30)
class HostKeysTest extends OnABench {
    /** Starts a server whose host key an authority has signed. */
    private LoopbackSshd certified(Path hostKey, Path ca, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", ca.toString(), "-I", "lon1"));
        command.addAll(List.of(options));
        command.add(hostKey + ".pub");
        Commands.run(command.toArray(String[]::new));
        return bench.server(List.of(hostKey), List.of(bench.userKey()), "HostCertificate " + hostKey + "-cert.pub");
    }

    private static String authority(String hosts, Path ca) throws Exception {
        return "@cert-authority " + hosts + " " + Bench.publicKey(ca);
    }

    @ParameterizedTest
    @CsvSource({
        "-t ed25519, -t ed25519",
        "-t ecdsa -b 256, -t rsa -b 2048",
        "-t ecdsa -b 384, -t ecdsa -b 521",
        "-t ecdsa -b 521, -t ecdsa -b 384",
        "-t rsa -b 2048, -t ed25519"
    })
    void aCertificateOfATrustedAuthorityWillDo(String hostOptions, String caOptions) throws Exception {
        Path hostKey = bench.key("certified", hostOptions.split(" ", -1));
        Path ca = bench.key("ca", caOptions.split(" ", -1));
        LoopbackSshd server = certified(hostKey, ca, "-h", "-n", "lon1,127.0.0.1", "-V", "+1h");
        bench.start(bench.knowing(authority("*", ca)), bench.hostWithKey(server));
        bench.start(bench.knowing(authority("[127.0.0.1]:" + server.port(), ca)), bench.hostWithKey(server));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "-h -n par1;                              it is for par1, not for 127.0.0.1",
                "-h -n 127.0.0.1 -V 20200101:20200102;    it expired on 2020-01-0",
                "-h -n 127.0.0.1 -V 20400101:20400102;    it is not valid before 20",
            })
    void aCertificateThatDoesNotSpeakForTheHostNowIsRefused(String options, String why) throws Exception {
        Path ca = bench.key("ca", "-t", "ed25519");
        LoopbackSshd server = certified(bench.hostKey(), ca, options.strip().split(" +", -1));
        SshException e = bench.failure(bench.knowing(authority("*", ca)), bench.hostWithKey(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e).hasMessageContaining(why.strip()).hasMessageContaining("hosts:1)");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsWorthItsKey() throws Exception {
        Path ca = bench.key("ca", "-t", "ed25519");
        Path other = bench.key("other", "-t", "ed25519");
        LoopbackSshd server = certified(bench.hostKey(), ca, "-h", "-n", "127.0.0.1");
        SshException e = bench.failure(bench.knowing(authority("*", other)), bench.hostWithKey(server));
        assertThat(e).hasMessageContaining("is not known: ssh-ed25519 SHA256:");
        bench.start(
                bench.knowing(authority("*", other), Bench.knownAs(server, bench.hostKey())),
                bench.hostWithKey(server));
    }

    @Test
    void anAuthorityOfOtherHostsIsNotTrusted() throws Exception {
        Path ca = bench.key("ca", "-t", "ed25519");
        LoopbackSshd server = certified(bench.hostKey(), ca, "-h", "-n", "127.0.0.1");
        SshException e = bench.failure(bench.knowing(authority("*.example.org", ca)), bench.hostWithKey(server));
        assertThat(e).hasMessageContaining("is not known");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRevokedAuthorityOrKeyIsRefusedWhateverElseIsRecorded(boolean theAuthority) throws Exception {
        Path ca = bench.key("ca", "-t", "ed25519");
        LoopbackSshd server = certified(bench.hostKey(), ca, "-h", "-n", "127.0.0.1");
        String revoked = "@revoked * " + Bench.publicKey(theAuthority ? ca : bench.hostKey());
        String known = Bench.knownAs(server, bench.hostKey());
        SshException e = bench.failure(bench.knowing(authority("*", ca), revoked), bench.hostWithKey(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e).hasMessageContaining("REVOKED").hasMessageContaining("hosts:2");
        if (!theAuthority) {
            assertThat(bench.failure(bench.knowing(known, revoked), bench.hostWithKey(server)))
                    .hasMessageContaining("REVOKED");
        }
    }

    @Test
    void noOctetOfACertificateCanBeChanged() throws Exception {
        Path ca = bench.key("ca", "-t", "ed25519");
        certified(bench.hostKey(), ca, "-h", "-n", "lon1", "-V", "20200101:20990101");
        HostKey good = KeyFile.publicKey(Path.of(bench.hostKey() + "-cert.pub")).orElseThrow();
        Instant now = Instant.now();
        assertThat(SshCertificate.parse(good).objection("LON1", now)).isEmpty();
        assertThat(SshCertificate.parse(good).objection("lon11", now)).isNotEmpty();
        byte[] octets = good.wire();
        for (int i = 0; i < octets.length; i++) {
            octets[i] ^= 1;
            assertThat(objection(octets, now)).as("octet %d", i).isNotEmpty();
            octets[i] ^= 1;
        }
    }

    private static Optional<String> objection(byte[] octets, Instant now) {
        try {
            return SshCertificate.parse(HostKey.ofWire(octets)).objection("lon1", now);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void aNewHostsKeyIsRecordedOnceIfThatIsWanted() throws Exception {
        LoopbackSshd server = bench.server();
        Path file = dir.resolve("new").resolve("known_hosts");
        Path second = bench.write("second", "par1 " + Bench.publicKey(bench.userKey()));
        SshClient client = new SshClient(
                bench.knowing().withKnownHostsFiles(List.of(file, second)).withNewHostKeysAccepted());
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<AgentProcess> start = () -> bench.start(client, bench.hostWithKey(server));
            for (Future<AgentProcess> started : pool.invokeAll(List.of(start, start, start, start))) {
                started.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(Files.readString(file)).isEqualTo(Bench.knownAs(server, bench.hostKey()) + "\n");
        assertThat(Commands.run("ssh-keygen", "-F", "[127.0.0.1]:" + server.port(), "-f", file.toString()))
                .contains("found");
    }

    @Test
    void aLineIsNotAddedToHalfALine() throws Exception {
        LoopbackSshd server = bench.server();
        Path file = Files.writeString(dir.resolve("known"), "par1 ssh-ed25519 AAAA");
        bench.start(
                bench.knowing().withKnownHostsFiles(List.of(file)).withNewHostKeysAccepted(),
                bench.hostWithKey(server));
        assertThat(Files.readAllLines(file))
                .containsExactly("par1 ssh-ed25519 AAAA", Bench.knownAs(server, bench.hostKey()));
    }

    @Test
    void aChangedKeyIsRefusedThoughNewOnesAreAccepted() throws Exception {
        Path other = bench.key("other", "-t", "ed25519");
        LoopbackSshd server = bench.server();
        SshException e = bench.failure(
                bench.knowing(Bench.knownAs(server, other)).withNewHostKeysAccepted(), bench.hostWithKey(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e).hasMessageContaining("HAS CHANGED").hasMessageContaining("hosts:1)");
        assertThat(e.next()).contains("ssh-keygen -R '[127.0.0.1]:" + server.port() + "'");
    }

    @Test
    void aKeyOfAnotherTypeIsNoNewHost() throws Exception {
        Path ecdsa = bench.key("ecdsa", "-t", "ecdsa");
        LoopbackSshd server = bench.server();
        SshException e = bench.failure(
                bench.knowing(Bench.knownAs(server, ecdsa)).withNewHostKeysAccepted(), bench.hostWithKey(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
    }

    @Test
    void aKeyThatCannotBeRecordedIsNotTrusted() throws Exception {
        LoopbackSshd server = bench.server();
        SshException e = bench.failure(
                bench.knowing()
                        .withKnownHostsFiles(List.of(Path.of("/dev/null")))
                        .withNewHostKeysAccepted(),
                bench.hostWithKey(server));
        assertThat(e.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(e).hasMessageContaining("cannot be recorded in /dev/null");
    }
}
