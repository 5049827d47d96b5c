package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lab itself: its hosts are as separate, and its kernel is as real, as the other tests take them to be. */
@Tag("lab")
final class LabHostsLab {
    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2");
    }

    @Test
    void theKernelIsTheOneAskedFor() {
        String line = System.getProperty("pairwire.lab.kernel", "");
        assertThat(System.getProperty("os.version")).startsWith(line + ".");
    }

    @Test
    void eachHostBearsItsOwnName() {
        assertThat(LabHosts.exec("host1", "hostname").orThrow()).isEqualTo("host1");
        assertThat(LabHosts.exec("host2", "hostname").orThrow()).isEqualTo("host2");
    }

    @ParameterizedTest
    @CsvSource({"host1, ed25519", "host1, ecdsa", "host2, rsa"})
    void hostsLetRootInByEachTypeOfKey(String host, String type) {
        assertThat(LabHosts.ssh(host, type, "hostname").orThrow()).isEqualTo(host);
    }

    @Test
    void whatOneHostKeepsTheOtherDoesNotSee() {
        for (String directory : new String[] {"/var/lib/pairwire", "/var/cache/pairwire", "/run/pairwire", "/tmp"}) {
            String file = directory + "/kept-by-host1";
            LabHosts.exec("host1", "touch", file).orThrow();
            assertThat(LabHosts.exec("host1", "test", "-e", file).status()).isZero();
            assertThat(LabHosts.exec("host2", "test", "-e", file).status()).isNotZero();
            LabHosts.exec("host1", "rm", file).orThrow();
        }
    }

    @Test
    void hostsReachEachOtherByBothFamilies() {
        LabHosts.exec("host1", "ping", "-c", "1", "-W", "5", LabHosts.address("host2"))
                .orThrow();
        LabHosts.exec("host2", "ping", "-c", "1", "-W", "5", LabHosts.address6("host1"))
                .orThrow();
    }

    @Test
    void aHostWhoseSshServerIsStoppedRefusesAndThenLetsInAgain() {
        LabHosts.stopSshd("host2");
        assertThat(LabHosts.ssh("host2", "ed25519", "true").errors()).contains("Connection refused");
        LabHosts.startSshd("host2");
        LabHosts.ssh("host2", "ed25519", "true").orThrow();
    }

    @Test
    void aHostThatComesBackIsANewOneAtItsOldAddress() {
        LabHosts.exec("host2", "touch", "/var/lib/pairwire/old").orThrow();
        LabHosts.down("host2");
        LabHosts.up("host2");
        assertThat(LabHosts.ssh("host2", "ed25519", "ls /var/lib/pairwire").orThrow())
                .isEmpty();
    }

    @Test
    void aTunnelOfOneHostIsNotTheOthers() {
        LabHosts.exec("host1", "modprobe", "-a", "l2tp_netlink", "l2tp_eth").orThrow();
        String tunnel = "tunnel_id 4242 peer_tunnel_id 4545 encap udp local %s remote %s udp_sport 6042 udp_dport 6045"
                .formatted(LabHosts.address("host1"), LabHosts.address("host2"));
        LabHosts.exec("host1", ("ip l2tp add tunnel " + tunnel).split(" ", -1)).orThrow();
        try {
            assertThat(LabHosts.exec("host1", "ip", "l2tp", "show", "tunnel").orThrow())
                    .contains("Tunnel 4242, encap UDP");
            assertThat(LabHosts.exec("host2", "ip", "l2tp", "show", "tunnel").orThrow())
                    .doesNotContain("4242");
        } finally {
            LabHosts.exec("host1", "ip", "l2tp", "del", "tunnel", "tunnel_id", "4242")
                    .orThrow();
        }
    }
}
