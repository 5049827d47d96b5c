package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class WordsTest {
    private enum Colour {
        RED,
        BLUE
    }

    /** A command with a word of every kind. */
    private static final class Painting implements Command {
        private boolean wet;
        private int coats;
        private @Nullable Colour colour;
        private List<String> tags = List.of();
        private List<Path> masks = List.of();
        private Map<String, Path> pots = Map.of();
        private Path wall = Path.of("");
        private @Nullable String brush;

        @Override
        public void words(Words words) {
            words.command("paint", "Paints.");
            words.option("-w", "--wet").flag(given -> wet = given);
            words.option("--coats").label("N").otherwise("2").number(this::setCoats);
            words.option("--colour").oneOf(Colour.class, given -> colour = given);
            words.option("--tags").split(",").texts(given -> tags = given);
            words.option("--mask").paths(given -> masks = given);
            words.option("--pot").label("NAME=FILE").pathsByName(given -> pots = given);
            words.oneOf(choices -> {
                choices.option("--fine").flag(given -> brush = "fine");
                choices.option("--broad").flag(given -> brush = "broad");
            });
            words.parameter("WALL").path(given -> wall = given);
        }

        private void setCoats(int number) {
            if (number < 1) {
                throw new UsageException("not a coat at all");
            }
            coats = number;
        }

        @Override
        public Integer call() {
            return 0;
        }
    }

    private final Painting painting = new Painting();

    private void paint(String... words) {
        CommandLine line = Words.of(painting).setCaseInsensitiveEnumValuesAllowed(true);
        line.parseArgs(words);
    }

    @Test
    void eachKindIsHandedOver() {
        paint("-w", "--coats", "3", "--colour", "blue", "--pot", "a=/a", "--pot=b=/b", "--fine", "north");

        assertThat(painting.wet).isTrue();
        assertThat(painting.coats).isEqualTo(3);
        assertThat(painting.colour).isEqualTo(Colour.BLUE);
        assertThat(painting.pots).containsOnly(Map.entry("a", Path.of("/a")), Map.entry("b", Path.of("/b")));
        assertThat(painting.brush).isEqualTo("fine");
        assertThat(painting.wall).isEqualTo(Path.of("north"));
    }

    @Test
    void whatIsLeftOutIsAsItWasOrAsWasSaid() {
        paint("--broad", "north");

        assertThat(painting.wet).isFalse();
        assertThat(painting.coats).isEqualTo(2);
        assertThat(painting.colour).isNull();
        assertThat(painting.tags).isEmpty();
        assertThat(painting.pots).isEmpty();
    }

    @Test
    void whatIsSaidSeveralTimesIsKeptInItsOrder() {
        paint("--tags", "a,b", "--mask", "m", "--tags=c", "--fine", "--mask=n", "north");

        assertThat(painting.tags).containsExactly("a", "b", "c");
        assertThat(painting.masks).containsExactly(Path.of("m"), Path.of("n"));
    }

    @Test
    void aFlagMayBeDenied() {
        paint("--wet=false", "--fine", "north");

        assertThat(painting.wet).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            --fine                          ; Missing required parameter: 'WALL'
            north                           ; Error: Missing required argument (specify one of these): (--fine | --broad)
            --fine --broad north            ; Error: --fine, --broad are mutually exclusive (specify only one)
            --fine --coats 0 north          ; not a coat at all
            --fine --coats much north       ; Invalid value for option '--coats': 'much' is not an int
            --fine --coats 1 --coats 2 wall ; option '--coats' (N) should be specified only once
            --wet --fine -w wall            ; option '--wet' should be specified only once
            --fine --colour green north     ; Invalid value for option '--colour': expected one of [RED, BLUE] (case-insensitive) but was 'green'
            --fine north south              ; Unmatched argument at index 2: 'south'
            --fine --dry north              ; Unknown option: '--dry'
            """)
    void whatMakesNoSenseIsRefused(String line, String message) {
        assertThatThrownBy(() -> paint(line.split(" ")))
                .isInstanceOf(ParameterException.class)
                .hasMessage(message);
    }
}
