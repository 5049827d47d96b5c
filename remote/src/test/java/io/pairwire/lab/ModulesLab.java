package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's modules: loaded where they are missing, and named where they cannot be. */
@Tag("lab")
final class ModulesLab {
    private static final Path BLOCKED = Path.of("/etc/modprobe.d/pairwire-lab.conf");

    @TempDir
    private Path directory = Path.of("");

    private Path topology = Path.of("");

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up("host1", "host2");
    }

    @BeforeEach
    void noModuleIsLoaded() throws IOException {
        topology = Files.writeString(directory.resolve("topology.yml"), """
            topology: modules
            pseudowires:
              wire:
                encap: ip
                cookie: none
                a: {host: host1, local: 192.168.1.1, tunnel_id: 60, session_id: 61}
                b: {host: host2, local: 192.168.1.2, tunnel_id: 62, session_id: 63}
            """);
        // What another test deleted may still be going.
        LabHosts.run(List.of("sh", "-c", """
                for attempt in 1 2 3 4 5 6 7 8 9 10; do
                    modprobe -r l2tp_eth l2tp_ip6 l2tp_ip l2tp_ppp l2tp_netlink l2tp_core && exit
                    sleep 0.3
                done
                exit 1""")).orThrow();
        assertThat(loaded()).isEmpty();
    }

    @Test
    void theAgentLoadsWhatIsMissing() {
        LabHosts.Result applied = LabCli.run(topology, "apply", "--yes");
        assertThat(applied.status()).as(applied.toString()).isZero();
        assertThat(RawDump.of("host1").one("tunnel", "id", 60).get("encap")).isEqualTo("ip");
        assertThat(loaded()).contains("l2tp_eth", "l2tp_ip", "l2tp_netlink");
        assertThat(LabCli.run(topology, "destroy", "--yes").status()).isZero();
    }

    @Test
    void aModuleThatMayNotBeLoadedIsNamedWithWhatToDo() throws IOException {
        Files.writeString(BLOCKED, "install l2tp_netlink /bin/false\ninstall l2tp_core /bin/false\n");
        try {
            LabHosts.Result applied = LabCli.run(topology, "apply", "--yes");
            assertThat(applied.status()).as(applied.toString()).isEqualTo(4);
            assertThat(applied.errors()).contains("host1", "host2", "l2tp_netlink", "/etc/modprobe.d");
            assertThat(loaded()).isEmpty();
        } finally {
            Files.delete(BLOCKED);
        }
    }

    @Test
    void theUtilityLoadsWhatIsMissingAndNamesWhatMayNotBeLoaded() throws IOException {
        String tunnel = "add tunnel tunnel_id 60 peer_tunnel_id 62 local 192.168.1.1 remote 192.168.1.2 ";
        Files.writeString(BLOCKED, "install l2tp_eth /bin/false\ninstall l2tp_ip /bin/false\n");
        try {
            LabHosts.Result refused = LabUtility.batch("host1", """
                    %1$sencap ip
                    %1$sudp_sport 6000 udp_dport 6000
                    add session tunnel_id 60 session_id 61 peer_session_id 63
                    del tunnel tunnel_id 60""".formatted(tunnel));
            assertThat(refused.status()).as(refused.toString()).isEqualTo(8);
            assertThat(refused.errors()).isEqualTo("""
                    -:1: error: l2tp TUNNEL_CREATE tunnel 60: EPROTONOSUPPORT (the kernel has no L2TP over IP)
                      hint: Load it: `modprobe l2tp_ip` (`l2tp_ip6` for IPv6).
                    -:3: error: l2tp SESSION_CREATE session 61 of tunnel 60: EPROTONOSUPPORT (the kernel has no Ethernet pseudowires)
                      hint: Load them: `modprobe l2tp_eth`.
                    """);
            Files.delete(BLOCKED);
            assertThat(LabUtility.batch("host1", """
                    %1$sencap ip
                    add session tunnel_id 60 session_id 61 peer_session_id 63
                    del tunnel tunnel_id 60""".formatted(tunnel)).orThrow())
                    .isEmpty();
            assertThat(loaded()).contains("l2tp_eth", "l2tp_ip", "l2tp_netlink");
            noModuleIsLoaded();
            Files.writeString(BLOCKED, "install l2tp_netlink /bin/false\ninstall l2tp_core /bin/false\n");
            LabHosts.Result unfit = LabUtility.run("host1", "show tunnel");
            assertThat(unfit.status()).as(unfit.toString()).isEqualTo(4);
            assertThat(unfit.errors()).contains("has no L2TP", "l2tp_netlink", "hint: ", "/etc/modprobe.d");
        } finally {
            Files.deleteIfExists(BLOCKED);
        }
    }

    private static List<String> loaded() {
        return LabHosts.run(List.of("ls", "/sys/module"))
                .orThrow()
                .lines()
                .filter(name -> name.startsWith("l2tp_"))
                .toList();
    }
}
