package io.pairwire.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a topology of many pseudowires in short form over a tenth as many hosts, and its inventory, so that commands that
 * contact nobody can be timed over them.
 *
 * <p>{@code BigTopology DIRECTORY COUNT} writes {@code topology.yml} and {@code inventory.yml}.
 */
public final class BigTopology {
    private BigTopology() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        int hosts = count / 10;
        StringBuilder topology = new StringBuilder("topology: big\ndefaults: {cookie: none}\npseudowires:\n");
        for (int i = 0; i < count; i++) {
            int far = (i + 1 + i / hosts) % hosts;
            topology.append("  pw-" + i + ": [host" + i % hosts + ", host" + far + "]\n");
        }
        Files.writeString(directory.resolve("topology.yml"), topology);
        StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
        for (int i = 0; i < hosts; i++) {
            inventory.append(
                    "    host" + i + ": {ansible_host: 10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256 + "}\n");
        }
        Files.writeString(directory.resolve("inventory.yml"), inventory);
    }
}
