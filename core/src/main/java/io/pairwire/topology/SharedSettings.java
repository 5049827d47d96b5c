package io.pairwire.topology;

import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The defaults and the profiles of a topology file. */
final class SharedSettings {
    private final Values values;
    private final Problems problems;
    private final Settings defaults;
    private final Map<String, Settings> profiles = new LinkedHashMap<>();
    private final Map<String, Position> names = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private boolean someUnknown;

    SharedSettings(Optional<YamlEntry> defaults, Optional<YamlEntry> profiles, Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        this.defaults = defaults.filter(entry -> !entry.value().isNull())
                .map(entry -> checked(entry.value(), Level.DEFAULTS, "'defaults'"))
                .orElse(Settings.none(Position.START));
        for (YamlEntry profile : Sections.entries(profiles, "profiles", problems)) {
            if (values.name("profile", profile.key()).value().isPresent()) {
                names.put(profile.name(), profile.key().at());
                this.profiles.put(profile.name(), checked(profile.value(), Level.PROFILE, "profile " + profile.name()));
            }
        }
    }

    /** Reads settings and looks at every value, whether a pseudowire uses it or not. */
    private Settings checked(YamlValue value, Level level, String whatItIs) {
        Settings settings = Settings.of(value, level, whatItIs, problems);
        for (Map.Entry<Key, YamlEntry> setting : settings.all()) {
            check(setting.getKey(), setting.getValue().value());
        }
        return settings;
    }

    private void check(Key key, YamlValue value) {
        switch (key) {
            case ENCAP -> values.encap(value);
            case L2SPEC -> values.l2spec(value);
            case SEQ -> values.seq(value);
            case REORDER_TIMEOUT -> values.reorderTimeout(value);
            case MTU -> values.mtu(value);
            case UNDERLAY_MTU -> values.underlayMtu(value);
            case PROTECT -> values.protect(value);
            case TAGS -> values.tags(value);
            case NETNS -> values.netns(value);
            case BRIDGE -> values.interfaceName(key, value);
            case UDP_CHECKSUM, UDP6_CHECKSUM_TX, UDP6_CHECKSUM_RX, LNS_MODE -> values.onOff(key, value);
            case COOKIE -> values.sharedCookie(value);
            case COOKIE_GENERATION -> values.cookieGeneration(value);
            default -> throw new IllegalStateException(key + " cannot be shared");
        }
    }

    /** Returns what lies behind the settings of a pair, nearest first: its profile, then the defaults. */
    List<Settings> behind(Settings pair) {
        return pair.get(Key.PROFILE_KEY)
                .flatMap(this::profile)
                .map(profile -> List.of(profile, defaults))
                .orElse(List.of(defaults));
    }

    private Optional<Settings> profile(YamlValue reference) {
        Given<String> name = values.reference(Key.PROFILE_KEY, reference);
        if (name.value().isEmpty()) {
            someUnknown = true;
            return Optional.empty();
        }
        used.add(name.value().get());
        Settings profile = profiles.get(name.value().get());
        if (profile == null) {
            someUnknown = true;
            problems.add(
                    TopologyRule.UNKNOWN_PROFILE,
                    name.at(),
                    "there is no profile " + Problems.quote(name.value().get()),
                    Suggestion.hint(name.value().get(), profiles.keySet(), known("profiles", profiles.keySet())));
        }
        return Optional.ofNullable(profile);
    }

    /** Returns a hint that lists what there is, unless that is much. */
    static String known(String section, Set<String> names) {
        return names.isEmpty()
                ? "the file has no '" + section + "'"
                : names.size() <= 8
                        ? "there are: " + String.join(", ", names)
                        : "add it under '" + section + "', or correct the name";
    }

    /** Warns of profiles that nothing has used, unless one may have been meant by a misspelt name. */
    void warnOfUnused() {
        if (someUnknown) {
            return;
        }
        names.forEach((name, at) -> {
            if (!used.contains(name)) {
                problems.add(TopologyRule.UNUSED_PROFILE, at, "nothing uses the profile '" + name + "'", "remove it");
            }
        });
    }
}
