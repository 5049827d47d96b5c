package io.pairwire.inventory;

import io.pairwire.secret.Vault;
import io.pairwire.yaml.Position;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads inventories.
 *
 * @param home what {@code ~} in a path means
 * @param workingDirectory what a relative path starts from: as for {@code ssh} and Ansible, not the inventory's directory
 * @param vault opens what is encrypted
 */
public record InventoryReader(Path home, Path workingDirectory, Vault vault) {
    /** A reader that can open nothing that is encrypted. */
    public InventoryReader(Path home, Path workingDirectory) {
        this(home, workingDirectory, Vault.LOCKED);
    }

    /** How long a program may take to tell its hosts: clouds are slow, and a program that hangs must not hang us. */
    static final Duration MOST_TIME = Duration.ofMinutes(2);

    /** Returns a reader for the user and the directory of this process. */
    public static InventoryReader ofThisProcess(Vault vault) {
        return new InventoryReader(
                Path.of(System.getProperty("user.home", "/")), Path.of("").toAbsolutePath(), vault);
    }

    /**
     * Reads sources together, later ones on top of earlier ones.
     *
     * @param sources files, directories, programs, lists of hosts with a comma, or {@code -}
     * @param standardInput what {@code -} reads
     */
    public InventoryReading read(List<String> sources, InputStream standardInput) throws InterruptedException {
        Sources read = new Sources(workingDirectory, MOST_TIME, standardInput, vault);
        for (String source : sources) {
            read.read(source);
        }
        return settle(read);
    }

    /**
     * Reads one inventory by itself, without anything that may lie beside it.
     *
     * @param fileName what problems call the file; its ending tells its form where it has one
     * @param content the file's octets
     */
    public InventoryReading read(String fileName, byte[] content) {
        Sources read = new Sources(workingDirectory, MOST_TIME, InputStream.nullInputStream(), vault);
        read.content(read.files().opened(fileName, content), InventoryFiles.ending(fileName));
        return settle(read);
    }

    /** Reads the text of an inventory. */
    public InventoryReading read(String fileName, String text) {
        return read(fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    private InventoryReading settle(Sources sources) {
        sources.groups().settle();
        InventoryFiles files = sources.files();
        Inventory inventory = files.hasErrors()
                ? Inventory.NOBODY
                : new Settlement(sources.groups(), sources.variableFiles(), new HostVariables(this)).settle();
        if (sources.groups().hosts().isEmpty() && !files.hasErrors()) {
            files.last()
                    .ifPresent(problems -> problems.add(
                            InventoryRule.NO_HOSTS,
                            Position.START,
                            "the inventory has no hosts",
                            "add them: 'all:', below it 'hosts:', below that 'NAME:' lines, each indented"));
        }
        return new InventoryReading(
                files.hasErrors() ? Optional.empty() : Optional.of(inventory), files.problems(), files.complaints());
    }
}
