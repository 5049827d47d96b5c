package io.pairwire.ssh;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each have a bench of their own. */
abstract class OnABench {
    @TempDir
    Path dir;

    @SuppressWarnings("NullAway.Init") // before each test
    Bench bench;

    @BeforeEach
    void begin() throws Exception {
        bench = new Bench(dir);
    }

    @AfterEach
    void end() throws Exception {
        bench.close();
    }
}
