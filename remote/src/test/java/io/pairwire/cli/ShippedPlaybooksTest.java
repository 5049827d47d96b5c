package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.FakeAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books of {@code playbooks}, played over hosts of this process. */
final class ShippedPlaybooksTest {
    private static final Path SHIPPED = Path.of("..", "playbooks");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    /** Copies them, for a lock file is written beside. */
    @BeforeEach
    void copy() throws IOException {
        agents = new FakeAgents(directory.resolve("hosts"));
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yml")).toList()) {
                Files.copy(file, directory.resolve(file.getFileName().toString()));
            }
        }
    }

    private Console play(String typed, String book, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "playbook",
                directory.resolve(book).toString(),
                "-i",
                directory.resolve("inventory.yml").toString()));
        words.addAll(List.of(options));
        String[] line = words.toArray(String[]::new);
        return typed.isEmpty() ? Console.over(agents, line) : Console.typing(typed, agents, line);
    }

    private Console up() {
        return play("", "site.yml");
    }

    private int sessions() {
        return Stream.of("lon1", "par1", "ams1")
                .mapToInt(host -> agents.kernel(host).sessions().size())
                .sum();
    }

    @Test
    void theSiteComesUpOnceAndThenStays() {
        Console first = up();
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(sessions()).isEqualTo(12);
        int writes = agents.writes();
        assertThat(up().out()).contains("ok=3    changed=0");
        assertThat(agents.writes()).isEqualTo(writes);
        assertThat(agents.contacted()).hasSize(6);
    }

    @Test
    void canariesComeFirst() {
        Console console = play("", "canary.yml", "--skip-tags", "wait");
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out())
                .containsSubsequence(
                        "PLAY [Canaries, one by one]",
                        "batch 1 of 2",
                        "changed: [lon-par-test] => added",
                        "ok: [lon-par-test]",
                        "batch 2 of 2",
                        "changed: [par-ams-test] => added",
                        "PLAY [The rest, in growing batches]",
                        "batch 1 of 3",
                        "changed: [blue] => added");
        assertThat(sessions()).isEqualTo(12);
    }

    @Test
    void aCanaryThatDiesEndsTheBook() {
        agents.unreachable("ams1", true);
        Console console = play("", "canary.yml", "--skip-tags", "wait");
        assertThat(console.exitCode()).isEqualTo(4);
        assertThat(console.out())
                .contains("fatal: [par-ams-test]: UNREACHABLE!", "any_errors_fatal")
                .doesNotContain("The rest");
        assertThat(sessions()).isEqualTo(2);
    }

    @Test
    void tearingDownAsksAndLeavesWhatIsProtected() {
        up();
        assertThat(play("no\n", "tear-down.yml").out()).contains("Stopped: a person said no.");
        assertThat(sessions()).isEqualTo(12);
        Console unattended = play("", "tear-down.yml");
        assertThat(unattended.exitCode()).isEqualTo(3);
        assertThat(unattended.err()).contains("PB025", "no host was contacted");
        Console yes = play("yes\n", "tear-down.yml");
        assertThat(yes.exitCode()).as(yes.toString()).isZero();
        assertThat(yes.out()).contains("skipping: [core]", "changed: [blue] => removed");
        assertThat(sessions()).isEqualTo(2);
    }

    @Test
    void aHostIsTakenOutOfServiceAndBroughtBack() {
        up();
        assertThat(play("", "maintenance-host.yml").err())
                .contains("PB011", "there is no variable 'maintained'", "'-e maintained=VALUE'");
        assertThat(play("", "maintenance-host.yml", "-e", "maintained=par1", "--tags", "down")
                        .exitCode())
                .isZero();
        assertThat(agents.kernel("par1").sessions()).isEmpty();
        assertThat(agents.kernel("lon1").sessions()).hasSize(2);
        Console back = play("yes\n", "maintenance-host.yml", "-e", "maintained=par1");
        assertThat(back.exitCode()).as(back.toString()).isZero();
        assertThat(back.out()).contains("ok: [blue]", "changed: [red] => added", "skipping: [green]");
        assertThat(sessions()).isEqualTo(12);
    }

    @Test
    void theNightlyLookTellsDriftAndChangesNothing() {
        up();
        assertThat(play("", "verify-nightly.yml").exitCode()).isZero();
        agents.kernel("lon1")
                .vanish(
                        agents.kernel("lon1").sessions().get(0).tunnelId(),
                        agents.kernel("lon1").sessions().get(0).id());
        int writes = agents.writes();
        Console drift = play("", "verify-nightly.yml");
        assertThat(drift.exitCode()).isEqualTo(10);
        assertThat(drift.out()).contains("drifted: [", "=> half a pair", "MISSING_END", "drifted=1");
        assertThat(play("", "verify-nightly.yml", "--json").out())
                .endsWith("\"drifted\":1,\"unreachable\":0,\"failed\":1,\"exit_code\":10}\n");
        assertThat(agents.writes()).isEqualTo(writes);
    }

    @Test
    void cookiesThatAreMadeAreMadeAnew() {
        up();
        List<String> before = cookies();
        Console console = play("", "rotate-cookies.yml");
        assertThat(console.exitCode()).as(console.toString()).isZero();
        assertThat(console.out()).contains("skipping: [core]", "changed: [blue] => replaced");
        assertThat(cookies()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
        assertThat(play("", "verify-nightly.yml").exitCode()).isZero();
    }

    private List<String> cookies() {
        return agents.kernel("lon1").sessions().stream()
                .map(session -> session.peerCookie())
                .filter(cookie -> !cookie.isEmpty())
                .toList();
    }
}
