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
                .filter(line -> line.matches("\\| (PW|LK|YL).*"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(rules().map(RulesDocumentTest::row).toList());
    }

    private static Stream<Rule> rules() {
        return Stream.of(TopologyRule.values(), LockRule.values(), YamlRule.values())
                .flatMap(Arrays::stream);
    }

    private static String row(Rule rule) {
        return "| " + rule.id() + " | " + rule.severity() + " | " + rule.meaning() + " | " + rule.mend() + " |";
    }

    @Test
    void noIdentifierIsGivenTwice() {
        assertThat(rules().map(Rule::id)).doesNotHaveDuplicates();
    }
}
