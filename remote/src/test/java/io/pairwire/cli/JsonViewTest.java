package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said to people beside the lines that scripts read. */
final class JsonViewTest {
    private static final int COLUMNS = 40;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void whatIsSaidToPeopleFitsTheirTerminalAndStaysOffStandardOutput() {
        JsonView view = JsonView.opened(new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(Reader.nullReader()),
                true,
                false,
                () -> COLUMNS,
                name -> Optional.empty()));
        String machines = out.toString(StandardCharsets.UTF_8);
        view.takingBack();
        view.unaudited("cannot write the audit log: there is no room left on the device");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(machines);
        String people = err.toString(StandardCharsets.UTF_8);
        assertThat(people.lines()).allMatch(line -> line.length() <= COLUMNS);
        assertThat(people.replaceAll("\\s+", " "))
                .isEqualTo("Taking back what is not yet kept. Once more, and it is left to the hosts."
                        + " warning: cannot write the audit log: there is no room left on the device ");
    }
}
