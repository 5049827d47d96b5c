package io.pairwire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reference of settings as the schema of topologies has it: what its {@code x-settings} say of each key, and where its definitions let the
 * key stand.
 */
final class TopologyReference {
    private static final String START =
            "<!-- settings: made of schema/topology.schema.json by TopologyReferenceTest -->\n\n";
    private static final String END = "\n<!-- end of settings -->\n";
    private static final String HEAD = """
            | key | of | may stand at | value | left out | kernel | a change |
            |---|---|---|---|---|---|---|
            """;
    private static final Set<String> WORDS = Set.of("value", "left_out", "kernel", "change");
    private static final List<String> PAIRS = List.of("tunnel", "pseudowire", "member");
    private static final List<String> ENDS = List.of("tunnel_end", "pseudowire_end", "member_end");

    private final JsonNode schema;

    /**
     * What the reference says of a key, in Markdown.
     *
     * @param key its name
     * @param of whose it is: {@code tunnel}, {@code pseudowire} or {@code both}
     * @param places where it may stand: {@code shared}, {@code pair}, {@code end}
     * @param leftOut what it is when it is left out; empty where that is nothing of its own
     * @param kernel what tells the kernel; empty where nothing does
     * @param change what a change of it takes
     */
    record Setting(String key, String of, String places, String value, String leftOut, String kernel, String change) {
        Setting {
            if (of.isEmpty() || places.isEmpty() || value.isEmpty() || change.isEmpty()) {
                throw new IllegalArgumentException(
                        key + ": whose, where, which values and what a change takes are needed");
            }
            if ((value + leftOut + kernel + change).matches("(?s).*[|\n].*")) {
                throw new IllegalArgumentException(key + ": a cell of a table has no '|' and is one line");
            }
        }

        String row() {
            return Stream.of("`" + key + "`", of, places, value, leftOut, kernel, change)
                    .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
                    .collect(Collectors.joining("", "|", "\n"));
        }
    }

    private TopologyReference(JsonNode schema) {
        this.schema = schema;
    }

    /** Reads the schema. */
    static TopologyReference read() throws IOException {
        return new TopologyReference(new ObjectMapper().readTree(Files.readString(EditorSchema.file("topology"))));
    }

    /** Returns the keys that its definitions take. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        Stream.concat(PAIRS.stream(), ENDS.stream())
                .forEach(part -> properties(part).fieldNames().forEachRemaining(keys::add));
        keys.removeAll(Set.of("a", "b"));
        return keys;
    }

    /** Returns what it says of keys, in its order; throws where it says something that has no place in the reference. */
    Map<String, Setting> settings() {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> said : schema.path("x-settings").properties()) {
            String key = said.getKey();
            for (Map.Entry<String, JsonNode> word : said.getValue().properties()) {
                if (!WORDS.contains(word.getKey()) || !word.getValue().isTextual()) {
                    throw new IllegalArgumentException("x-settings, " + key + ": " + word);
                }
            }
            settings.put(
                    key,
                    new Setting(
                            key,
                            of(key),
                            places(key),
                            word(said.getValue(), "value"),
                            word(said.getValue(), "left_out"),
                            word(said.getValue(), "kernel"),
                            word(said.getValue(), "change")));
        }
        return settings;
    }

    private static String word(JsonNode said, String name) {
        return said.path(name).asText();
    }

    private String of(String key) {
        boolean tunnel = has("tunnel", key) || has("tunnel_end", key);
        boolean member = has("member", key) || has("member_end", key);
        return tunnel && member ? "both" : tunnel ? "tunnel" : "pseudowire";
    }

    private String places(String key) {
        List<String> places = new ArrayList<>();
        if (has("defaults", key)) {
            places.add("shared");
        }
        if (PAIRS.stream().anyMatch(part -> has(part, key))) {
            places.add("pair");
        }
        if (ENDS.stream().anyMatch(part -> has(part, key))) {
            places.add("end");
        }
        return String.join(", ", places);
    }

    /** Returns what editors show of a key, wherever it may stand. */
    Set<String> descriptions(String key) {
        return Stream.of(List.of("defaults", "profile"), PAIRS, ENDS)
                .flatMap(List::stream)
                .filter(part -> has(part, key))
                .map(part -> properties(part).get(key).path("description").asText())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns whether a definition takes a key. */
    boolean has(String definition, String key) {
        return properties(definition).has(key);
    }

    private JsonNode properties(String definition) {
        return schema.at("/$defs/" + definition + "/properties");
    }

    /** Returns a page with the table between its marks made anew. */
    String in(String page) {
        int start = page.indexOf(START);
        int end = page.indexOf(END);
        if (start < 0 || end < start || page.lastIndexOf(START) != start || page.lastIndexOf(END) != end) {
            throw new IllegalArgumentException(
                    "no one place for the table, between " + START.strip() + " and " + END.strip());
        }
        return page.substring(0, start + START.length()) + table() + page.substring(end);
    }

    private String table() {
        StringBuilder table = new StringBuilder(HEAD);
        settings().values().forEach(setting -> table.append(setting.row()));
        return table.toString();
    }
}
