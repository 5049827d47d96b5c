package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.EndChange;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Phase;
import io.pairwire.transaction.Progress;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of pseudowires while they change, on a screen that remembers it. */
final class LiveLinesTest {
    private static final HostName LON = new HostName("lon1");
    private static final HostName PAR = new HostName("par1");

    private final AtomicLong now = new AtomicLong(-7);
    private final Remembering screen = new Remembering();
    private Executor pen = Runnable::run;

    private static final class Remembering implements Screen {
        private final List<List<String>> shown = Collections.synchronizedList(new ArrayList<>());
        private volatile Runnable whenShown = () -> {};
        private int rows = 24;
        private int columns = 80;
        private boolean closed;

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public void show(List<String> lines) {
            assertThat(closed).isFalse();
            shown.add(List.copyOf(lines));
            whenShown.run();
        }

        @Override
        public void close() {
            closed = true;
        }

        List<String> last() {
            return shown.get(shown.size() - 1);
        }
    }

    private LiveLines lines(String... names) {
        List<PairChange> changes = new ArrayList<>();
        for (String name : names) {
            changes.add(new PairChange(new PseudowireName(name), created(name, LON), created(name, PAR)));
        }
        PairPlan plan = new PairPlan(changes, List.of(), 0);
        return new LiveLines(() -> Optional.of(screen), pen, plan, Duration.ofSeconds(60), now::get);
    }

    private static Optional<EndChange> created(String name, HostName host) {
        return Optional.of(new EndChange(
                host,
                new Difference(
                        new PseudowireName(name),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Verb.CREATE,
                        Reason.MISSING,
                        List.of())));
    }

    private static Progress progress(String name, Phase phase, HostName... awaited) {
        return new Progress(Set.of(new PseudowireName(name)), phase, Set.of(awaited), Set.of(), Optional.empty());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void whatIsOverInAMomentIsNotShown() {
        try (LiveLines lines = lines("blue")) {
            for (int i = 0; i < 3; i++) {
                pass(Duration.ofMillis(100));
                lines.look(() -> List.of(progress("blue", Phase.APPLYING, LON)));
            }
        }
        assertThat(screen.shown).isEmpty();
        assertThat(screen.closed).isFalse();
    }

    @Test
    void eitherEndIsToldByItsHostAndTheTimeRuns() {
        try (LiveLines lines = lines("blue", "a-longer-name")) {
            pass(Duration.ofMillis(1230));
            lines.look(() -> List.of(
                    progress("blue", Phase.APPLYING, PAR), progress("a-longer-name", Phase.PREPARING, LON, PAR)));
            assertThat(screen.last())
                    .containsExactly(
                            "  + blue           lon1 applied    par1 applying   1.2 s",
                            "  + a-longer-name  lon1 preparing  par1 preparing  1.2 s");
            pass(Duration.ofMillis(50));
            lines.look(() -> List.of());
            assertThat(screen.shown).as("not more often than eyes can follow").hasSize(1);
        }
        assertThat(screen.closed).isTrue();
    }

    @Test
    void whatHasEndedKeepsItsTimeAndSaysWhatCameOfIt() {
        try (LiveLines lines = lines("blue", "green")) {
            Progress kept = new Progress(
                    Set.of(new PseudowireName("blue")), Phase.ENDED, Set.of(), Set.of(), Optional.of(Fate.Kind.KEPT));
            pass(Duration.ofSeconds(2));
            lines.look(() -> List.of(kept, progress("green", Phase.VERIFYING, LON)));
            pass(Duration.ofSeconds(3));
            lines.look(() -> List.of(kept, progress("green", Phase.CONFIRMING, PAR)));
            assertThat(screen.last().get(0)).startsWith("  + blue   done").endsWith("  2.0 s");
            assertThat(screen.last().get(1)).isEqualTo("  + green  lon1 confirmed  par1 confirming  5.0 s");
        }
    }

    @Test
    void aLostHostGoesBackByAClockThatRunsDown() {
        try (LiveLines lines = lines("blue")) {
            Progress lost = new Progress(
                    Set.of(new PseudowireName("blue")), Phase.TAKING_BACK, Set.of(LON), Set.of(LON), Optional.empty());
            pass(Duration.ofSeconds(1));
            lines.look(() -> List.of(lost));
            assertThat(screen.last()).containsExactly("  + blue  lon1 lost  par1 went back  1.0 s, goes back in 60 s");
            pass(Duration.ofSeconds(12));
            lines.look(() -> List.of(lost));
            assertThat(screen.last().get(0)).endsWith("13.0 s, goes back in 48 s");
        }
    }

    @Test
    void whereThereIsNoRoomTheRestIsCounted() {
        screen.rows = 4;
        try (LiveLines lines = lines("one", "two", "three", "four", "five")) {
            pass(Duration.ofSeconds(1));
            Progress kept = new Progress(
                    Set.of(new PseudowireName("one")), Phase.ENDED, Set.of(), Set.of(), Optional.of(Fate.Kind.KEPT));
            lines.look(() -> List.of(
                    kept,
                    progress("two", Phase.APPLYING, LON),
                    progress("three", Phase.PREPARING, LON),
                    progress("four", Phase.PREPARING, LON),
                    progress("five", Phase.PREPARING, LON)));
            assertThat(screen.last()).hasSize(3);
            assertThat(screen.last().get(0)).contains("two");
            assertThat(screen.last().get(2)).isEqualTo("    and 3 more: 2 preparing, 1 done");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 50, 60, 80, 200})
    void linesFitTheTerminal(int columns) {
        screen.columns = columns;
        try (LiveLines lines = lines("blue", "a-pseudowire-of-a-long-name")) {
            pass(Duration.ofSeconds(1));
            lines.look(() -> List.of(
                    progress("blue", Phase.APPLYING, LON),
                    progress("a-pseudowire-of-a-long-name", Phase.APPLYING, PAR)));
        }
        assertThat(screen.last()).hasSize(2).allMatch(line -> line.length() < columns);
        assertThat(screen.last().get(0)).startsWith("  + blue");
        if (columns >= 50) {
            assertThat(screen.last().get(0)).contains("applying").endsWith("1.0 s");
        }
    }

    @Test
    void whereThereIsNoScreenItIsSoughtOnce() {
        AtomicLong sought = new AtomicLong();
        Supplier<Optional<Screen>> none = () -> {
            sought.incrementAndGet();
            return Optional.empty();
        };
        try (LiveLines lines = new LiveLines(none, pen, PairPlan.NOTHING, Duration.ofSeconds(60), now::get)) {
            for (int i = 0; i < 3; i++) {
                pass(Duration.ofSeconds(1));
                lines.look(List::of);
            }
        }
        assertThat(sought).hasValue(1);
    }

    /** What is being done to hosts waits for no terminal. */
    @Test
    void aTerminalThatTakesNothingHoldsUpNobody() throws InterruptedException {
        ExecutorService one = Executors.newSingleThreadExecutor();
        pen = one;
        CountDownLatch drawing = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        screen.whenShown = () -> {
            drawing.countDown();
            await(never);
        };
        Thread deciding = new Thread(() -> {
            try (LiveLines lines = lines("blue")) {
                for (int i = 0; i < 5; i++) {
                    pass(Duration.ofSeconds(1));
                    lines.look(() -> List.of(progress("blue", Phase.APPLYING, LON)));
                    await(drawing);
                }
            }
        });
        deciding.start();
        deciding.join(Duration.ofSeconds(20).toMillis());
        boolean stuck = deciding.isAlive();
        never.countDown();
        one.shutdown();
        assertThat(stuck).isFalse();
    }

    @Test
    void aTerminalThatIsGoneHarmsNobody() {
        screen.whenShown = () -> {
            throw new IOError(new IOException("Input/output error"));
        };
        try (LiveLines lines = lines("blue")) {
            for (int i = 0; i < 5; i++) {
                pass(Duration.ofSeconds(1));
                lines.look(() -> List.of(progress("blue", Phase.APPLYING, LON)));
            }
        }
        assertThat(screen.shown).as("shown once, and not tried again").hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
