package io.pairwire.cli;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code docs/schema/output.schema.json}, held against lines that commands print. It allows readers fields that are to come; what we
 * print ourselves it must know, so here it allows none.
 */
final class OutputSchema {
    static final Path FILE = Path.of("..", "docs", "schema", "output.schema.json");
    private static final JsonSchema STRICT = read();

    private OutputSchema() {}

    private static JsonSchema read() {
        try {
            String text =
                    Files.readString(FILE).replace("\"additionalProperties\": true", "\"additionalProperties\": false");
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is wrong with a line; nothing where nothing is. */
    static List<String> complaints(String line) {
        try {
            return STRICT.validate(line, InputFormat.JSON).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of("it is no JSON");
        }
    }

    /** Throws unless every line is as the schema says, the first one telling the version. */
    static void check(String output) {
        List<String> lines = output.lines().toList();
        if (!lines.isEmpty() && !lines.get(0).startsWith("{\"type\":\"version\",")) {
            throw new AssertionError("the first line does not tell the version: " + lines.get(0));
        }
        for (String line : lines) {
            List<String> complaints = complaints(line);
            if (!complaints.isEmpty()) {
                throw new AssertionError(
                        "--json printed a line that " + FILE + " does not describe:\n  " + line + "\n  "
                                + String.join("\n  ", complaints)
                                + "\nA new type of line goes into its 'enum', 'allOf' and '$defs', a new field into the type's"
                                + " 'properties'; docs/json-output.md follows.");
            }
        }
    }
}
