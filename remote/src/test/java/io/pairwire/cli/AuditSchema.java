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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The schemas of audit logs, held against lines that were written; what we write ourselves they must know whole. */
public final class AuditSchema {
    private static final JsonSchema HOST = read("host-audit.schema.json");
    private static final JsonSchema CONTROLLER = read("controller-audit.schema.json");

    /** Lines that differ in numbers alone are held against it once: there are a great many. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

    private static final Set<String> CHECKED = new HashSet<>();

    private AuditSchema() {}

    private static JsonSchema read(String name) {
        try {
            String text = Files.readString(Path.of("..", "docs", "schema", name))
                    .replace("\"additionalProperties\": true", "\"additionalProperties\": false");
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws unless every line is one that a host may write. */
    public static void checkHost(List<String> lines) {
        check(HOST, lines);
    }

    /** Throws unless every line is one that a controller may write. */
    public static void checkController(List<String> lines) {
        check(CONTROLLER, lines);
    }

    private static synchronized void check(JsonSchema schema, List<String> lines) {
        for (String line : lines) {
            if (CHECKED.add(NUMBERS.matcher(line).replaceAll("0"))) {
                List<String> complaints = complaints(schema, line);
                if (!complaints.isEmpty() && line.endsWith("}")) {
                    throw new AssertionError(line + "\n  " + String.join("\n  ", complaints));
                }
            }
        }
    }

    private static List<String> complaints(JsonSchema schema, String line) {
        try {
            return schema.validate(line, InputFormat.JSON).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of("it is no JSON");
        }
    }

    /** Returns what is wrong with a host's line. */
    static List<String> hostComplaints(String line) {
        return complaints(HOST, line);
    }
}
