package io.pairwire.topology;

import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlSections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Tells where each value of a topology came from, by going through its files once more: whoever does not ask has nothing to carry
 * along.
 */
public final class Origins {
    private final SourceText source;
    private final Problems problems;
    private final Values values;
    private final LockFile lock;
    private final Function<HostName, String> inventory;

    private Origins(SourceText source, Optional<SourceText> lockSource, Function<HostName, String> inventory) {
        this.source = source;
        // The files are sound: they have been read before.
        this.problems = new Problems(source);
        this.values = new Values(problems, SecretStore.CLOSED);
        this.inventory = inventory;
        SourceText lockText = lockSource.orElse(source);
        Problems lockProblems = new Problems(lockText);
        this.lock = new LockFile(
                lockText.file(),
                lockSource.map(text -> LockReader.read(text, lockProblems)).orElse(LockDraft.none()),
                lockProblems);
    }

    /**
     * Hands out the ends of pseudowires, in the order of the file, end a before end b.
     *
     * @param topology what was read from these files
     * @param inventory which variable of a host gives its outer address
     * @param selected which pseudowires are asked for
     */
    public static void tell(
            SourceText source,
            Optional<SourceText> lockSource,
            Topology topology,
            Function<HostName, String> inventory,
            Predicate<PseudowireName> selected,
            Consumer<EndOrigins> to) {
        new Origins(source, lockSource, inventory).tell(topology, selected, to);
    }

    private void tell(Topology topology, Predicate<PseudowireName> selected, Consumer<EndOrigins> to) {
        Map<String, Pseudowire> asked = new HashMap<>();
        for (Pseudowire pseudowire : topology.pseudowires()) {
            if (selected.test(pseudowire.name())) {
                asked.put(pseudowire.name().text(), pseudowire);
            }
        }
        Map<String, YamlEntry> sections = new HashMap<>();
        stream(entry -> {}, entry -> sections.put(entry.name(), entry));
        SharedSettings shared = new SharedSettings(
                Optional.ofNullable(sections.get(Sections.DEFAULTS)),
                Optional.ofNullable(sections.get(Sections.PROFILES)),
                values,
                problems);
        Map<String, PairSettings> tunnels = new HashMap<>();
        for (YamlEntry entry :
                Sections.entries(Optional.ofNullable(sections.get(Sections.TUNNELS)), Sections.TUNNELS, problems)) {
            tunnels.put(entry.name(), PairSettings.of(entry.value(), Level.TUNNEL, "", shared, problems));
        }
        Moves moves = new Moves(Optional.ofNullable(sections.get(Sections.MOVED)), values, problems);
        stream(
                entry -> {
                    Pseudowire pseudowire = asked.get(entry.name());
                    if (pseudowire != null) {
                        tell(pseudowire, entry, tunnels, shared, moves, to);
                    }
                },
                entry -> {});
    }

    private void tell(
            Pseudowire pseudowire,
            YamlEntry entry,
            Map<String, PairSettings> tunnels,
            SharedSettings shared,
            Moves moves,
            Consumer<EndOrigins> to) {
        Optional<String> member = entry.value()
                .mapping()
                .flatMap(mapping -> mapping.entry(Key.TUNNEL_KEY.text()))
                .flatMap(named -> named.value().scalar())
                .map(YamlScalar::text);
        Level level = member.isPresent() ? Level.MEMBER : Level.PSEUDOWIRE;
        PairSettings own = PairSettings.of(entry.value(), level, "", shared, problems);
        PairSettings ofTunnel = member.map(tunnels::get).orElse(own);
        for (Side side : Side.values()) {
            to.accept(new EndOrigins(
                    pseudowire,
                    side,
                    new EndTrace(pseudowire, side, own, ofTunnel, member, source.file(), lock, moves, inventory)
                            .parameters()));
        }
    }

    private void stream(Consumer<YamlEntry> pseudowires, Consumer<YamlEntry> sections) {
        YamlReader.stream(source, YamlDialect.STRICT, problems, new YamlSections() {
            @Override
            public boolean isStreamed(YamlScalar key) {
                return key.text().equals(Sections.PSEUDOWIRES);
            }

            @Override
            public void entryOf(YamlScalar section, YamlEntry entry) {
                pseudowires.accept(entry);
            }

            @Override
            public void section(YamlEntry entry) {
                sections.accept(entry);
            }
        });
    }
}
