package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.yaml.Rule;
import io.pairwire.yaml.YamlRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RulesDocumentTest {
    @Test
    void theDocumentListsEveryRuleAsTheCodeHasIt() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/rules.md")).stream()
                .filter(line -> line.startsWith("| PW") || line.startsWith("| YL"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.<Rule>concat(Arrays.stream(TopologyRule.values()), Arrays.stream(YamlRule.values()))
                                .map(RulesDocumentTest::row)
                                .toList());
    }

    private static String row(Rule rule) {
        return "| " + rule.id() + " | " + rule.severity() + " | " + rule.meaning() + " | " + rule.mend() + " |";
    }

    @Test
    void noIdentifierIsGivenTwice() {
        assertThat(Stream.<Rule>concat(Arrays.stream(TopologyRule.values()), Arrays.stream(YamlRule.values()))
                        .map(Rule::id))
                .doesNotHaveDuplicates();
    }
}
