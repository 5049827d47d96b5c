package io.pairwire.inventory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads inventories.
 *
 * @param home what {@code ~} in a path means
 * @param workingDirectory what a relative path starts from: as for {@code ssh} and Ansible, not the inventory's directory
 */
public record InventoryReader(Path home, Path workingDirectory) {
    /** Returns a reader for the user and the directory of this process. */
    public static InventoryReader ofThisProcess() {
        return new InventoryReader(
                Path.of(System.getProperty("user.home", "/")), Path.of("").toAbsolutePath());
    }

    /**
     * Reads an inventory.
     *
     * @param fileName what problems call the file
     * @param content the file's octets
     */
    public InventoryReading read(String fileName, byte[] content) {
        return new InventoryReading(
                java.util.Optional.empty(),
                java.util.List.of(new io.pairwire.yaml.Problem(
                        fileName,
                        io.pairwire.yaml.Position.START,
                        io.pairwire.yaml.Severity.ERROR,
                        "IV000",
                        "not read yet: " + content.length,
                        java.util.Optional.empty(),
                        java.util.Optional.empty())));
    }

    /** Reads the text of an inventory. */
    public InventoryReading read(String fileName, String text) {
        return read(fileName, text.getBytes(StandardCharsets.UTF_8));
    }
}
