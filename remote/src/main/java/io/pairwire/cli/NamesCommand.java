package io.pairwire.cli;

import io.pairwire.inventory.Inventory;
import io.pairwire.inventory.InventoryReader;
import io.pairwire.secret.Vault;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code __names}: what a shell may complete a word to. A file that is being edited has faults, so it is not held to the rules, and nothing
 * is said of what is wrong.
 */
final class NamesCommand implements Command {
    static final String NAME = "__names";

    /** A shell expands words before it offers them, so others are never printed. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final Terminal terminal;

    /** What is to be completed. */
    enum Kind {
        /** What {@code --limit} takes. */
        LIMIT,
        PSEUDOWIRES,
        HOSTS
    }

    private Kind kind = Kind.LIMIT;
    private @Nullable Path topology;
    private List<String> inventories = new ArrayList<>();

    NamesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void words(Words words) {
        words.hiddenCommand(NAME);
        words.parameter("KIND").oneOf(Kind.class, given -> kind = given);
        words.option("-t", "--topology").path(given -> topology = given);
        words.option("-i", "--inventory").texts(given -> inventories = given);
    }

    @Override
    public Integer call() throws InterruptedException {
        Set<String> names = new TreeSet<>();
        if (topology != null && kind != Kind.HOSTS) {
            ofTopology(topology, names);
        }
        if (kind != Kind.PSEUDOWIRES) {
            ofInventories(names);
        }
        names.stream().filter(name -> HARMLESS.matcher(name).matches()).forEach(terminal.out()::println);
        return ExitCode.DONE.number();
    }

    private void ofTopology(Path file, Set<String> names) {
        SourceText source;
        try {
            source = SourceText.of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            return;
        }
        Optional<YamlMapping> read = YamlReader.read(source, YamlDialect.STRICT, new Problems(source));
        for (YamlEntry pseudowire : section(read, "pseudowires")) {
            names.add(pseudowire.name());
            if (kind == Kind.LIMIT) {
                hosts(pseudowire.value(), names);
                words(value(pseudowire.value(), "tags"), names);
            }
        }
        if (kind == Kind.LIMIT) {
            section(read, "tunnels").forEach(tunnel -> hosts(tunnel.value(), names));
            section(read, "profiles").forEach(profile -> words(value(profile.value(), "tags"), names));
            words(read.flatMap(all -> value(all, "defaults")).flatMap(defaults -> value(defaults, "tags")), names);
        }
    }

    private static Collection<YamlEntry> section(Optional<YamlMapping> file, String name) {
        return file.flatMap(all -> value(all, name))
                .flatMap(YamlValue::mapping)
                .map(YamlMapping::entries)
                .orElse(List.of());
    }

    private static void hosts(YamlValue pair, Set<String> names) {
        words(pair.list().isPresent() ? Optional.of(pair) : value(pair, "hosts"), names);
        for (String end : List.of("a", "b")) {
            words(value(pair, end).flatMap(one -> value(one, "host")), names);
        }
    }

    private static Optional<YamlValue> value(YamlValue mapping, String key) {
        return mapping.mapping().flatMap(all -> all.entry(key)).map(YamlEntry::value);
    }

    private static void words(Optional<YamlValue> oneOrMore, Set<String> names) {
        for (YamlValue each : oneOrMore
                .map(value -> value.list().map(list -> list.items()).orElse(List.of(value)))
                .orElse(List.of())) {
            each.scalar().map(YamlScalar::text).ifPresent(names::add);
        }
    }

    private void ofInventories(Set<String> names) throws InterruptedException {
        List<String> still =
                inventories.stream().filter(NamesCommand::runsNothing).toList();
        if (still.isEmpty()) {
            return;
        }
        Optional<Inventory> read = InventoryReader.ofThisProcess(Vault.LOCKED)
                .read(still, InputStream.nullInputStream())
                .inventory();
        if (read.isPresent()) {
            read.get().names().forEach(host -> names.add(host.text()));
            names.addAll(read.get().groups().keySet());
        }
    }

    /** Returns whether to read a source starts no program, which nobody who presses a key has asked for, and waits for no input. */
    private static boolean runsNothing(String source) {
        if (source.equals("-")) {
            return false;
        }
        try (Stream<Path> files = Files.walk(Path.of(source))) {
            return files.noneMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return source.contains(",");
        }
    }
}
