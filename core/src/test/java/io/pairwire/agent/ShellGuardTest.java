package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, over a process that stands for the agent. */
final class ShellGuardTest {
    private final Disk disk = new FileDisk();
    private final Processes processes = new Processes(disk, AgentPaths.OF_HOST);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private Process agent;

    @BeforeEach
    void anAgentRuns() throws IOException {
        agent = new ProcessBuilder("sleep", "600").start();
        Files.writeString(journal(), "a journal\n");
    }

    @AfterEach
    void nobodyIsLeft() throws IOException, InterruptedException {
        agent.destroyForcibly();
        Files.deleteIfExists(journal());
        // A guard without a journal ends within a second.
        TimeUnit.MILLISECONDS.sleep(1500);
    }

    private Path journal() {
        return directory.resolve("metro.journal");
    }

    private Path settled() {
        return directory.resolve("settled");
    }

    private Deadline deadline() {
        return new Deadline(disk, processes, directory.resolve("metro.switch"));
    }

    private String identity() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(agent.pid()), "stat"));
        return agent.pid() + " " + stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    }

    private void guard(Duration left) throws IOException {
        deadline().create(processes.uptime() + left.toMillis() / 10, identity());
        ShellGuard.start(
                journal(),
                directory.resolve("metro.switch"),
                List.of("sh", "-c", "echo \"$1\" >>" + settled() + "; rm " + journal(), "settle", "metro"));
    }

    private boolean isSettledWithin(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        while (!Files.exists(settled()) && System.nanoTime() - start < time.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return Files.exists(settled());
    }

    @Test
    void itSettlesForAnAgentThatIsDead() throws IOException, InterruptedException {
        guard(Duration.ofMinutes(10));
        assertThat(isSettledWithin(Duration.ofMillis(2500))).isFalse();
        agent.destroyForcibly().waitFor();
        assertThat(isSettledWithin(Duration.ofSeconds(10))).isTrue();
        TimeUnit.MILLISECONDS.sleep(1500);
        assertThat(Files.readString(settled())).as("once").isEqualTo("metro\n");
    }

    @Test
    void itKillsAnAgentThatHangsPastItsDeadlineAndSettlesForIt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(agent.pid())).start().waitFor();
        guard(Duration.ofSeconds(1));
        assertThat(isSettledWithin(Duration.ofSeconds(10))).isTrue();
        assertThat(agent.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDeadlineThatIsMovedKeepsTheAgentAlive() throws IOException, InterruptedException {
        guard(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            TimeUnit.MILLISECONDS.sleep(200);
            deadline().move(processes.uptime() + 150, identity());
        }
        assertThat(agent.isAlive()).isTrue();
        assertThat(settled()).doesNotExist();
    }

    @Test
    void whereTheJournalIsGoneItEnds() throws IOException, InterruptedException {
        guard(Duration.ofSeconds(1));
        Files.delete(journal());
        assertThat(isSettledWithin(Duration.ofSeconds(4))).isFalse();
        assertThat(agent.isAlive()).isTrue();
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheAgent() throws IOException, InterruptedException {
        deadline().create(processes.uptime() + 100_000, agent.pid() + " 1");
        ShellGuard.start(
                journal(),
                directory.resolve("metro.switch"),
                List.of("sh", "-c", "touch " + settled() + "; rm " + journal()));
        assertThat(isSettledWithin(Duration.ofSeconds(10))).isTrue();
        assertThat(agent.isAlive()).isTrue();
    }

    @Test
    void thisProcessIsKnownAlive() throws IOException {
        assertThat(processes.lives(processes.self())).isTrue();
        assertThat(processes.lives(ProcessHandle.current().pid() + " 1")).isFalse();
        assertThat(processes.lives("")).isFalse();
        assertThat(deadline().isWatchedOver()).isFalse();
        deadline().create(processes.uptime() + 1000, processes.self());
        assertThat(deadline().isWatchedOver()).isTrue();
        assertThat(deadline().left()).isBetween(900L, 1000L);
        assertThat(Files.size(directory.resolve("metro.switch"))).isEqualTo(64);
    }
}
