package io.pairwire.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pairwire.cli.EditorSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/schema/playbook.schema.json} against what the reader takes. */
final class PlaybookSchemaTest {
    private static final EditorSchema SCHEMA = EditorSchema.of("playbook");
    private static final Pattern RULE = Pattern.compile("(?m)^[^ \n]+: error ([A-Z]{2}[0-9]{3}): ");

    /** What a schema can tell, which sees no other file, and no words within a condition. */
    private static final Set<String> STRUCTURAL =
            Set.of("PB001", "PB002", "PB003", "PB004", "PB005", "PB006", "PB007", "PB008");

    /** A file whose fault is of such a rule, and takes more than a schema to see: how long verifying takes is not in it. */
    private static final Set<String> UNSEEN = Set.of("confirm-timeout");

    private final JsonNode schema;

    PlaybookSchemaTest() throws IOException {
        schema = new ObjectMapper().readTree(Files.readString(EditorSchema.file("playbook")));
    }

    static List<String> names() throws IOException {
        return Bookshelf.names().stream()
                .filter(name -> !Set.of("syntax", "yaml", "empty").contains(name))
                .toList();
    }

    @Test
    void eachLevelHasTheKeysThatTheReaderTakesThereAndNoOthers() {
        List<String> task = new ArrayList<>(Keywords.OF_TASK);
        task.addAll(Keywords.VERBS.keySet());
        assertThat(keys("import")).containsExactlyInAnyOrderElementsOf(Keywords.OF_IMPORT);
        assertThat(keys("play")).containsExactlyInAnyOrderElementsOf(Keywords.OF_PLAY);
        assertThat(keys("task")).containsExactlyInAnyOrderElementsOf(task);
        Keywords.VERBS.forEach((verb, keys) -> assertThat(keys(verb)).containsExactlyInAnyOrderElementsOf(keys));
    }

    private List<String> keys(String form) {
        return schema.at("/$defs/" + form + "/properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void everyKeyIsDescribed() {
        for (String form : List.of("import", "play", "task", "pseudowire", "verify", "pause", "assert")) {
            schema.at("/$defs/" + form + "/properties")
                    .forEach(key -> assertThat(key.path("description").asText()).isNotEmpty());
        }
    }

    @Test
    void wordsAreThoseThatTheReaderKnows() {
        assertThat(words("/$defs/play/properties/order/enum"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Order.values()).map(Order::toString).toList());
        assertThat(words("/$defs/pseudowire/properties/state/enum"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(State.values()).map(State::toString).toList());
    }

    private Set<String> words(String at) {
        Set<String> words = new TreeSet<>();
        schema.at(at).forEach(word -> words.add(word.asText()));
        return words;
    }

    @ParameterizedTest
    @MethodSource("names")
    void aBadPlaybookFailsWhereASchemaCanSaySo(String name) throws IOException {
        Set<String> rules = new TreeSet<>();
        Matcher rule = RULE.matcher(Files.readString(Bookshelf.BAD.resolve(name + ".txt")));
        while (rule.find()) {
            // What an imported file breaks is none of this one's.
            if (rule.group().startsWith(name + ".yml:")) {
                rules.add(rule.group(1));
            }
        }
        boolean structural = rules.stream().anyMatch(STRUCTURAL::contains) && !UNSEEN.contains(name);

        assertThat(SCHEMA.complaints(Files.readString(Bookshelf.BAD.resolve(name + ".yml")))
                        .isEmpty())
                .as(rules.toString())
                .isEqualTo(!structural);
    }

    @Test
    void everyShippedPlaybookIsAsDescribedAndSaysSoToEditors() throws IOException {
        List<Path> shipped = shipped();
        assertThat(shipped).hasSize(6);
        for (Path book : shipped) {
            assertThat(SCHEMA.complaints(Files.readString(book)))
                    .as(book.toString())
                    .isEmpty();
            assertThat(EditorSchema.namedBy(book))
                    .isEqualTo(EditorSchema.file("playbook").toRealPath());
        }
    }

    @Test
    void whatTheShippedPlaybooksAreAboutIsAsDescribedToo() throws IOException {
        for (String name : List.of("topology", "inventory")) {
            Path file = Path.of("..", "playbooks", name + ".yml");
            assertThat(EditorSchema.of(name).complaints(Files.readString(file))).isEmpty();
            assertThat(EditorSchema.namedBy(file))
                    .isEqualTo(EditorSchema.file(name).toRealPath());
        }
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "playbooks"))) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .filter(file -> !Set.of("topology.yml", "inventory.yml")
                            .contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
