package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrappedTest {
    private static final String RED = "\u001b[31merror:\u001b[0m";

    @Test
    void whatGoesOnStandsFurtherInThanTheLineThatItBelongsTo() {
        assertThat(Wrapped.lines("error: one two three four\n  hint: five six seven eight", 2, 16))
                .isEqualTo("""
                error: one two
                  three four
                  hint: five six
                    seven eight""");
    }

    @Test
    void coloursHaveNoWidth() {
        String plain = Wrapped.lines("error: one two three", 2, 14);
        assertThat(plain).isEqualTo("error: one two\n  three");
        assertThat(Wrapped.lines(RED + " one two three", 2, 14)).isEqualTo(plain.replace("error:", RED));
    }

    @Test
    void aWordForWhichTheRestOfALineIsNotEnoughStandsFurtherOut() {
        StringBuilder text = new StringBuilder("      name  ");
        Wrapped.append(text, "is another-rather-long-one now", 12, 28);
        assertThat(text.toString()).isEqualTo("      name  is\n     another-rather-long-one\n            now");
    }

    @Test
    void soDoesTheFirst() {
        StringBuilder text = new StringBuilder("name  ");
        Wrapped.append(text, "twelve-chars and-more", 6, 16);
        assertThat(text.toString()).isEqualTo("name\n    twelve-chars\n      and-more");
        assertThat(Wrapped.lines("    thirteen-char", 2, 14)).isEqualTo(" thirteen-char");
    }

    @Test
    void aWordThatIsLongerThanAnyLineStaysInItsPlace() {
        assertThat(Wrapped.lines("  see /a/path/that/is/longer for more", 2, 12))
                .isEqualTo("  see\n    /a/path/that/is/longer\n    for more");
    }

    @Test
    void noBlanksAreLeftWhereALineIsBroken() {
        assertThat(Wrapped.lines("one two  three", 0, 8)).isEqualTo("one two\nthree");
        assertThat(Wrapped.lines("one tw  three", 0, 8)).isEqualTo("one tw\nthree");
    }

    @Test
    void whereLinesAreEndlessTextIsLeftAsItIs() {
        String text = " one   two " + "three ".repeat(100) + "\n\n  four";
        assertThat(Wrapped.lines(text, 2, Columns.UNLIMITED)).isEqualTo(text);
        assertThat(Wrapped.of(text, Columns.UNLIMITED)).isEqualTo(text);
    }
}
