package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.ssh.Examination;
import io.pairwire.ssh.Examination.Check;
import io.pairwire.ssh.Examination.State;
import io.pairwire.transaction.FakeAgents;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalTest {
    private static final String[] FILES = {
        "-t", "../inventory-examples/classic/topology.yml", "-i", "../inventory-examples/classic/inventory.yml"
    };
    private static final String ESCAPE = "\u001b";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeAgents agents;

    @BeforeEach
    void startAfresh() {
        agents = new FakeAgents(directory);
    }

    private static String[] words(String command) {
        return (command + " " + String.join(" ", FILES)).split(" ");
    }

    @Test
    void aTerminalTooNarrowForBothEndsSideBySideHasOneBelowTheOther() {
        assertThat(Console.narrow(40, agents, words("plan")).out()).isEqualTo("""
                  + seed
                    a: host1
                      tunnel_id        42
                      peer_tunnel_id   45
                      encap            udp
                      local            192.168.1.1
                      remote           192.168.1.2
                      udp_sport        5000
                      udp_dport        5001
                      session_id       128
                      peer_session_id  5196755
                      interface        l2tpeth0
                      mtu              1446
                      address          10.5.1.2 peer
                          10.5.1.1/32
                    b: host2
                      tunnel_id        45
                      peer_tunnel_id   42
                      encap            udp
                      local            192.168.1.2
                      remote           192.168.1.1
                      udp_sport        5001
                      udp_dport        5000
                      session_id       5196755
                      peer_session_id  128
                      interface        l2tpeth0
                      mtu              1446
                      address          10.5.1.1 peer
                          10.5.1.2/32

                Plan: 1 to add, 0 to change, 0 to
                replace, 0 to remove; 0 unchanged.
                """);
    }

    @Test
    void aTerminalJustWideEnoughHasTheEndsSideBySide() {
        String endless = Console.over(agents, words("plan")).out();
        int widest = endless.lines().mapToInt(String::length).max().orElseThrow();
        assertThat(Console.narrow(widest, agents, words("plan")).out()).isEqualTo(endless);
        assertThat(Console.narrow(widest - 1, agents, words("plan")).out()).contains("\n    a: host1\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 72})
    void noLineIsLongerThanTheTerminalIsWide(int columns) throws IOException {
        String topology = Files.readString(Path.of(FILES[1]));
        Path other = Files.writeString(directory.resolve("other.yml"), topology.replace("10.5.1.2/32", "10.5.1.2/30"));
        String said = Console.narrow(columns, agents, words("drift")).out();
        said += Console.narrow(columns, agents, words("plan --offline")).out();
        Console.over(agents, words("apply --yes"));
        said += Console.narrow(columns, agents, words("show")).out();
        for (String command : new String[] {"plan", "drift"}) {
            said += Console.narrow(columns, agents, command, "-t", other.toString(), FILES[2], FILES[3])
                    .out();
        }
        agents.unreachable("host2", true);
        said += Console.narrow(columns, agents, words("plan")).out();
        said += Console.narrow(columns, agents, words("drift")).out();
        assertThat(said).contains("should be").contains("seed stays as it is").contains("no answer from host2");
        assertThat(said.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "apply --help", "graph --help", "explain", "show --origin"})
    void whatIsReadInPassingFitsToo(String command) {
        String[] words = command.startsWith("show") ? words(command) : command.split(" ");
        for (int columns : new int[] {40, 55, 79}) {
            String said = Console.narrow(columns, agents, words).out();
            assertThat(Wide.lines(said, columns)).isEmpty();
            assertThat(said)
                    .isEqualToIgnoringWhitespace(Console.over(agents, words).out());
        }
    }

    @Test
    void valuesThatTakeAWholeLineFitToo() throws IOException {
        Path other = Files.writeString(directory.resolve("other.yml"), """
                topology: other
                defaults: {encap: ip, cookie: none}
                pseudowires:
                  one:
                    a: {host: host1, local: "2001:db8:1111:2222:3333:4444:5555:6666", tunnel_id: 1, session_id: 1}
                    b: {host: host2, local: "2001:db8:1111:2222:3333:4444:5555:7777", tunnel_id: 1, session_id: 1}
                """);
        for (String command : new String[] {"show --origin", "plan --offline"}) {
            String[] words = (command + " -t " + other).split(" ");
            String said = Console.narrow(40, agents, words).out();
            assertThat(said).contains("\n  2001:db8:1111:2222:3333:4444:5555:7777");
            assertThat(Wide.lines(said, 40)).isEmpty();
        }
    }

    @Test
    void errorsAreLeftAsTheyAreWhereTheyGoIntoAFile() {
        agents.unreachable("host2", true);
        String seen = errorsAt(40, true);
        String kept = errorsAt(40, false);
        assertThat(Wide.lines(seen, 40)).isEmpty();
        assertThat(kept.lines()).anyMatch(line -> line.length() > 40);
        assertThat(seen).isEqualToIgnoringWhitespace(kept);
    }

    private String errorsAt(int columns, boolean seen) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader("")),
                true,
                false,
                () -> columns,
                name -> Optional.empty(),
                seen);
        Pairwire.run(terminal, (inventory, options) -> agents, words("plan --no-progress --limit nobody"));
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalIsAskedForItsWidthOnce() {
        AtomicInteger times = new AtomicInteger();
        IntSupplier width = Columns.askedOnce(() -> 40 + times.getAndIncrement());
        assertThat(times).hasValue(0);
        assertThat(width.getAsInt()).isEqualTo(40);
        assertThat(width.getAsInt()).isEqualTo(40);
        assertThat(times).hasValue(1);
    }

    @Test
    void aQuestionIsBrokenAndItsLineEndsWhereNobodyAnswers() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Terminal terminal = asking(new BufferedReader(new StringReader("")), true, 24);
        assertThat(terminal.affirms(
                        new PrintStream(said, true, StandardCharsets.UTF_8), "Remove what is cached on these hosts?"))
                .isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("Remove what is cached on\nthese hosts? [y/N] " + System.lineSeparator());
    }

    @Test
    void aLineOfSudoersIsLeftWhole() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String line = "the line that suffices, without a password: admin ALL=(root) NOPASSWD: /bin/sh";
        new ExaminationText(asking(new BufferedReader(new StringReader("")), false, 40))
                .print(
                        new HostName("lon1"),
                        new Examination(
                                true,
                                List.of(
                                        new Check("privilege", State.WRONG, "sudo asks for a password", "Give one."),
                                        new Check("sudoers", State.NOTE, line, ""))),
                        out);
        assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("""
                lon1
                  wrong  privilege   sudo asks for a
                          password
                          next: Give one.
                  note   sudoers     %s
                """.formatted(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "plan --offline", "show", "show --origin", "drift"})
    void answersAreColouredWhereThatIsUnderstoodAndPlainOtherwise(String command) {
        if (command.equals("show")) {
            Console.over(agents, words("apply --yes"));
        }
        String plain = Console.over(agents, words(command)).out();
        assertThat(plain).doesNotContain(ESCAPE);
        assertThat(Console.coloured(agents, words(command + " --no-color")).out())
                .isEqualTo(plain);
        String coloured = Console.coloured(agents, words(command)).out();
        assertThat(coloured).contains(ESCAPE);
        assertThat(coloured.replaceAll(ESCAPE + "\\[[0-9]+m", "")).isEqualTo(plain);
    }

    @Test
    void errorsAreRedWhereThatIsUnderstood() throws IOException {
        agents.unreachable("host1", true);
        assertThat(Console.coloured(agents, words("plan")).err())
                .contains(ESCAPE + "[31merror:" + ESCAPE + "[0m host1: ");
        assertThat(Console.over(agents, words("plan")).err())
                .contains("error: host1: ")
                .doesNotContain(ESCAPE);
        Path wrong = Files.writeString(directory.resolve("wrong.yml"), "topology: T\npseudowires: {}\n");
        assertThat(Console.coloured(agents, "validate", "-t", wrong.toString()).err())
                .contains(wrong + ":1:11: " + ESCAPE + "[31merror" + ESCAPE + "[0m PW001: ")
                .contains(ESCAPE + "[33mwarning" + ESCAPE + "[0m PW044: ");
        assertThat(Console.coloured(agents, "validate", "-t", wrong.toString(), "--no-color")
                        .err())
                .contains(wrong + ":1:11: error PW001: ")
                .doesNotContain(ESCAPE);
    }

    @ParameterizedTest
    @CsvSource({"24 80, 80", "50 212, 212", "24 3, 20", "0 0, 2147483647", "'', 2147483647", "nonsense, 2147483647"})
    void theWidthIsWhatSttySays(String size, int columns) {
        assertThat(Columns.parse(size)).isEqualTo(columns);
    }

    @Test
    void theWidthThatTheEnvironmentGivesOverrulesTheTerminals() {
        assertThat(Columns.ofTerminal(Map.of("COLUMNS", "63"))).isEqualTo(63);
    }

    private static Terminal asking(BufferedReader in, boolean moves, int columns) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Terminal(nowhere, nowhere, in, true, moves, () -> columns, name -> Optional.empty());
    }

    private static String asked(Terminal terminal, Duration time, boolean affirmed) throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(terminal.affirmsWithin(
                        time,
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        left -> "Keep? " + left + " s left."))
                .isEqualTo(affirmed);
        return said.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"y, true", "Yes, true", "n, false", "'', false"})
    void whatIsAnsweredInTimeCounts(String answer, boolean affirmed) throws InterruptedException {
        BufferedReader in = new BufferedReader(new StringReader(answer + "\n"));
        assertThat(asked(asking(in, true, 80), Duration.ofSeconds(60), affirmed))
                .isEqualTo("Keep? 60 s left. [y/N] ");
    }

    @ParameterizedTest
    @CsvSource({"true, 80, true", "false, 80, false", "true, 22, false"})
    void whatIsNotAnsweredIsNotAffirmedAndTheTimeRunsDownWhereALineCanBeWrittenAgain(
            boolean moves, int columns, boolean runs) throws InterruptedException, IOException {
        try (BufferedReader silent =
                new BufferedReader(new InputStreamReader(new PipedInputStream(), StandardCharsets.UTF_8))) {
            assertThat(asked(asking(silent, moves, columns), Duration.ofSeconds(1), false))
                    .isEqualTo("Keep? 1 s left. [y/N] " + (runs ? "\rKeep? 0 s left. [y/N] " : "")
                            + System.lineSeparator());
        }
    }

    @Test
    void whereNobodySitsLinesAreEndless() {
        assertThat(Terminal.ofProcess(Map.of("COLUMNS", "40")).columns().getAsInt())
                .isEqualTo(Columns.UNLIMITED);
    }
}
