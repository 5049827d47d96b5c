package io.pairwire.topology;

import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlRefused;
import io.pairwire.yaml.YamlValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The settings that one mapping of a topology file gives, each of them legal where it stands. */
final class Settings {
    private final Map<Key, YamlEntry> entries = new EnumMap<>(Key.class);
    private final Position at;
    private boolean readable = true;

    private Settings(Position at) {
        this.at = at;
    }

    /** Returns no settings. */
    static Settings none(Position at) {
        return new Settings(at);
    }

    /** Returns the settings of a value that should be a mapping, reporting what cannot stand there. */
    static Settings of(YamlValue value, Level level, String whatItIs, Problems problems) {
        Settings settings = new Settings(value.at());
        if (value.mapping().isEmpty()) {
            if (!value.isRefused()) {
                problems.add(
                        TopologyRule.WRONG_KIND,
                        value.at(),
                        whatItIs + " must be a mapping, not " + value.kind(),
                        level.form());
            }
            settings.readable = false;
            return settings;
        }
        YamlMapping mapping = value.mapping().get();
        for (YamlEntry entry : mapping.entries()) {
            Optional<Key> key = Key.of(entry.name());
            if (key.isEmpty()) {
                settings.unknown(entry, level, problems);
            } else if (key.get().isLegalAt(level)) {
                settings.entries.put(key.get(), entry);
            } else {
                misplaced(entry, key.get(), level, problems);
            }
        }
        return settings;
    }

    /** Reports a key that does not exist; the key that it may be meant for counts as given, so that it is not called missing. */
    private void unknown(YamlEntry entry, Level level, Problems problems) {
        Suggestion.nearest(entry.name(), Key.textsAt(level))
                .flatMap(Key::of)
                .ifPresent(meant -> entries.putIfAbsent(
                        meant,
                        new YamlEntry(entry.key(), new YamlRefused(entry.value().at()))));
        String foreign = Key.FOREIGN.get(entry.name());
        problems.add(
                TopologyRule.UNKNOWN_KEY,
                entry.key().at(),
                "unknown key " + Problems.quote(entry.name()) + " in " + level.phrase(),
                foreign != null
                        ? foreign
                        : Suggestion.hint(
                                entry.name(), Key.textsAt(level), "keys are " + String.join(", ", Key.textsAt(level))));
    }

    private static void misplaced(YamlEntry entry, Key key, Level level, Problems problems) {
        boolean tunnelDecides = (level == Level.MEMBER || level == Level.MEMBER_END) && key.isLegalAt(Level.TUNNEL);
        String hint;
        if (tunnelDecides) {
            hint = "the tunnel decides it for all its pseudowires: write it there";
        } else if (key == Key.HOST && level.isPair()) {
            hint = "did you mean 'hosts'?";
        } else if (key == Key.HOSTS) {
            hint = "did you mean 'host'?";
        } else {
            hint = "its place is: " + key.places();
        }
        problems.add(
                TopologyRule.MISPLACED_KEY,
                entry.key().at(),
                "'" + key.text() + "' has no place in " + level.phrase(),
                hint);
    }

    Optional<YamlEntry> entry(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    Optional<YamlValue> get(Key key) {
        YamlEntry entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(entry.value());
    }

    Iterable<Map.Entry<Key, YamlEntry>> all() {
        return entries.entrySet();
    }

    /** Returns whether there was a mapping to read. */
    boolean isReadable() {
        return readable;
    }

    /** Returns where these settings start. */
    Position at() {
        return at;
    }
}
