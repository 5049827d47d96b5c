package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A rehearsal that broke off half-way would be noticed by nobody, and cost every start its time. */
final class AgreeableAgentsTest {
    private static final Path EXAMPLE = Path.of("../inventory-examples/classic");

    @Test
    void anApplyOverThemIsKeptWithItsFramesSeenToPass() {
        Console console = Console.over(
                new AgreeableAgents(),
                "apply",
                "-y",
                "-t",
                EXAMPLE.resolve("topology.yml").toString(),
                "-i",
                EXAMPLE.resolve("inventory.yml").toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.out())
                .endsWith("Applied: 1 added, 0 changed, 0 replaced, 0 removed; 0 unchanged; 2 netlink writes.\n");
        assertThat(console.exitCode()).isZero();
    }
}
