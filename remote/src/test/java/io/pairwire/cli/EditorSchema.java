package io.pairwire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A schema for editors, held against YAML as they read it: by the core schema of YAML 1.2, a tagged value as text. */
public final class EditorSchema {
    private static final String HEADER = "# yaml-language-server: $schema=";

    private final JsonSchema schema;

    private EditorSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** Returns a schema of {@code docs/schema}. */
    public static EditorSchema of(String name) {
        try {
            return new EditorSchema(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(file(name))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where a schema is. */
    public static Path file(String name) {
        return Path.of("..", "docs", "schema", name + ".schema.json");
    }

    /** Returns the examples of a name. */
    public static List<Path> examples(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "inventory-examples"))) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the schema that a file's first line names. */
    public static Path namedBy(Path file) throws IOException {
        String first = Files.readAllLines(file).get(0);
        if (!first.startsWith(HEADER)) {
            throw new AssertionError(file + " names no schema");
        }
        return file.resolveSibling(first.substring(HEADER.length())).toRealPath();
    }

    /** Returns what is wrong with a text in YAML; nothing where nothing is. */
    public List<String> complaints(String yaml) {
        SourceText source = SourceText.of("a.yml", yaml.getBytes(StandardCharsets.UTF_8));
        Problems problems = new Problems(source);
        YamlValue value =
                YamlReader.readAny(source, YamlDialect.STRICT, problems).orElseThrow();
        return schema.validate(json(value)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonNode json(YamlValue value) {
        if (value.mapping().isPresent()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (YamlEntry entry : value.mapping().get().entries()) {
                object.set(entry.name(), json(entry.value()));
            }
            return object;
        }
        if (value.list().isPresent()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.list().get().items().forEach(item -> array.add(json(item)));
            return array;
        }
        if (value.secret().isPresent()) {
            return TextNode.valueOf(value.secret().get().text());
        }
        return value.scalar().map(EditorSchema::json).orElse(NullNode.getInstance());
    }

    private static JsonNode json(YamlScalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return TextNode.valueOf(text);
        }
        if (text.matches("|~|null|Null|NULL")) {
            return NullNode.getInstance();
        }
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
        }
        if (text.matches("[-+]?[0-9]{1,18}")) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (text.matches("0x[0-9a-fA-F]{1,15}")) {
            return LongNode.valueOf(Long.parseLong(text.substring(2), 16));
        }
        return TextNode.valueOf(text);
    }
}
