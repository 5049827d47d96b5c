package io.pairwire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/schema/inventory.schema.json} against the variables that the reader takes. */
final class InventorySchemaTest {
    private static final EditorSchema SCHEMA = EditorSchema.of("inventory");
    private static final Pattern VARIABLE = Pattern.compile("\"((?:ansible|pairwire)_[a-z_]+)\"");

    @Test
    void theVariablesAreThoseThatTheCodeNames() throws IOException {
        String code = Files.readString(Path.of("src/main/java/io/pairwire/inventory/HostVariables.java"));
        Set<String> named = VARIABLE.matcher(code)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(variables()).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theReaderLooksAtEachOfThemIndeed() throws IOException {
        List<String> overlooked = new ArrayList<>();
        for (String variable : variables()) {
            InventoryReading reading = new InventoryReader(Path.of("/home/me"), Path.of("/srv"))
                    .read(
                            "i.yml",
                            "all: {hosts: {lon1: {"
                                    + (variable.equals("ansible_become") ? "" : "ansible_become: true, ") + variable
                                    + ": [x]}}}");
            if (reading.problems().stream()
                    .noneMatch(problem -> problem.message().startsWith(variable + " "))) {
                overlooked.add(variable);
            }
        }
        assertThat(overlooked).isEmpty();
    }

    private static List<String> variables() throws IOException {
        return new ObjectMapper()
                        .readTree(Files.readString(EditorSchema.file("inventory")))
                        .at("/$defs/variables/properties")
                        .properties()
                        .stream()
                        .map(Map.Entry::getKey)
                        .toList();
    }

    @Test
    void everyExampleIsAsDescribedAndSaysSoToEditors() throws IOException {
        List<Path> examples = new ArrayList<>(EditorSchema.examples("inventory.yml"));
        examples.addAll(EditorSchema.examples("02-europe.yml"));
        assertThat(examples).hasSizeGreaterThanOrEqualTo(6);
        for (Path example : examples) {
            assertThat(SCHEMA.complaints(Files.readString(example)))
                    .as(example.toString())
                    .isEmpty();
            assertThat(EditorSchema.namedBy(example))
                    .isEqualTo(EditorSchema.file("inventory").toRealPath());
        }
    }

    @Test
    void filesOfVariablesAreDescribedAsVariablesWithinInventories() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(Files.readString(EditorSchema.file("variables")))
                        .at("/$defs/variables"))
                .isEqualTo(mapper.readTree(Files.readString(EditorSchema.file("inventory")))
                        .at("/$defs/variables"));
        EditorSchema schema = EditorSchema.of("variables");
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of("..", "inventory-examples"))) {
            files = all.filter(file -> file.toString().matches(".*/(group|host)_vars/.*\\.yml"))
                    .filter(file -> !file.endsWith("secrets.yml")) // encrypted as a whole
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(6);
        for (Path file : files) {
            assertThat(schema.complaints(Files.readString(file)))
                    .as(file.toString())
                    .isEmpty();
            assertThat(EditorSchema.namedBy(file))
                    .isEqualTo(EditorSchema.file("variables").toRealPath());
        }
        assertThat(schema.complaints("ansible_port: 65536")).isNotEmpty();
        assertThat(schema.complaints("pairwire_locale: 192.0.2.1")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all: [lon1]",
                "all: {hosts: {lon1: {pairwire_locale: 192.0.2.1}}}",
                "all: {hosts: {lon1: {pairwire_runtime: yes}}}",
                "all: {hosts: {lon1: {pairwire_cache: relative}}}",
                "all: {hosts: {lon1: {ansible_port: 65536}}}",
                "all: {vars: {ansible_become: perhaps}}",
                "all: {children: {london: {hosts: {lon1: {ansible_host: [192.0.2.1]}}}}}",
            })
    void whatTheReaderRefusesTheSchemaRefusesToo(String inventory) {
        assertThat(SCHEMA.complaints(inventory)).isNotEmpty();
        assertThat(new InventoryReader(Path.of("/home/me"), Path.of("/srv"))
                        .read("i.yml", inventory)
                        .problems())
                .isNotEmpty();
    }
}
