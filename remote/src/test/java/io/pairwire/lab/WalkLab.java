package io.pairwire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.Side;
import io.pairwire.model.TunnelEnd;
import io.pairwire.world.Ground;
import io.pairwire.world.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk that {@link io.pairwire.world} takes over fake kernels, over real ones. */
@Tag("lab")
final class WalkLab {
    private static final int STEPS = Integer.getInteger("pairwire.walk.steps", 200);
    private static final long SEED = Long.getLong("pairwire.walk.seed", 2661);
    private static final int FRAMES_EVERY = 20;
    private static final Path FRAMES =
            Path.of(System.getProperty("pairwire.lab.module", "")).resolve("target/lab/frames");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void afterEachOfManyStepsAllHoldsOnARealKernel() throws IOException, InterruptedException {
        try (LabGround ground = new LabGround(directory)) {
            Walk walk = new Walk(SEED, ground);
            for (int step = 1; step <= STEPS; step++) {
                walk.step();
                if (step % FRAMES_EVERY == 0) {
                    carriesFrames(walk.topology().pseudowires(), "seed " + SEED + ", step " + step);
                }
            }
        }
    }

    /**
     * Sends a frame over each pseudowire both ways. One with sequence numbers may rightly lose some: its two ends may have begun to count
     * at different times.
     */
    private void carriesFrames(List<Pseudowire> pseudowires, String when) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Pseudowire pseudowire : pseudowires) {
            if (pseudowire.seq() == SequenceNumbers.NONE) {
                for (Side side : Side.values()) {
                    lines.add(lines.size() + place(pseudowire, side) + place(pseudowire, side.far()) + " 60");
                }
            }
        }
        Path file = Files.write(directory.resolve("frames"), lines);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < " + file, "sh", FRAMES.toString()));
        for (String host : List.of("host1", "host2", "host3")) {
            command.add(host + "=" + LabGround.namespace(host, false) + ",eth0");
            command.add(host + "/" + Ground.NETNS + "=" + LabGround.namespace(host, true) + ",u0");
        }
        List<String> answers = LabHosts.run(command).orThrow().lines().sorted().toList();
        assertThat(answers).as(when + ", frames " + lines).hasSize(lines.size());
        assertThat(answers).as(when + ", frames " + lines).allMatch(answer -> answer.contains(" arrived "));
    }

    private static String place(Pseudowire pseudowire, Side side) {
        TunnelEnd tunnel = pseudowire.tunnel().end(side);
        return " " + Ground.place(tunnel.host().text(), tunnel.netns().isPresent()) + " "
                + pseudowire.end(side).bridge().orElse(pseudowire.end(side).interfaceName());
    }
}
