package io.pairwire.inventory;

import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code group_vars} and {@code host_vars} beside the sources, found and merged as Ansible does. */
final class VariableFiles {
    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

    private final InventoryFiles files;
    private final List<Beside> directories = new ArrayList<>();
    private final Map<Path, Map<String, Given>> read = new HashMap<>();

    /** What each directory holds: of thousands of hosts few have a file, and to ask the disk for each takes longer than to read the inventory. */
    private final Map<Path, Set<String>> held = new HashMap<>();

    /**
     * A directory in which a source lies.
     *
     * @param shown what people call it
     */
    private record Beside(Path path, String shown) {}

    VariableFiles(InventoryFiles files) {
        this.files = files;
    }

    /** Looks beside one source more: later ones win. */
    void add(Path directory, String shown) {
        directories.add(new Beside(directory, shown));
    }

    /** Returns what they give to groups: later sources win, and within one later groups. */
    Map<String, Given> ofGroups(List<String> groups) {
        return of("group_vars", groups);
    }

    /** Returns what they give to a host. */
    Map<String, Given> ofHost(String host) {
        return of("host_vars", List.of(host));
    }

    private Map<String, Given> of(String kind, List<String> names) {
        Map<String, Given> variables = new LinkedHashMap<>();
        for (Beside beside : directories) {
            Path directory = beside.path.resolve(kind);
            if (!held(directory).isEmpty()) {
                for (String name : names) {
                    for (InventoryFiles.Found file : find(directory, beside.shown + kind + "/", name)) {
                        variables.putAll(read.computeIfAbsent(file.path(), absent -> variables(file)));
                    }
                }
            }
        }
        return variables;
    }

    /** Finds the file or the directory of files for a name: the first of those that there may be. */
    private List<InventoryFiles.Found> find(Path directory, String shown, String name) {
        for (String ending : ENDINGS) {
            if (held(directory).contains(name + ending)) {
                InventoryFiles.Found found =
                        new InventoryFiles.Found(directory.resolve(name + ending), shown + name + ending);
                if (Files.isDirectory(found.path())) {
                    List<InventoryFiles.Found> all = new ArrayList<>();
                    within(found, all);
                    return all;
                }
                if (Files.exists(found.path())) {
                    return List.of(found);
                }
            }
        }
        return List.of();
    }

    /** Returns the names of what a directory holds; none where there is no such directory. */
    private Set<String> held(Path directory) {
        return held.computeIfAbsent(directory, absent -> {
            String[] names = directory.toFile().list();
            return names == null ? Set.of() : Set.of(names);
        });
    }

    private void within(InventoryFiles.Found directory, List<InventoryFiles.Found> into) {
        for (InventoryFiles.Found entry : files.entries(directory)) {
            String ending = InventoryFiles.ending(entry.name());
            boolean hidden = entry.name().startsWith(".") || entry.name().endsWith("~");
            if (!hidden && Files.isDirectory(entry.path())) {
                if (ending.isEmpty()) {
                    within(entry, into);
                }
            } else if (!hidden && ENDINGS.contains(ending)) {
                into.add(entry);
            }
        }
    }

    private Map<String, Given> variables(InventoryFiles.Found file) {
        Map<String, Given> variables = new LinkedHashMap<>();
        Optional<InventoryFiles.Opened> opened = files.open(file);
        Optional<YamlMapping> mapping = opened.flatMap(InventoryFiles.Opened::variables);
        if (mapping.isPresent()) {
            YamlTypes types = new YamlTypes(opened.get().problems());
            for (YamlEntry entry : mapping.get().entries()) {
                Given given = new Given(
                        types.of(entry.value()),
                        entry.key().at(),
                        entry.value().at(),
                        opened.get().problems());
                Groups.check(types.key(entry.key()), given);
                variables.put(types.key(entry.key()), given);
            }
        }
        return variables;
    }
}
