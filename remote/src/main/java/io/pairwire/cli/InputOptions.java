package io.pairwire.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files a command reads. */
final class InputOptions {
    @Option(
            names = {"-t", "--topology"},
            required = true,
            paramLabel = "FILE",
            description = "the topology file: which pseudowires there should be")
    private Path topology = Path.of("");

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "FILE",
            description = "the inventory in Ansible's YAML form; without one, hosts are reached by their names")
    private @Nullable Path inventory;

    Input read() {
        return Input.read(topology, Optional.ofNullable(inventory));
    }
}
