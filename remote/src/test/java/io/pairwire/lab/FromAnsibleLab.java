package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Ansible play of {@code playbooks/from-ansible}, played by Debian's ansible-core over the lab's hosts. */
@Tag("lab")
@Tag("once")
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FromAnsibleLab {
    private static final Path PLAY = Path.of(System.getProperty("pairwire.lab.module", ""))
            .resolveSibling("playbooks")
            .resolve("from-ansible")
            .resolve("site.yml");

    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void bringUpTheHosts() {
        LabHosts.up("host1", "host2");
    }

    @AfterEach
    void nothingIsLeft() {
        LabHosts.swept("host1", "host2");
    }

    /** Plays it with a book of our own, over the inventory of the hosts that are up. */
    private static LabHosts.Result ansible(String state, String... options) throws IOException {
        Files.writeString(directory.resolve("topology.yml"), """
                topology: ansible
                pseudowires:
                  blue: {a: {host: host1, local: 192.168.1.1, tunnel_id: 1, session_id: 1, udp_port: 6001},
                         b: {host: host2, local: 192.168.1.2, tunnel_id: 2, session_id: 2, udp_port: 6002}}
                """);
        Path book = Files.writeString(directory.resolve("book.yml"), """
                - topology: topology.yml
                  pseudowires: all
                  tasks:
                    - pseudowire: {state: %s}
                """.formatted(state));
        List<String> words = new ArrayList<>(List.of(
                "env",
                "ANSIBLE_NOCOLOR=1",
                "ANSIBLE_LOCAL_TEMP=" + directory.resolve("tmp"),
                "ansible-playbook",
                "-i",
                LabHosts.inventory().toString(),
                PLAY.toString(),
                "-e",
                "pairwire=" + LabCli.program(),
                "-e",
                "pairwire_book=" + book));
        words.addAll(List.of(options));
        return LabHosts.run(words);
    }

    private static void assertRecap(LabHosts.Result result, int ok, int changed, int failed) {
        assertThat(result.output().lines())
                .as(result.toString())
                .anyMatch(line -> line.matches("localhost +: ok=" + ok + " +changed=" + changed
                        + " +unreachable=0 +failed=" + failed + " .*"));
    }

    @Test
    void whatIsChangedIsReportedAsChangedAndNothingElse() throws IOException {
        LabHosts.Result check = ansible("present", "--check");
        assertThat(check.status()).as(check.toString()).isZero();
        assertRecap(check, 1, 1, 0);
        assertThat(RawDump.of("host1").all("session")).isEmpty();

        LabHosts.Result first = ansible("present");
        assertThat(first.status()).as(first.toString()).isZero();
        assertRecap(first, 1, 1, 0);
        assertThat(RawDump.of("host1").all("session")).hasSize(1);
        assertThat(RawDump.of("host2").all("session")).hasSize(1);

        LabHosts.Result second = ansible("present");
        assertThat(second.status()).as(second.toString()).isZero();
        assertRecap(second, 1, 0, 0);

        assertRecap(ansible("absent"), 1, 1, 0);
        assertThat(RawDump.of("host2").all("session")).isEmpty();
        assertRecap(ansible("absent"), 1, 0, 0);
    }

    @Test
    void whatIsWrongFailsTheTask() throws IOException {
        LabHosts.Result wrong = ansible("presnt");
        assertThat(wrong.status()).as(wrong.toString()).isEqualTo(2);
        assertRecap(wrong, 0, 0, 1);
        assertThat(wrong.output()).contains("did you mean 'present'?");
    }
}
