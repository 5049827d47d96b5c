package io.pairwire.l2tpv3tun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The utility's documents say what it does. */
final class UtilityDocumentTest {
    @Test
    void theListOfRulesHasItsRulesAsTheCodeHasThem() throws IOException {
        assertThat(Files.readAllLines(Path.of("../docs/rules.md")).stream().filter(line -> line.startsWith("| LT")))
                .containsExactlyElementsOf(Arrays.stream(UtilityRule.values())
                        .map(rule -> "| " + rule.id() + " | " + rule.severity() + " | " + rule.meaning() + " | "
                                + rule.mend() + " |")
                        .toList());
    }

    @Test
    void theManualPageHoldsTheGrammarAsHelpPrintsIt() throws IOException {
        String page = Files.readString(Path.of("../docs/l2tpv3tun.md"));
        for (Form form : Form.values()) {
            assertThat(page).contains(form.usage(""));
        }
    }

    @Test
    void theManualPageTellsOfEveryExitStatus() throws IOException {
        String page = Files.readString(Path.of("../docs/l2tpv3tun.md"));
        for (ExitStatus status : ExitStatus.values()) {
            assertThat(page).contains("\n| " + status.number() + " | ");
        }
    }
}
