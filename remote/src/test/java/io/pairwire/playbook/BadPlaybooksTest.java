package io.pairwire.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BadPlaybooksTest {
    static List<String> names() throws IOException {
        return Bookshelf.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachBadPlaybookIsRefusedWithItsText(String name) throws IOException {
        String text = Bookshelf.read(name).text();
        Path made = Path.of("target", "bad-playbooks");
        Files.createDirectories(made);
        Files.writeString(made.resolve(name + ".txt"), text);

        assertThat(text).isEqualTo(Files.readString(Bookshelf.BAD.resolve(name + ".txt")));
    }

    @Test
    void everyFileHasItsTextAndEveryTextItsFile() throws IOException {
        try (Stream<Path> files = Files.list(Bookshelf.BAD)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".txt"))
                            .map(name -> name.substring(0, name.length() - 4))
                            .sorted())
                    .containsExactlyElementsOf(names())
                    .hasSizeGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void everyRuleThatOneFileCanBreakIsBrokenBySome() throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String name : names()) {
            texts.append(Files.readString(Bookshelf.BAD.resolve(name + ".txt")));
        }
        for (PlaybookRule rule : PlaybookRule.values()) {
            if (rule != PlaybookRule.SAME_TOPOLOGY) {
                assertThat(texts).contains(" error " + rule.id() + ": ");
            }
        }
    }

    @Test
    void everyKeywordOfAnsiblesIsRefusedWithAReasonAndAWayOut() {
        for (String key : AnsibleOnly.playKeys()) {
            assertRefused(key, "- topology: metro.yml\n  pseudowires: all\n  " + key + ": x\n  tasks: [{drift: }]\n");
        }
        for (String key : AnsibleOnly.taskKeys()) {
            assertRefused(key, "- topology: metro.yml\n  pseudowires: all\n  tasks: [{drift: , " + key + ": x}]\n");
            assertRefused(
                    "ansible.builtin." + key,
                    "- topology: metro.yml\n  pseudowires: all\n  tasks: [{drift: , ansible.builtin." + key
                            + ": x}]\n");
        }
    }

    private static void assertRefused(String key, String book) {
        assertThat(Bookshelf.read("book.yml", book, Map.of()).problems())
                .as(key)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.headline()).contains("PB003: '" + key + "' is Ansible's: ");
                    assertThat(problem.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).isNotBlank());
                });
    }

    @Test
    void theDocumentListsEveryRuleAsTheCodeHasIt() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/rules.md")).stream()
                .filter(line -> line.startsWith("| PB"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(PlaybookRule.values())
                        .map(rule -> "| " + rule.id() + " | " + rule.severity() + " | " + rule.meaning() + " | "
                                + rule.mend() + " |")
                        .toList());
    }
}
