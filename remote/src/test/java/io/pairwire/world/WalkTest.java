package io.pairwire.world;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab takes the same walk over real kernels. */
final class WalkTest {
    @TempDir(factory = InMemory.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void afterEachOfManyStepsAllHolds(long seed) throws IOException, InterruptedException {
        Walk walk = new Walk(seed, new FakeGround(directory));
        for (int i = 0; i < 200; i++) {
            walk.step();
        }
    }
}
