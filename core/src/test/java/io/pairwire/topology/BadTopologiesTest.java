package io.pairwire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BadTopologiesTest {
    static Iterable<String> names() throws IOException {
        return BadTopologies.names(".yml");
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachBadTopologyIsRefusedWithItsText(String name) throws IOException {
        TopologyReading reading = BadTopologies.read(name);

        assertThat(BadTopologies.text(reading))
                .isEqualTo(Files.readString(BadTopologies.DIRECTORY.resolve(name + ".txt")));
        assertThat(reading.topology()).isEmpty();
    }

    @Test
    void everyFileHasItsTextAndEveryTextItsFile() throws IOException {
        assertThat(BadTopologies.names(".yml")).isEqualTo(BadTopologies.names(".txt"));
        assertThat(BadTopologies.names(".yml")).hasSizeGreaterThanOrEqualTo(45);
    }

    @Test
    void everyRuleIsBrokenBySomeFile() throws IOException {
        StringBuilder texts = new StringBuilder();
        for (String name : BadTopologies.names(".txt")) {
            texts.append(Files.readString(BadTopologies.DIRECTORY.resolve(name + ".txt")));
        }
        for (TopologyRule rule : TopologyRule.values()) {
            // A file whose one fault is that it has no pseudowires is valid, if useless.
            assertThat(texts).contains(" " + rule.severity() + " " + rule.id() + ": ");
        }
    }

    @Test
    void noTextShowsACookie() throws IOException {
        for (String name : BadTopologies.names(".txt")) {
            assertThat(Files.readString(BadTopologies.DIRECTORY.resolve(name + ".txt")))
                    .as(name)
                    .doesNotContain("00112233")
                    .doesNotContain("00:11");
        }
    }
}
