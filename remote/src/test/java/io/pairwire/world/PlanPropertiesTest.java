package io.pairwire.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many short walks in place of one long one: each begins in a world that no other has seen. */
final class PlanPropertiesTest {
    private static final int CASES = 10_000;
    private static final int STEPS = 20;

    @TempDir(factory = InMemory.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void planningChangesNothingAndAfterAnApplyThePlanIsNothing() {
        AtomicInteger cases = new AtomicInteger();
        LongStream.range(0, CASES / STEPS)
                .parallel()
                .forEach(seed -> walk(1000 + seed, directory.resolve(Long.toString(seed)), cases));
        assertThat(cases).hasValue(CASES);
    }

    private static void walk(long seed, Path directory, AtomicInteger cases) {
        try {
            Walk walk = new Walk(seed, new FakeGround(directory));
            for (int i = 0; i < STEPS; i++) {
                walk.step();
                cases.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
