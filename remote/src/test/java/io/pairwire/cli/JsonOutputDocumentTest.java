package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/json-output.md}, whose tables are those of the schema. */
final class JsonOutputDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "json-output.md");
    private static final String HEADING = "## Lines, field by field\n";
    private static final String REFERENCE = "#/$defs/";

    @Test
    void theDocumentDescribesEveryFieldAsTheSchemaDoes() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(OutputSchema.FILE));
        String document = Files.readString(DOCUMENT);
        String before = document.substring(0, document.indexOf(HEADING) + HEADING.length());
        String expected = before + "\n" + described(schema);
        Path made = Files.writeString(Path.of("target", "json-output.md"), expected);
        assertThat(document).as("copy " + made.toAbsolutePath()).isEqualTo(expected);
        assertThat(before).contains("version " + Version.SCHEMA);
    }

    private static String described(JsonNode schema) {
        StringBuilder text = new StringBuilder();
        Set<String> types = new HashSet<>();
        schema.at("/properties/type/enum").forEach(type -> types.add(type.asText()));
        for (Map.Entry<String, JsonNode> part : schema.get("$defs").properties()) {
            JsonNode constant = part.getValue().at("/properties/type/const");
            String title = constant.isMissingNode() ? "object `" + part.getKey() + "`" : "`" + constant.asText() + "`";
            text.append("### ")
                    .append(title)
                    .append("\n\n")
                    .append(part.getValue().get("description").asText())
                    .append("\n\n");
            fields(part.getValue(), text);
        }
        return text.toString().strip() + "\n";
    }

    private static void fields(JsonNode part, StringBuilder text) {
        Set<String> required = new HashSet<>();
        part.get("required").forEach(name -> required.add(name.asText()));
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : part.get("properties").properties()) {
            if (!field.getKey().equals("type")) {
                rows.append("| `")
                        .append(field.getKey())
                        .append("` | ")
                        .append(kind(field.getValue()))
                        .append(" | ")
                        .append(required.contains(field.getKey()) ? "always" : "")
                        .append(" | ")
                        .append(field.getValue().path("description").asText())
                        .append(" |\n");
            }
        }
        if (!rows.isEmpty()) {
            text.append("| field | holds | there | meaning |\n|---|---|---|---|\n")
                    .append(rows)
                    .append('\n');
        }
    }

    private static String kind(JsonNode field) {
        if (field.has("enum")) {
            StringBuilder words = new StringBuilder();
            field.get("enum")
                    .forEach(word -> words.append(words.isEmpty() ? "" : ", ")
                            .append('`')
                            .append(word.asText())
                            .append('`'));
            return words.toString();
        }
        if (field.has("const")) {
            return "`" + field.get("const").asText() + "`";
        }
        if (field.has("items")) {
            String reference = field.get("items").path("$ref").asText();
            boolean objects = field.get("items").path("type").asText().equals("object");
            String plain = objects ? "objects" : "texts";
            return "list of " + (reference.isEmpty() ? plain : "`" + reference.substring(REFERENCE.length()) + "`");
        }
        return switch (field.get("type").asText()) {
            case "string" -> "text";
            case "integer" -> "number";
            case "boolean" -> "truth value";
            default -> field.get("type").asText();
        };
    }
}
