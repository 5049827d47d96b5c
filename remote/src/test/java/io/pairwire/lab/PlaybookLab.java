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

/** Playbooks over real hosts: every verb, in batches, over one connection a host. */
@Tag("lab")
@Tag("once")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PlaybookLab {
    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void bringUpTheHosts() throws IOException {
        LabHosts.up("host1", "host2");
        Files.writeString(directory.resolve("topology.yml"), """
                topology: book
                pseudowires:
                  blue: {a: {host: host1, local: 192.168.1.1}, b: {host: host2, local: 192.168.1.2}, tags: canary}
                  green: {a: {host: host2, local: 192.168.1.2}, b: {host: host1, local: 192.168.1.1}, cookie: none}
                """);
    }

    @AfterEach
    void nothingIsLeft() {
        LabHosts.swept("host1", "host2");
    }

    private static LabHosts.Result play(String book, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("book.yml"), book);
        List<String> words = new ArrayList<>(
                List.of("playbook", file.toString(), "-i", LabHosts.inventory().toString()));
        words.addAll(List.of(options));
        return LabCli.run(words.toArray(String[]::new));
    }

    @Test
    void everyVerbIsDoneInBatchesOverOneConnectionAHost() throws IOException {
        LabHosts.Result result = play("""
                - name: Up, one by one
                  topology: topology.yml
                  pseudowires: all
                  serial: 1
                  tasks:
                    - assert: {reachable: true, kernel: '>= 5.10', java: '>= 17', module: true}
                    - pseudowire: {state: present}
                    - verify:
                    - drift:
                - name: Anew
                  topology: topology.yml
                  pseudowires: canary
                  tasks:
                    - pause: {seconds: 1}
                    - pseudowire: {state: restarted}
                    - verify:
                - name: And away with one of them
                  topology: topology.yml
                  hosts: host1
                  tasks:
                    - pseudowire: {state: absent}
                      when: "'canary' in pseudowire.tags"
                """, "-v");
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.output())
                .containsSubsequence(
                        "changed: [blue] => added",
                        "ok: [blue]",
                        "changed: [green] => added",
                        "changed: [blue] => replaced",
                        "ok: [blue]",
                        "changed: [blue] => removed");
        assertThat(result.errors().lines().filter(line -> line.contains("connected in")))
                .as(result.errors())
                .hasSize(2);
        assertThat(RawDump.of("host1").all("session")).hasSize(1);
    }

    @Test
    void anUnreachableHostEndsTheBookAndLeavesBothEndsAlone() throws IOException {
        LabHosts.stopSshd("host2");
        try {
            LabHosts.Result result = play("""
                    - topology: topology.yml
                      pseudowires: all
                      serial: 1
                      tasks:
                        - pseudowire: {state: present}
                    """, "--connect-timeout", "5");
            assertThat(result.status()).as(result.toString()).isEqualTo(4);
            assertThat(result.output())
                    .contains("fatal: [blue]: UNREACHABLE!", "Stopped: all of the batch failed. Not begun: green.");
        } finally {
            LabHosts.startSshd("host2");
        }
        assertThat(RawDump.of("host1").l2tp()).isEmpty();
    }
}
