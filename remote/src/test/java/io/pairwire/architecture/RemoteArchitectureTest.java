package io.pairwire.architecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/architecture.md}, as far as a machine can read it: the rooms of {@code remote}. */
final class RemoteArchitectureTest {
    private final Doors doors =
            new Doors(new ClassFileImporter().importPath(Path.of("target", "classes", "io", "pairwire")));

    @Test
    void roomsAndDoorsAreAsDrawn() {
        doors.areAsDrawn(Map.of(
                "inventory", Set.of("model", "secret", "yaml"),
                "ssh", Set.of("secret"),
                "runtime", Set.of("ssh"),
                "transaction", Set.of("ssh", "model", "exchange", "plan", "reconcile"),
                "graph", Set.of("transaction", "model", "exchange", "plan", "reconcile"),
                "playbook", Set.of("inventory", "transaction", "model", "yaml", "exchange", "plan", "reconcile"),
                "cli",
                        Set.of(
                                "playbook",
                                "graph",
                                "inventory",
                                "ssh",
                                "runtime",
                                "transaction",
                                "model",
                                "secret",
                                "yaml",
                                "topology",
                                "plan",
                                "reconcile",
                                "exchange")));
    }

    @Test
    void eachLibraryIsUsedInOneRoom() {
        doors.onlyIn("ssh", "net.schmizz", "com.hierynomus");
        doors.onlyIn("cli", "picocli", "org.jline");
    }
}
