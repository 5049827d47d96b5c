package io.pairwire.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.ssh.KnownHosts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records alone; that OpenSSH's own files are read right is shown with {@code ssh-keygen} where it matters. */
class KnownHostsTest {
    private static final HostKey ED = new HostKey("ssh-ed25519", "AAAA1111");
    private static final HostKey OTHER = new HostKey("ssh-ed25519", "AAAA2222");
    private static final HostKey RSA = new HostKey("ssh-rsa", "AAAA3333");

    @TempDir
    Path dir;

    private KnownHosts known(String... lines) throws IOException {
        return KnownHosts.read(
                List.of(dir.resolve("missing"), Files.write(dir.resolve("known_hosts"), List.of(lines))));
    }

    private static Verdict verdict(KnownHosts known, String address, int port, HostKey key) {
        return known.judge(address, port, key).verdict();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lon1;                        lon1;      22;   KNOWN",
                "lon1;                        LON1;      22;   KNOWN",
                "lon1,192.0.2.1;              192.0.2.1; 22;   KNOWN",
                "lon2;                        lon1;      22;   UNKNOWN",
                "lon1;                        lon1;      2222; KNOWN",
                "[lon1]:2222;                 lon1;      2222; KNOWN",
                "[lon1]:2222;                 lon1;      22;   UNKNOWN",
                "[lon1]:2223;                 lon1;      2222; UNKNOWN",
                "[2001:db8::1]:2222;          2001:db8::1; 2222; KNOWN",
                "2001:db8::1;                 2001:db8::1; 22; KNOWN",
                "lon*;                        lon1;      22;   KNOWN",
                "lon?;                        lon12;     22;   UNKNOWN",
                "*.example.org;               a.b.example.org; 22; KNOWN",
                "*,!lon1;                     lon1;      22;   UNKNOWN",
                "!lon1,*;                     lon2;      22;   KNOWN",
                "!lon1;                       lon2;      22;   UNKNOWN",
                "lon1.;                       lon1x;     22;   UNKNOWN",
            })
    void aNameIsFoundAsOpensshFindsIt(String hosts, String address, int port, Verdict expected) throws Exception {
        assertThat(verdict(known(hosts + " ssh-ed25519 AAAA1111 comment"), address, port, ED))
                .isEqualTo(expected);
    }

    @Test
    void aHashedNameIsFoundAlsoWithItsPort() throws Exception {
        Path file = dir.resolve("hashed");
        Files.writeString(file, "");
        Path key = Commands.key(dir.resolve("key"), "-t", "ed25519");
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ", -1);
        Files.writeString(
                file, "lon1 " + words[0] + " " + words[1] + "\n[par1]:2222 " + words[0] + " " + words[1] + "\n");
        Commands.run("ssh-keygen", "-q", "-H", "-f", file.toString());
        assertThat(Files.readString(file)).doesNotContain("lon1").doesNotContain("par1");
        KnownHosts known = KnownHosts.read(List.of(file));
        HostKey shown = new HostKey(words[0], words[1]);
        assertThat(verdict(known, "lon1", 22, shown)).isEqualTo(Verdict.KNOWN);
        assertThat(verdict(known, "par1", 2222, shown)).isEqualTo(Verdict.KNOWN);
        assertThat(verdict(known, "par1", 22, shown)).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict(known, "ams1", 22, shown)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anotherKeyForARecordedNameIsAChange() throws Exception {
        KnownHosts known = known("lon1 ssh-rsa AAAA3333", "lon1 ssh-ed25519 AAAA2222");
        KnownHosts.Finding finding = known.judge("lon1", 22, ED);
        assertThat(finding.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(finding.lines()).extracting(KnownHosts.Line::number).containsExactly(1, 2);
    }

    @Test
    void anyOfSeveralRecordedKeysWillDo() throws Exception {
        KnownHosts known = known("lon1 ssh-ed25519 AAAA2222", "", "# moved", "lon* ssh-ed25519 AAAA1111");
        assertThat(verdict(known, "lon1", 22, ED)).isEqualTo(Verdict.KNOWN);
        assertThat(verdict(known, "lon1", 22, OTHER)).isEqualTo(Verdict.KNOWN);
    }

    @ParameterizedTest
    @CsvSource({"lon1", "*", "l?n1", "[lon1]:2222"})
    void aRevokedKeyIsRefusedWhereverItIsRecordedToo(String revoked) throws Exception {
        String record = "lon1,[lon1]:2222 ssh-ed25519 AAAA1111";
        for (KnownHosts known : List.of(
                known(record, "@revoked " + revoked + " ssh-ed25519 AAAA1111"),
                known("@revoked " + revoked + " ssh-ed25519 AAAA1111", record))) {
            assertThat(verdict(known, "lon1", 2222, ED)).isEqualTo(Verdict.REVOKED);
        }
    }

    @Test
    void aRevokedKeyIsNoRecordOfItsHost() throws Exception {
        KnownHosts known = known("@revoked lon1 ssh-ed25519 AAAA2222");
        assertThat(verdict(known, "lon1", 22, ED)).isEqualTo(Verdict.UNKNOWN);
        assertThat(known.algorithms("lon1", 22)).isEmpty();
    }

    @Test
    void aCertificateAuthorityVouchesForNoPlainKey() throws Exception {
        KnownHosts known = known("@cert-authority * ssh-ed25519 AAAA1111");
        assertThat(verdict(known, "lon1", 22, ED)).isEqualTo(Verdict.UNKNOWN);
        assertThat(known.algorithms("lon1", 22)).allMatch(name -> name.contains("-cert-v01@openssh.com"));
    }

    @Test
    void garbageIsNotARecord() throws Exception {
        KnownHosts known = known(
                "lon1",
                "lon1 ssh-ed25519",
                "@strange lon1 ssh-ed25519 AAAA1111",
                "|1|x ssh-ed25519 AAAA1111",
                "|1|!!|!! ssh-ed25519 AAAA1111");
        assertThat(verdict(known, "lon1", 22, ED)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void theHostIsAskedForAKeyOfARecordedType() throws Exception {
        KnownHosts known =
                known("lon1 ssh-rsa AAAA3333", "par1 ecdsa-sha2-nistp256 AAAA4444", "par1 ssh-ed25519 AAAA1111");
        assertThat(known.algorithms("lon1", 22)).containsExactly("rsa-sha2-512", "rsa-sha2-256");
        assertThat(known.algorithms("par1", 22)).containsExactly("ecdsa-sha2-nistp256", "ssh-ed25519");
        assertThat(known.algorithms("ams1", 22)).isEmpty();
        assertThat(verdict(known, "lon1", 22, RSA)).isEqualTo(Verdict.KNOWN);
    }
}
