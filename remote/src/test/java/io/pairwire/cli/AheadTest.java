package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AheadTest {
    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 257, 5000})
    void whatIsMadeComesInTheOrderOfTheListEachOnce(int count) {
        List<String> made = new ArrayList<>();
        Ahead.of(numbers(count), number -> "no. " + number).forEach(made::add);
        assertThat(made)
                .isEqualTo(
                        numbers(count).stream().map(number -> "no. " + number).toList());
    }

    @Test
    void itCanBeGoneThroughAgain() {
        Iterable<Integer> doubled = Ahead.of(numbers(1000), number -> 2 * number);
        assertThat(doubled).hasSize(1000);
        assertThat(doubled).endsWith(1998);
    }

    @Test
    void whatFailsIsToldToWhoTakesIt() {
        assertThatThrownBy(() ->
                        Ahead.of(numbers(1000), number -> 1 / (number - 700)).forEach(quotient -> {}))
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }
}
