package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** One that breaks off half-way is noticed by nobody else, and costs every start its time. */
final class StartRehearsalTest {
    @Test
    void itGetsAsFarAsTheServersWordsAndWithAgreeableHostsToTheEnd() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        StartRehearsal.rehearse(new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(Reader.nullReader()),
                false,
                false));

        assertThat(err.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("error: ")))
                .hasSize(2)
                .allMatch(line -> line.endsWith("Server closed connection during identification exchange"));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith("Applied: 1 added, 0 changed, 0 replaced, 0 removed; 0 unchanged; 2 netlink writes.\n");
    }
}
