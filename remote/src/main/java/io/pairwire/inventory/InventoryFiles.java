package io.pairwire.inventory;

import io.pairwire.secret.Vault;
import io.pairwire.secret.VaultException;
import io.pairwire.yaml.JsonReader;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the files of an inventory, and gathers what is wrong with them. */
final class InventoryFiles {
    static final String VAULT_HINT = "give its password: --vault-password-file FILE, or --ask-vault-pass";

    private final Vault vault;
    private final List<Problems> problems = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    InventoryFiles(Vault vault) {
        this.vault = vault;
    }

    /**
     * A file or a directory.
     *
     * @param shown what people call it
     */
    record Found(Path path, String shown) {
        String name() {
            return String.valueOf(path.getFileName());
        }
    }

    /** A text that was read, and what is wrong with it. */
    record Opened(String shown, SourceText text, Problems problems) {
        /** Returns whether all of it is encrypted and could not be opened, which was said when it was read. */
        boolean isEncrypted() {
            return Vault.isEnvelope(text.text());
        }

        /** Returns the mapping of a file of variables; empty where it has none, or that is wrong. */
        Optional<YamlMapping> variables() {
            if (isEncrypted()) {
                return Optional.empty();
            }
            Optional<YamlValue> json = JsonReader.tryToRead(text);
            Optional<YamlValue> value =
                    json.isPresent() ? json : YamlReader.readAny(text, YamlDialect.ANSIBLE, problems);
            if (value.isPresent()
                    && value.get().mapping().isEmpty()
                    && !value.get().isNull()) {
                problems.add(
                        InventoryRule.WRONG_KIND,
                        value.get().at(),
                        "a file of variables must be a mapping, not "
                                + value.get().kind(),
                        "write it as 'NAME: VALUE' lines, starting at the left edge");
            }
            return value.flatMap(YamlValue::mapping);
        }
    }

    /** Returns a text that was read from somewhere; of an encrypted one what it holds, where it can be opened. */
    Opened opened(String shown, byte[] content) {
        SourceText text = SourceText.of(shown, content);
        Optional<VaultException> refused = Optional.empty();
        if (Vault.isEnvelope(text.text())) {
            try {
                String held = vault.open(text.text()).reveal();
                text = SourceText.of(shown, held.getBytes(StandardCharsets.UTF_8))
                        .unquoted();
            } catch (VaultException e) {
                refused = Optional.of(e);
            }
        }
        Opened opened = new Opened(shown, text, new Problems(text));
        problems.add(opened.problems);
        refused.ifPresent(e -> opened.problems.add(
                InventoryRule.VAULT,
                Position.START,
                "the file is encrypted by Ansible Vault: " + e.getMessage(),
                VAULT_HINT));
        return opened;
    }

    /** Leaves out what is wrong with a text, which is no inventory after all. */
    void forget(Opened opened) {
        problems.remove(opened.problems);
    }

    /** Returns a file's text; empty where it cannot be read, having complained. */
    Optional<Opened> open(Found file) {
        try {
            return Optional.of(opened(file.shown, Files.readAllBytes(file.path)));
        } catch (NoSuchFileException e) {
            complain("no such inventory file: " + file.shown);
        } catch (IOException e) {
            complain("cannot read the inventory file " + file.shown + ": " + e);
        }
        return Optional.empty();
    }

    /** Returns what lies in a directory, in alphabetical order; nothing where it cannot be read, having complained. */
    List<Found> entries(Found directory) {
        String shown = directory.shown.endsWith("/") ? directory.shown : directory.shown + "/";
        try (Stream<Path> entries = Files.list(directory.path)) {
            return entries.map(entry -> new Found(entry, shown + entry.getFileName()))
                    .sorted(Comparator.comparing(Found::name))
                    .toList();
        } catch (IOException e) {
            complain("cannot read the directory " + directory.shown + ": " + e);
            return List.of();
        }
    }

    /** Returns a name's part from its last dot on; empty where it has none, or only at its start. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot);
    }

    void complain(String complaint) {
        complaints.add(complaint);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Returns what is wrong within the texts, text by text in the order in which they were read. */
    List<Problem> problems() {
        return problems.stream().flatMap(of -> of.sorted().stream()).toList();
    }

    boolean hasErrors() {
        return !complaints.isEmpty() || problems.stream().anyMatch(Problems::hasErrors);
    }

    /** Returns where something is noted that is wrong with all together; empty where no text was read. */
    Optional<Problems> last() {
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems.get(problems.size() - 1));
    }
}
