package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.cli.AuditSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the two ends decide together, and plans that are saved: by the command itself, over SSH, on the real kernel. */
@Tag("lab")
final class PairLab {
    private static final String TOPOLOGY = """
            topology: pair
            pseudowires:
              made:
                a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: 1, udp_port: 6001, address: 10.6.1.1/30}
                b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 2, udp_port: 6002, address: 10.6.1.2/30}
              counted:
                encap: ip
                cookie: none
                seq: both
                a: {host: host1, local: 192.168.1.1, tunnel_id: 3, session_id: 3, address: 10.6.2.1/30}
                b: {host: host2, local: 192.168.1.2, tunnel_id: 4, session_id: 4, address: 10.6.2.2/30}
            """;

    private static final String[] HOSTS = {"host1", "host2"};
    private static final String AUDIT = "/var/log/pairwire/audit.jsonl";

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void bringHostsUp() {
        LabHosts.up(HOSTS);
    }

    @BeforeEach
    void nothingIsWrittenDown() {
        for (String host : HOSTS) {
            LabHosts.exec(host, "rm", "-f", AUDIT).orThrow();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        List<RawDump.Item> left = LabHosts.swept(HOSTS);
        assertThat(left).isEmpty();
    }

    @Test
    void aSavedPlanIsDoneJustSoAndEndsAreMadeAnewForEachOther() throws IOException {
        Path topology = Files.writeString(directory.resolve("pair.yml"), TOPOLOGY);
        Path plan = directory.resolve("p.json");
        LabHosts.Result saved = LabCli.run(topology, "plan", "-o", plan.toString());
        assertThat(saved.status()).as(saved.toString()).isZero();
        assertThat(RawDump.of("host1").l2tp()).isEmpty();
        LabHosts.Result applied = LabCli.run("apply", plan.toString());
        assertThat(applied.status()).as(applied.toString()).isZero();
        for (String host : HOSTS) {
            List<String> lines = audit(host);
            assertThat(lines).as(host).hasSize(4);
            assertThat(lines.get(0))
                    .contains("\"event\":\"begun\"", "\"command\":\"apply\"", "\"action\":\"create_session\"");
            assertThat(lines.get(3))
                    .contains(
                            "\"event\":\"kept\"",
                            "\"verdict\":\"ok\"",
                            "\"login\":\"root\"",
                            "\"from\":{\"address\":\"192.168.1.");
        }
        RawDump.Item made = RawDump.of("host1").one("session", "id", 1);
        RawDump.Item far = RawDump.of("host2").one("session", "id", 2);
        assertThat(made.get("cookie")).hasSize(16).isEqualTo(far.get("peer_cookie"));
        assertThat(made.get("peer_cookie")).hasSize(16).isEqualTo(far.get("cookie"));
        assertThat(saved + " " + applied + Files.readString(plan))
                .doesNotContain(made.get("cookie"))
                .doesNotContain(made.get("peer_cookie"));
        assertThat(audit("host1") + "\n" + audit("host2"))
                .contains("\"cookie\":\"(8 octets)\"")
                .doesNotContain(made.get("cookie"))
                .doesNotContain(made.get("peer_cookie"));
        ping("10.6.1.2");
        ping("10.6.2.2");

        LabHosts.Result again = LabCli.run("apply", plan.toString());
        assertThat(again.output()).isEqualTo("Nothing to do: 2 pseudowires as it should be; 0 netlink writes.\n");
        assertThat(audit("host1")).hasSize(4);

        // Sequence numbers: the end that stays must start again with the one that comes.
        String index = RawDump.of("host2").one("link", "name", "made").get("index");
        LabHosts.exec("host1", "ip", "l2tp", "del", "session", "tunnel_id", "3", "session_id", "3")
                .orThrow();
        LabHosts.Result stale = LabCli.run("apply", plan.toString());
        assertThat(stale.status()).as(stale.toString()).isEqualTo(6);
        assertThat(stale.output() + stale.errors())
                .contains("the saved plan is stale")
                .contains("host2, counted:");
        assertThat(RawDump.of("host1").all("session")).hasSize(1);
        LabHosts.Result mended = LabCli.run(topology, "apply", "--yes");
        assertThat(mended.status()).as(mended.toString()).isZero();
        assertThat(mended.output())
                .contains("# b: its other end is made anew, and sequence numbers must start together")
                .contains("0 to add, 0 to change, 1 to replace, 0 to remove; 1 unchanged");
        ping("10.6.2.2");
        assertThat(RawDump.of("host2").one("link", "name", "made").get("index")).isEqualTo(index);
        assertThat(RawDump.of("host1").one("session", "id", 1).get("cookie")).isEqualTo(made.get("cookie"));

        // Cookies: one end of its own makes two new ends.
        LabHosts.exec("host2", "ip", "l2tp", "del", "session", "tunnel_id", "2", "session_id", "2")
                .orThrow();
        LabHosts.Result drifted = LabCli.run(topology, "drift");
        assertThat(drifted.status()).as(drifted.toString()).isEqualTo(2);
        LabHosts.Result remade = LabCli.run(topology, "apply", "--yes");
        assertThat(remade.status()).as(remade.toString()).isZero();
        assertThat(remade.output()).contains("# a: its other end is made anew, and with it both cookies");
        assertThat(RawDump.of("host1").one("session", "id", 1).get("cookie"))
                .isNotEqualTo(made.get("cookie"))
                .isEqualTo(RawDump.of("host2").one("session", "id", 2).get("peer_cookie"));
        ping("10.6.1.2");
        assertThat(LabCli.run(topology, "destroy", "--yes").status()).isZero();
    }

    /** Returns what a host has written down, each line as its schema has it. */
    private static List<String> audit(String host) {
        List<String> lines = LabHosts.exec(host, "cat", AUDIT).orThrow().lines().toList();
        AuditSchema.checkHost(lines);
        return lines;
    }

    private static void ping(String there) {
        LabHosts.exec("host1", "ping", "-c", "1", "-W", "10", there).orThrow();
    }
}
