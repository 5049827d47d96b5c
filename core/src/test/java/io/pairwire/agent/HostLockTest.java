package io.pairwire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostLockTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void below() {
        file = directory.resolve("run").resolve("metro.lock");
    }

    @Test
    void aLockThatIsHeldIsRefusedWithItsHoldersName() throws Exception {
        try (HostLock lock = HostLock.take(file, "process 7 of root from 192.0.2.9")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> HostLock.take(file, "process 8"))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("another run holds the lock " + file + ": process 7 of root from 192.0.2.9")
                    .satisfies(e -> assertThat(((RefusedException) e).reply().why())
                            .isEqualTo(io.pairwire.exchange.Reply.Refused.Why.LOCKED));
            assertThat(file).exists();
        }
    }

    @Test
    void aLockIsStillHeldAfterSomebodyWasRefused() throws Exception {
        try (HostLock lock = HostLock.take(file, "first")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> HostLock.take(file, "second")).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> HostLock.take(file, "third")).hasMessageEndingWith(": first");
        }
    }

    @Test
    void aLockThatIsLetGoLeavesNoFileAndCanBeTakenAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            HostLock lock = HostLock.take(file, "taker " + i);
            lock.close();
            assertThat(file).doesNotExist();
            lock.close();
        }
    }

    @Test
    void closingTwiceTakesNobodyElsesFileAway() throws Exception {
        HostLock first = HostLock.take(file, "first");
        first.close();
        try (HostLock second = HostLock.take(file, "second")) {
            first.close();
            assertThat(file).exists();
            assertThat(second).isNotNull();
        }
    }

    @Test
    void aDeadHoldersFileIsNoObstacle() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "process 1, long dead, with a longer line than the next one has\n1 1\n");
        try (HostLock lock = HostLock.take(file, "next")) {
            assertThat(lock).isNotNull();
            assertThat(Files.readString(file)).startsWith("next\n").doesNotContain("dead");
        }
    }

    @Test
    void anotherProcessFindsTheLockHeld() throws Exception {
        try (HostLock lock = HostLock.take(file, "first")) {
            assertThat(lock).isNotNull();
            assertThat(takenByAnotherProcess()).isEqualTo("another run holds the lock " + file + ": first");
        }
        assertThat(takenByAnotherProcess()).isEqualTo("taken");
        assertThat(file).doesNotExist();
    }

    private String takenByAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    /** Takes a lock in a process of its own, and says what came of it. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] arguments) throws IOException {
            try (HostLock lock = HostLock.take(Path.of(arguments[0]), "another process")) {
                System.out.println(lock == null ? "" : "taken");
            } catch (RefusedException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void ofManyTakersThereIsNeverMoreThanOneHolder() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(() -> {
                    for (int j = 0; j < 300; j++) {
                        try (HostLock lock = HostLock.take(file, "taker")) {
                            most.accumulateAndGet(lock == null ? 0 : holders.incrementAndGet(), Math::max);
                            taken.incrementAndGet();
                            holders.decrementAndGet();
                        } catch (RefusedException e) {
                            Thread.onSpinWait();
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> taker : threads.invokeAll(takers)) {
                assertThat(taker.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
        assertThat(taken.get()).isPositive();
        assertThat(file).doesNotExist();
    }
}
