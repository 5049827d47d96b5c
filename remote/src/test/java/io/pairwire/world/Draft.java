package io.pairwire.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A topology file that is edited: each level's settings as they are written. */
final class Draft {
    final Map<String, String> defaults;
    final Map<String, String> profile;
    final Map<String, Entry> tunnels;
    final Map<String, Entry> pseudowires;

    /** Former names by present ones. */
    final Map<String, String> moved;

    Draft() {
        this(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    private Draft(
            Map<String, String> defaults,
            Map<String, String> profile,
            Map<String, Entry> tunnels,
            Map<String, Entry> pseudowires,
            Map<String, String> moved) {
        this.defaults = new LinkedHashMap<>(defaults);
        this.profile = new LinkedHashMap<>(profile);
        this.tunnels = copies(tunnels);
        this.pseudowires = copies(pseudowires);
        this.moved = new LinkedHashMap<>(moved);
    }

    private static Map<String, Entry> copies(Map<String, Entry> entries) {
        Map<String, Entry> copies = new LinkedHashMap<>();
        entries.forEach((name, entry) -> copies.put(name, entry.copy()));
        return copies;
    }

    Draft copy() {
        return new Draft(defaults, profile, tunnels, pseudowires, moved);
    }

    /** Returns the file. */
    String text() {
        StringBuilder text = new StringBuilder("topology: walk\ndefaults: " + mapping(defaults)
                + "\nprofiles:\n  some: " + mapping(profile) + "\ntunnels:\n");
        tunnels.forEach((name, entry) -> text.append("  " + name + ": " + entry + "\n"));
        text.append(pseudowires.isEmpty() ? "pseudowires: {}\n" : "pseudowires:\n");
        pseudowires.forEach((name, entry) -> text.append("  " + name + ": " + entry + "\n"));
        if (!moved.isEmpty()) {
            text.append("moved:\n");
            moved.forEach((to, from) -> text.append("  - {from: " + from + ", to: " + to + "}\n"));
        }
        return text.toString();
    }

    static String mapping(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + ": " + setting.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
