package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pairwire.cli.EditorSchema;
import io.pairwire.model.SequenceNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/schema/topology.schema.json} against what the reader takes. */
final class TopologySchemaTest {
    private static final Path BAD =
            Path.of("..", "core", "src", "test", "resources", "io", "pairwire", "topology", "bad");
    private static final EditorSchema SCHEMA = EditorSchema.of("topology");
    private static final Pattern RULE = Pattern.compile("(?m)^[^ \n]+: (?:error|warning) ([A-Z]{2}[0-9]{3}): ");

    /** What a schema can tell, which sees one value at a time and no other file. */
    private static final Set<String> STRUCTURAL = Set.of(
            "PW001", "PW002", "PW003", "PW004", "PW005", "PW007", "PW011", "PW016", "PW017", "PW031", "PW045", "PW053");

    /**
     * A file whose rule a schema can tell in this one case: what both ends share is one of a few words. Elsewhere a cookie (PW010) and its
     * key (PW074) may stand behind a tag, which a schema does not see, so that any text must pass.
     */
    private static final String SEEN_NEVERTHELESS = "cookie-for-both.yml";

    private final JsonNode schema;

    TopologySchemaTest() throws IOException {
        schema = new ObjectMapper().readTree(Files.readString(EditorSchema.file("topology")));
    }

    @Test
    void sectionsAreThoseOfTheReader() {
        assertThat(fields(schema.at("/properties"))).containsExactlyInAnyOrderElementsOf(Sections.ALL);
    }

    @Test
    void eachLevelHasTheKeysThatTheReaderTakesThereAndNoOthers() {
        for (Level level : Level.values()) {
            JsonNode form = schema.at("/$defs/" + level.name().toLowerCase(Locale.ROOT));

            assertThat(fields(form.at("/properties")))
                    .as(level.name())
                    .containsExactlyInAnyOrderElementsOf(Key.textsAt(level));
            assertThat(form.at("/additionalProperties").isBoolean()).isTrue();
            assertThat(form.at("/additionalProperties").asBoolean()).isFalse();
        }
    }

    @Test
    void everyKeyIsDescribed() {
        for (Level level : Level.values()) {
            schema.at("/$defs/" + level.name().toLowerCase(Locale.ROOT) + "/properties")
                    .forEach(key -> assertThat(key.path("description").asText()).isNotEmpty());
        }
    }

    @Test
    void wordsAreThoseThatTheReaderKnows() {
        assertThat(words("encap")).containsExactlyInAnyOrderElementsOf(Values.ENCAPS.keySet());
        assertThat(words("l2spec")).containsExactlyInAnyOrderElementsOf(Values.L2SPECS.keySet());
        assertThat(words("switch")).containsExactlyInAnyOrderElementsOf(Values.SWITCHES.keySet());
        assertThat(words("shared_cookie")).containsExactlyInAnyOrderElementsOf(Values.SHARED_COOKIES.keySet());
        // 'recv' is a word that the reader knows in order to say what is wrong with it (PW031).
        assertThat(words("seq"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SequenceNumbers.values())
                        .filter(seq -> seq != SequenceNumbers.RECV)
                        .map(SequenceNumbers::toString)
                        .toList());
    }

    @Test
    void whatCannotBeTheSameAtBothEndsIsAListOfTwo() {
        for (Level level : List.of(Level.TUNNEL, Level.PSEUDOWIRE, Level.MEMBER)) {
            JsonNode keys = schema.at("/$defs/" + level.name().toLowerCase(Locale.ROOT) + "/properties");
            for (Key key : Key.values()) {
                if (key.isLegalAt(level) && (key == Key.HOSTS || key.isLegalAt(level.end()))) {
                    JsonNode value = keys.path(key.text());
                    boolean listOnly = value.path("type").asText().equals("array");

                    assertThat(listOnly).as(level + " " + key).isEqualTo(PairSettings.NEVER_EQUAL.contains(key));
                    JsonNode list = listOnly ? value : value.at("/anyOf/1");
                    assertThat(list.path("minItems").asInt())
                            .as(level + " " + key)
                            .isEqualTo(2);
                    assertThat(list.path("maxItems").asInt()).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void everyExampleIsAsDescribedAndSaysSoToEditors() throws IOException {
        List<Path> examples = EditorSchema.examples("topology.yml");
        assertThat(examples).hasSizeGreaterThanOrEqualTo(9);
        for (Path example : examples) {
            assertThat(SCHEMA.complaints(Files.readString(example)))
                    .as(example.toString())
                    .isEmpty();
            assertThat(EditorSchema.namedBy(example))
                    .isEqualTo(EditorSchema.file("topology").toRealPath());
        }
    }

    @Test
    void everythingThatTheDocumentShowsIsAsDescribed() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "topology.md"));
        int start = document.indexOf("```yaml\n") + "```yaml\n".length();

        assertThat(SCHEMA.complaints(document.substring(start, document.indexOf("```", start))))
                .isEmpty();
    }

    @Test
    void badFilesAreRefusedWhereASchemaCanSeeWhatIsWrong() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        int refused = 0;
        try (Stream<Path> files = Files.list(BAD)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                Set<String> rules = rules(Files.readString(BAD.resolve(name.replace(".yml", ".txt"))));
                if (rules.stream().anyMatch(rule -> rule.startsWith("YL"))) {
                    continue; // The editor's own YAML parser says so, or should; there is no value to look at.
                }
                boolean structural = rules.stream().anyMatch(STRUCTURAL::contains) || name.equals(SEEN_NEVERTHELESS);
                List<String> complaints = SCHEMA.complaints(Files.readString(file));
                refused += complaints.isEmpty() ? 0 : 1;
                if (structural == complaints.isEmpty()) {
                    wrong.put(name, rules + " " + complaints);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refused).isGreaterThan(20);
    }

    private static Set<String> rules(String text) {
        Set<String> rules = new TreeSet<>();
        RULE.matcher(text).results().forEach(match -> rules.add(match.group(1)));
        return rules;
    }

    private Set<String> words(String definition) {
        Set<String> words = new TreeSet<>();
        schema.at("/$defs/" + definition + "/enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
