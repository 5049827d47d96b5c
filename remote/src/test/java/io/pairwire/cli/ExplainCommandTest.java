package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.transaction.DriftClass;
import io.pairwire.transaction.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplainCommandTest {
    private static final Pattern ID = Pattern.compile("\\b(?:PW|LK|YL|IV|LT)[0-9]{3}\\b");

    private static Console explain(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "explain";
        System.arraycopy(words, 0, line, 1, words.length);
        return Console.from(
                (inventory, options) -> {
                    throw new AssertionError("nobody is to be contacted");
                },
                line);
    }

    @Test
    void aRuleIsExplainedWithAnExampleOfIt() {
        Console console = explain("pw012");

        assertThat(console.out()).isEqualTo("""
                        PW012 (error): A tunnel ID twice in one network namespace of a host.
                          what to do: Give one of the tunnels another ID.

                        'tunnel-id-twice.yml':

                            topology: metro
                            pseudowires:
                              blue:
                                cookie: none
                                a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 11, udp_port: 6010}
                                b: {host: par1, local: 192.0.2.5, tunnel_id: 20, session_id: 21, udp_port: 6020}
                              green:
                                cookie: none
                                a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 12, udp_port: 6011}
                                b: {host: par1, local: 192.0.2.5, tunnel_id: 22, session_id: 22, udp_port: 6022}

                        gives

                            tunnel-id-twice.yml:9:50: error PW012: tunnel ID 10 is used twice on host lon1
                                a: {host: lon1, local: 192.0.2.1, tunnel_id: 10, session_id: 12, udp_port: 6011}
                                                                             ^
                              hint: first used at tunnel-id-twice.yml:5:50; give one of them another ID
                        """);
        assertThat(console.exitCode()).isZero();
    }

    @Test
    void everyIdentifierOfTheDocumentIsExplainedTheRetiredOnesToo() throws IOException {
        Set<String> ids = new TreeSet<>();
        ID.matcher(Files.readString(Path.of("..", "docs", "rules.md")))
                .results()
                .forEach(match -> ids.add(match.group()));
        assertThat(ids).hasSizeGreaterThan(90).contains("PW006", "YL011", "LT001", "IV017");

        for (String id : ids) {
            Console console = explain(id);

            assertThat(console.exitCode()).as(id).isZero();
            assertThat(console.out()).startsWith(id + " (");
        }
    }

    @Test
    void everyExitCodeVerdictAndClassOfDriftIsExplained() {
        for (ExitCode code : ExitCode.values()) {
            assertThat(explain(String.valueOf(code.number())).out())
                    .startsWith(code.number() + " (exit code): " + code.meaning());
        }
        for (Verdict verdict : Verdict.values()) {
            assertThat(explain(verdict.toString()).out()).startsWith(verdict.name() + " (verdict): ");
        }
        for (DriftClass drift : DriftClass.values()) {
            assertThat(explain(drift.toString().replace('_', '-')).out()).startsWith(drift + " (class of drift): ");
        }
    }

    @Test
    void verdictsAreExplainedAsTheirDocumentDoes() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "verify.md")).replace('`', '\'');
        for (Verdict verdict : Verdict.values()) {
            String meaning = explain(verdict.name())
                    .out()
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst("^.*?: ", "");

            assertThat(document).contains("| '" + verdict.name() + "' | " + meaning + " |");
        }
    }

    @Test
    void theUsageNamesEveryExitCodeThatIsExplained() {
        String usage = explain("--help").out() + Console.overSsh("--help").out();
        for (ExitCode code : ExitCode.values()) {
            if (code != ExitCode.INTERRUPTED) {
                assertThat(usage.replaceAll("\\s+", " ")).containsPattern("[:,] " + code.number() + " [a-z]");
            }
        }
    }

    @Test
    void withoutAWordEverythingIsListed() {
        Console console = explain();

        assertThat(console.out())
                .contains("Rules: Topologies\n  PW001  ", "  LK001  ", "  IV001  ", "  YL001  ", "  LT001  ")
                .contains("Exit codes\n  0  ", "Verdicts of verify\n  OK  ", "Classes of drift\n  missing  ");
        assertThat(console.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "exit-codes,Exit codes",
        "VERDICTS,Verdicts of verify",
        "drift,Classes of drift",
        "rules,Rules: Topologies"
    })
    void aListIsAskedForByItsName(String word, String title) {
        assertThat(explain(word).out()).startsWith(title + "\n");
    }

    @ParameterizedTest
    @CsvSource({"PW0012,PW001", "cookie_mismatsh,COOKIE_MISMATCH", "exit-code,EXIT-CODES"})
    void aSlipIsNoticed(String word, String meant) {
        Console console = explain(word);

        assertThat(console.err()).contains("'" + word + "'; did you mean '" + meant + "'?");
        assertThat(console.exitCode()).isEqualTo(12);
        assertThat(console.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "nonsense", "", "-"})
    void whatIsNotThereIsAnError(String word) {
        Console console = explain(word, "PW001");

        assertThat(console.err()).contains("error: there is nothing to explain", "'pairwire explain' lists");
        assertThat(console.out()).startsWith("PW001 (error)");
        assertThat(console.exitCode()).isEqualTo(12);
    }
}
