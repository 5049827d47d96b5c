package io.pairwire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BadInventoriesTest {
    static final Path DIRECTORY = Path.of("src/test/resources/io/pairwire/inventory/bad");

    static List<String> names() throws IOException {
        return Stream.concat(
                        names(".yml").stream().map(name -> name + ".yml"),
                        names(".ini").stream().map(name -> name + ".ini"))
                .toList();
    }

    private static List<String> names(String ending) throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }

    static InventoryReading read(String name) throws IOException {
        return new InventoryReader(Path.of("/home/me"), Path.of("/srv"))
                .read(name, Files.readAllBytes(DIRECTORY.resolve(name)));
    }

    static String text(InventoryReading reading) {
        return reading.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")) + "\n";
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachBadInventoryIsRefusedWithItsText(String name) throws IOException {
        InventoryReading reading = read(name);

        String text = name.replaceFirst("\\.[a-z]+$", ".txt");
        assertThat(text(reading)).isEqualTo(Files.readString(DIRECTORY.resolve(text)));
        assertThat(reading.inventory()).isEmpty();
    }

    @Test
    void everyFileHasItsTextAndEveryTextItsFile() throws IOException {
        assertThat(Stream.concat(names(".yml").stream(), names(".ini").stream()).sorted())
                .containsExactlyElementsOf(names(".txt"))
                .hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void theDocumentListsEveryRuleAsTheCodeHasIt() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/rules.md")).stream()
                .filter(line -> line.startsWith("| IV"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(InventoryRule.values())
                        .map(rule -> "| " + rule.id() + " | " + rule.severity() + " | " + rule.meaning() + " | "
                                + rule.mend() + " |")
                        .toList());
    }
}
