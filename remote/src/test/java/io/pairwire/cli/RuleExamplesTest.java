package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/rule-examples.md} is made from the files that the readers' own tests are held to: for each rule the shortest that breaks it. */
final class RuleExamplesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "rule-examples.md");
    private static final List<Path> CORPORA = List.of(
            Path.of("../core/src/test/resources/io/pairwire/topology/bad"),
            Path.of("../core/src/test/resources/io/pairwire/topology/bad-locks"),
            Path.of("src/test/resources/io/pairwire/inventory/bad"),
            Path.of("src/test/resources/io/pairwire/playbook/bad"));
    private static final Pattern HEADLINE =
            Pattern.compile("([^ :]+):[0-9]+:[0-9]+: (?:error|warning) ([A-Z]{2}[0-9]{3}): .*");
    private static final int MOST_LINES = 40;
    private static final String TITLE = """
            # Examples of broken rules

            For each [rule](rules.md) a file that breaks it, and what is said of it; `pairwire explain PW012` shows one. Made from the files that our own
            tests read, by a test that says where this differs.
            """;

    /** A file that breaks a rule. */
    private record Example(String file, String content, String message, int problems) {
        String section() {
            return "`" + file + "`:\n\n" + indented(content) + "\n\ngives\n\n" + indented(message) + "\n";
        }

        private static String indented(String text) {
            return text.lines()
                    .map(line -> line.isEmpty() ? line : "    " + line)
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void theDocumentHasTheShortestExampleOfEachRule() throws IOException {
        String document = document();
        Files.writeString(Path.of("target", "rule-examples.md"), document);

        assertThat(Files.readString(DOCUMENT))
                .as("what it should be is in remote/target/rule-examples.md")
                .isEqualTo(document);
    }

    @Test
    void allButAFewRulesHaveAnExample() throws IOException {
        List<String> without = Explanations.all().chapters().entrySet().stream()
                .filter(chapter -> chapter.getKey().startsWith("Rules: ")
                        && !chapter.getKey().contains("utility"))
                .flatMap(chapter -> chapter.getValue().stream())
                .filter(rule -> rule.example().isEmpty())
                .map(Explanation::id)
                .toList();

        assertThat(without)
                .as("no file of the corpora breaks these, or it is no text")
                .hasSizeLessThan(12);
    }

    private static String document() throws IOException {
        StringBuilder document = new StringBuilder(TITLE);
        for (Map.Entry<String, List<Example>> rule : examples().entrySet()) {
            Example shortest = rule.getValue().stream()
                    .min(Comparator.comparingInt(Example::problems)
                            .thenComparing(example -> example.content().length())
                            .thenComparing(Example::file))
                    .orElseThrow();
            document.append("\n## ").append(rule.getKey()).append("\n\n").append(shortest.section());
        }
        return document.toString();
    }

    private static Map<String, List<Example>> examples() throws IOException {
        Map<String, List<Example>> examples = new TreeMap<>();
        for (Path corpus : CORPORA) {
            try (Stream<Path> texts = Files.list(corpus)) {
                for (Path text : texts.filter(file -> file.toString().endsWith(".txt"))
                        .sorted()
                        .toList()) {
                    collect(corpus, text, examples);
                }
            }
        }
        return examples;
    }

    private static void collect(Path corpus, Path text, Map<String, List<Example>> examples) throws IOException {
        Map<String, String> firstOfRule = new LinkedHashMap<>();
        List<List<String>> problems = new ArrayList<>();
        for (String line : Files.readAllLines(text)) {
            if (HEADLINE.matcher(line).matches()) {
                problems.add(new ArrayList<>());
            }
            problems.get(problems.size() - 1).add(line);
        }
        for (List<String> problem : problems) {
            Matcher headline = HEADLINE.matcher(problem.get(0));
            if (headline.matches()) {
                firstOfRule.putIfAbsent(headline.group(2), String.join("\n", problem));
            }
        }
        for (Map.Entry<String, String> rule : firstOfRule.entrySet()) {
            Matcher headline =
                    HEADLINE.matcher(rule.getValue().lines().findFirst().orElseThrow());
            Path source = corpus.resolve(headline.matches() ? headline.group(1) : "");
            String content = new String(Files.readAllBytes(source), StandardCharsets.ISO_8859_1);
            if (content.matches("[\\n -~]*") && content.lines().count() <= MOST_LINES && !content.isBlank()) {
                examples.computeIfAbsent(rule.getKey(), absent -> new ArrayList<>())
                        .add(new Example(source.getFileName().toString(), content, rule.getValue(), problems.size()));
            }
        }
    }
}
