package io.pairwire.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches, tags and versions. */
final class PlayValuesTest {
    private static List<Integer> sizes(int of, Serial.Size... sizes) {
        return new Serial(List.of(sizes))
                .batches(IntStream.range(0, of).boxed().toList()).stream()
                        .map(List::size)
                        .toList();
    }

    private static Serial.Size number(int number) {
        return new Serial.Size(number, false);
    }

    private static Serial.Size percent(int number) {
        return new Serial.Size(number, true);
    }

    @Test
    void batchesAreAsAnsibleHasThem() {
        assertThat(sizes(5)).containsExactly(5);
        assertThat(sizes(0, number(3))).isEmpty();
        assertThat(sizes(5, number(2))).containsExactly(2, 2, 1);
        assertThat(sizes(10, number(1), number(3))).containsExactly(1, 3, 3, 3);
        assertThat(sizes(10, percent(30))).containsExactly(3, 3, 3, 1);
        assertThat(sizes(3, percent(10))).containsExactly(1, 1, 1);
        assertThat(sizes(7, number(1), percent(50), percent(100))).containsExactly(1, 3, 3);
        assertThat(sizes(2, number(9_999_999))).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6.1.0-18-amd64|>= 6.1|true",
                "6.1.0-18-amd64|== 6|true",
                "6.1.0-18-amd64|> 6.1|false",
                "6.12.1|> 6.1|true",
                "5.10.0|>= 5.10, < 5.11|true",
                "5.10|== 5.10.0|true",
                "17.0.15|>= 17|true",
                "17.0.15|!= 17.0.15|false",
                "11.0.2|>=17|false",
                "odd|>= 0|false",
            })
    void versionsAreComparedByTheirNumbers(String version, String with, boolean holds) {
        List<Comparison> comparisons = Comparison.parse(with).orElseThrow();
        assertThat(comparisons.stream().allMatch(one -> one.holds(version))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "||plain a ab always",
                "a||a ab always",
                "b,x||ab always",
                "all||plain a ab always",
                "tagged||a ab always",
                "untagged||plain always",
                "never||always never",
                "n||always never",
                "|a|plain always",
                "|always|plain a ab",
                "|tagged|plain",
                "|untagged|a ab always",
                "a|b|a always",
                "|all|always",
                "|all,always|",
            })
    void tagsChooseAsInAnsible(String only, String skipped, String chosen) {
        List<Task> tasks = Stream.of(
                        List.<String>of(), List.of("a"), List.of("a", "b"), List.of("always"), List.of("never", "n"))
                .map(tags -> new Task(
                        Optional.of(
                                tags.isEmpty() ? "plain" : tags.contains("never") ? "never" : String.join("", tags)),
                        new Deed.Drift(),
                        List.of(),
                        Set.copyOf(tags),
                        false,
                        OptionalInt.empty()))
                .toList();
        assertThat(String.join(
                        " ",
                        new TagChoice(words(only), words(skipped))
                                .of(tasks).stream().map(Task::name).toList()))
                .isEqualTo(chosen == null ? "" : chosen);
    }

    private static Set<String> words(String text) {
        return text == null ? Set.of() : Set.of(text.split(","));
    }
}
