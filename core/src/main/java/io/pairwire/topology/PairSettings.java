package io.pairwire.topology;

import io.pairwire.model.Side;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlList;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlRefused;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file says of a tunnel or a pseudowire: for the pair, for each end, and, behind these, in its profile and in the
 * defaults.
 *
 * <p>Each pseudowire asks for some sixty values, so these methods make no lambdas: to make one costs far more than to ask.
 */
final class PairSettings {
    /** What cannot be the same at both ends, and so is never written once for the pair. */
    static final Set<Key> NEVER_EQUAL = Set.of(Key.HOSTS, Key.LOCAL, Key.ADDRESS, Key.MAC);

    private final Level level;
    private final Settings pair;
    private final Settings a;
    private final Settings b;
    private final List<Settings> behind;
    private final Problems problems;

    /** A value, and at which level it stands. */
    record Found(Level level, YamlValue value) {}

    private PairSettings(Level level, Settings pair, Settings a, Settings b, List<Settings> behind, Problems problems) {
        this.level = level;
        this.pair = pair;
        this.a = a;
        this.b = b;
        this.behind = behind;
        this.problems = problems;
    }

    /** Reads a tunnel or a pseudowire; a list of two is a pair of hosts. */
    static PairSettings of(YamlValue value, Level level, String whatItIs, SharedSettings shared, Problems problems) {
        YamlValue mapping =
                value.list().<YamlValue>map(hosts -> ofHosts(hosts, value)).orElse(value);
        Settings pair = Settings.of(mapping, level, whatItIs, problems);
        return new PairSettings(
                level,
                pair,
                end(pair, Key.A, level, problems),
                end(pair, Key.B, level, problems),
                shared.behind(pair),
                problems);
    }

    /** The short form {@code [host1, host2]}, written out. */
    private static YamlMapping ofHosts(YamlList hosts, YamlValue value) {
        YamlEntry entry = new YamlEntry(new YamlScalar(Key.HOSTS.text(), value.at(), true, Optional.empty()), hosts);
        return new YamlMapping(Map.of(Key.HOSTS.text(), entry), value.at());
    }

    private static Settings end(Settings pair, Key key, Level level, Problems problems) {
        Optional<YamlValue> value = pair.get(key);
        return value.isPresent()
                ? Settings.of(value.get(), level.end(), "end " + key.text(), problems)
                : Settings.none(pair.at());
    }

    /** Returns the settings of the pair alone, without what lies behind them. */
    Settings pair() {
        return pair;
    }

    Settings end(Side side) {
        return side == Side.A ? a : b;
    }

    /** Returns a value of the pair, the most specific one. */
    Optional<YamlValue> find(Key key) {
        Optional<YamlValue> ofPair = pair.get(key);
        return ofPair.isPresent() ? ofPair : findBehind(key);
    }

    /** Returns a value of the profile, or of the defaults. */
    Optional<YamlValue> findBehind(Key key) {
        for (Settings settings : behind) {
            Optional<YamlValue> value = settings.get(key);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** Returns a value of the pair or its profile. */
    Optional<YamlValue> findAboveDefaults(Key key) {
        Optional<YamlValue> found = pair.get(key);
        for (int i = 0; found.isEmpty() && i < behind.size() - 1; i++) {
            found = behind.get(i).get(key);
        }
        return found;
    }

    /** Returns an end's value: its own, or its part of what the pair says. */
    Optional<YamlValue> find(Key key, Side side) {
        Optional<YamlValue> own = end(side).get(key);
        if (own.isPresent()) {
            return own;
        }
        Optional<YamlValue> ofPair = pair.get(key);
        return ofPair.isPresent() ? part(key, ofPair.get(), side) : unreadable(side);
    }

    /** Returns an end's value, or where it has none of its own that of the profile or of the defaults. */
    Optional<YamlValue> findThroughout(Key key, Side side) {
        Optional<YamlValue> nearer = find(key, side);
        return nearer.isPresent() ? nearer : findBehind(key);
    }

    /** Returns the host of an end, which the pair calls {@code hosts}. */
    Optional<YamlValue> findHost(Side side) {
        Optional<YamlValue> own = end(side).get(Key.HOST);
        if (own.isPresent()) {
            return own;
        }
        Optional<YamlValue> ofPair = pair.get(Key.HOSTS);
        return ofPair.isPresent() ? part(Key.HOSTS, ofPair.get(), side) : unreadable(side);
    }

    /** Returns which of all that is said of a key counts for an end, whatever kind of key it is. */
    Optional<Found> found(Key key, Side side) {
        boolean perEnd = key.isLegalAt(level.end());
        return end(side)
                .get(key)
                .map(value -> new Found(level.end(), value))
                .or(() -> pair.get(key)
                        .flatMap(value -> perEnd ? part(key, value, side) : Optional.of(value))
                        .map(value -> new Found(level, value)))
                .or(() -> foundBehind(key));
    }

    private Optional<Found> foundBehind(Key key) {
        for (int i = 0; i < behind.size(); i++) {
            Level nearest = i < behind.size() - 1 ? Level.PROFILE : Level.DEFAULTS;
            Optional<Found> found = behind.get(i).get(key).map(value -> new Found(nearest, value));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Returns the host that stands for an end, at the end or for the pair. */
    Optional<Found> foundHost(Side side) {
        return found(Key.HOST, side)
                .or(() -> pair.get(Key.HOSTS)
                        .flatMap(value -> part(Key.HOSTS, value, side))
                        .map(value -> new Found(level, value)));
    }

    /** Returns what stands for every value of an end that could not be read, so that nothing of it is called missing. */
    private Optional<YamlValue> unreadable(Side side) {
        return end(side).isReadable()
                ? Optional.empty()
                : Optional.of(new YamlRefused(end(side).at()));
    }

    private Optional<YamlValue> part(Key key, YamlValue value, Side side) {
        if (value.isRefused()) {
            return Optional.of(value);
        }
        Optional<YamlList> list = value.list();
        boolean single = list.isEmpty() && value.mapping().isEmpty() && !NEVER_EQUAL.contains(key);
        if (single) {
            return Optional.of(value);
        }
        if (list.isEmpty() || list.get().items().size() != 2) {
            problems.add(
                    TopologyRule.WRONG_KIND,
                    value.at(),
                    "'" + key.text() + "' of a pair must be a list of two, for a and for b; this is "
                            + list.map(items -> "a list of " + items.items().size())
                                    .orElse(value.kind()),
                    "write '" + key.text() + ": [OF-A, OF-B]', or write it within 'a' and 'b'");
            return Optional.of(new YamlRefused(value.at()));
        }
        return Optional.of(list.get().items().get(side == Side.A ? 0 : 1));
    }
}
