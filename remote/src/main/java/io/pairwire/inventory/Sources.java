package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.secret.Vault;
import io.pairwire.yaml.JsonReader;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads sources one after the other, each in the form that it has: files, directories, programs, lists of hosts, standard input. */
final class Sources {
    static final String STANDARD_INPUT = "-";

    /** Endings that are passed over in a directory, as Ansible has them. */
    private static final Set<String> IGNORED_ENDINGS =
            Set.of(".pyc", ".pyo", ".swp", ".bak", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini", ".cfg", ".retry");

    private static final Set<String> IGNORED_NAMES = Set.of("host_vars", "group_vars", "vars_plugins");
    private static final Set<String> YAML_ENDINGS = Set.of(".yml", ".yaml", ".json");
    private static final Pattern LOOKS_LIKE_YAML =
            Pattern.compile("\\A(?:\\s|#.*(?:\\R|\\z))*(?:---|\\{|[^\\s#\\[=]+:\\s)");

    private final Path workingDirectory;
    private final Duration limit;
    private final InputStream standardInput;
    private final InventoryFiles files;
    private final VariableFiles variableFiles;
    private final Groups groups = new Groups();

    Sources(Path workingDirectory, Duration limit, InputStream standardInput, Vault vault) {
        this.files = new InventoryFiles(vault);
        this.variableFiles = new VariableFiles(files);
        this.workingDirectory = workingDirectory;
        this.limit = limit;
        this.standardInput = standardInput;
    }

    Groups groups() {
        return groups;
    }

    InventoryFiles files() {
        return files;
    }

    VariableFiles variableFiles() {
        return variableFiles;
    }

    /** Reads a source as it is named on a command line. */
    void read(String source) throws InterruptedException {
        Path path = workingDirectory.resolve(source);
        if (source.equals(STANDARD_INPUT)) {
            standardInput();
        } else if (Files.isDirectory(path)) {
            directory(new InventoryFiles.Found(path, source));
            variableFiles.add(path, source.endsWith("/") ? source : source + "/");
        } else if (source.indexOf(',') >= 0 && !Files.exists(path)) {
            hosts(source);
        } else {
            file(new InventoryFiles.Found(path, source));
            Path directory = path.toAbsolutePath().normalize().getParent();
            if (directory != null) {
                variableFiles.add(directory, source.substring(0, source.lastIndexOf('/') + 1));
            }
        }
    }

    private void standardInput() {
        try {
            content(files.opened("standard input", standardInput.readAllBytes()), "");
        } catch (IOException e) {
            files.complain("cannot read the inventory from standard input: " + e);
        }
    }

    private void directory(InventoryFiles.Found directory) throws InterruptedException {
        for (InventoryFiles.Found entry : files.entries(directory)) {
            String name = entry.name();
            boolean ignored = name.startsWith(".")
                    || name.endsWith("~")
                    || IGNORED_NAMES.contains(name)
                    || IGNORED_ENDINGS.stream().anyMatch(name::endsWith);
            if (!ignored && Files.isDirectory(entry.path())) {
                directory(entry);
            } else if (!ignored) {
                file(entry);
            }
        }
    }

    /** Reads hosts that stand on the command line itself. */
    private void hosts(String list) {
        InventoryFiles.Opened opened = files.opened("-i", list.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        int at = 0;
        for (String part : list.split(",", -1)) {
            String text = part.strip();
            if (!text.isEmpty()) {
                Position position = new Position(1, list.codePointCount(0, at) + 1);
                HostKey key = HostKey.of(text, position, opened.problems());
                for (HostName name : key.names()) {
                    if (!groups.hosts().containsKey(name)) {
                        groups.host(name, groups.group(Group.UNGROUPED), key.port(), position, opened.problems());
                    }
                }
            }
            at += part.length() + 1;
        }
    }

    private void file(InventoryFiles.Found file) throws InterruptedException {
        Optional<InventoryFiles.Opened> opened = files.open(file);
        if (opened.isEmpty()) {
            return;
        }
        boolean script = opened.get().text().text().startsWith("#!");
        boolean binary = opened.get().text().text().startsWith("\u007fELF");
        if (!script && !binary) {
            content(opened.get(), InventoryFiles.ending(file.name()));
        } else if (Files.isExecutable(file.path())) {
            files.forget(opened.get());
            program(file);
        } else {
            opened.get()
                    .problems()
                    .add(
                            InventoryRule.PROGRAM,
                            Position.START,
                            "this is a program, and may not be run",
                            "chmod +x " + file.shown());
        }
    }

    private void program(InventoryFiles.Found file) throws InterruptedException {
        Program program = new Program(file.path().toAbsolutePath(), limit);
        Optional<InventoryFiles.Opened> list = printed(program, file.shown(), "--list");
        Optional<YamlMapping> mapping = list.flatMap(Sources::json);
        if (mapping.isPresent()) {
            ListedSource.read(mapping.get(), groups, list.get().problems(), host -> {
                try {
                    return printed(program, file.shown(), "--host", host.text())
                            .filter(printed -> !printed.text().text().isBlank())
                            .flatMap(Sources::json);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            });
        }
    }

    private Optional<InventoryFiles.Opened> printed(Program program, String shown, String... words)
            throws InterruptedException {
        String command = shown + " " + String.join(" ", words);
        try {
            return Optional.of(files.opened(command, program.run(words)));
        } catch (Program.FailedException e) {
            files.complain("the inventory program " + command + " " + Problems.masked(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Optional<YamlMapping> json(InventoryFiles.Opened printed) {
        Optional<YamlValue> value = JsonReader.read(printed.text(), printed.problems());
        if (value.isPresent() && value.get().mapping().isEmpty()) {
            printed.problems()
                    .add(
                            InventoryRule.WRONG_KIND,
                            value.get().at(),
                            "a program must print a mapping, not " + value.get().kind(),
                            "see what 'ansible-inventory --list' prints");
        }
        return value.flatMap(YamlValue::mapping);
    }

    /** Reads a text in the form that it has, or that its name says. */
    void content(InventoryFiles.Opened opened, String ending) {
        if (opened.isEncrypted()) {
            return;
        }
        Optional<YamlMapping> json = JsonReader.tryToRead(opened.text()).flatMap(YamlValue::mapping);
        if (json.isPresent() && ListedSource.looksLike(json.get())) {
            ListedSource.read(json.get(), groups, opened.problems(), host -> Optional.empty());
        } else if (json.isPresent()) {
            YamlSource.read(json.get(), groups, opened.problems());
        } else if (YAML_ENDINGS.contains(ending) || (ending.isEmpty() && isYaml(opened))) {
            YamlReader.read(opened.text(), YamlDialect.ANSIBLE, opened.problems())
                    .ifPresent(file -> YamlSource.read(file, groups, opened.problems()));
        } else {
            IniSource.read(opened.text(), groups, opened.problems());
        }
    }

    /** Returns whether a text is YAML, or at least looks more like it than like INI. */
    private static boolean isYaml(InventoryFiles.Opened opened) {
        Problems aside = new Problems(opened.text());
        boolean sound =
                YamlReader.read(opened.text(), YamlDialect.ANSIBLE, aside).isPresent() && !aside.hasErrors();
        return sound || LOOKS_LIKE_YAML.matcher(opened.text().text()).lookingAt();
    }
}
