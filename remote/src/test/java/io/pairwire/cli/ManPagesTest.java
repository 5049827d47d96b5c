package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The pages as text; how they are set, and whether the tools for pages like them, the packages' check looks at. */
final class ManPagesTest {
    private static final CommandSpec ALL = all();
    private static final Map<String, String> PAGES = new ManPages(ALL, "2026-11-01").ofCommands();

    private static CommandSpec all() {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nobody, nobody, new BufferedReader(Reader.nullReader()), false, false);
        return Pairwire.line(terminal, InventoryAgents::new).getCommandSpec();
    }

    /** Returns the words of a page, without what sets them. */
    private static String words(String page) {
        return page.replaceAll("\\\\f[BIR]", "")
                .replaceAll("(?m)^\\.(SH|SS) \"(.*)\"$", "$2")
                .replaceAll("(?m)^\\.[A-Za-z]+.*$", "")
                .replace("\\-", "-")
                .replace("\\(ti", "~")
                .replace("\\(ha", "^")
                .replace("\\(aq", "'")
                .replace("\\&", "")
                .replace("\\e", "\\")
                .replaceAll("\\s+", " ");
    }

    @Test
    void everyCommandThatIsNotHiddenHasAPageWithAllItSaysOfItself() {
        List<String> expected = new ArrayList<>(List.of("pairwire.1"));
        for (CommandLine each : ALL.subcommands().values()) {
            CommandSpec command = each.getCommandSpec();
            if (command.usageMessage().hidden()) {
                continue;
            }
            String file = "pairwire-" + command.name() + ".1";
            expected.add(file);
            String page = words(PAGES.getOrDefault(file, ""));
            assertThat(page)
                    .as(file)
                    .startsWith(" NAME pairwire-" + command.name() + " - ")
                    .contains("SYNOPSIS pairwire " + command.name())
                    .contains(String.join(" ", command.usageMessage().description()))
                    .doesNotContain("${");
            for (OptionSpec option : command.options()) {
                for (String name : option.names()) {
                    assertThat(page).as(file).containsPattern("[ ,]" + name + "[ ,=\\[]");
                }
                assertThat(page).as(file).contains(String.join(" ", option.description()));
            }
            assertThat(words(PAGES.getOrDefault("pairwire.1", ""))).contains("pairwire-" + command.name() + "(1)");
        }
        assertThat(PAGES).containsOnlyKeys(expected);
    }

    @Test
    void thePageOfTheWholeTellsOfEveryExitCode() {
        String page = words(PAGES.getOrDefault("pairwire.1", ""));

        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains(" " + code.number() + " " + code.meaning());
        }
        assertThat(page).contains("-V, --version");
    }

    @Test
    void thePageOfTheUtilityHasItsWholeDocument() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "l2tpv3tun.md"));
        String page = new ManPages(ALL, "2026-11-01").ofUtility(document);

        // Words alone, for the page says otherwise what is a table, a list or a block.
        assertThat(letters(words(page).replaceAll("\\[u[0-9A-F]+]", "")))
                .containsSubsequence(letters(document.substring(document.indexOf('\n'))
                        .replaceAll("(?m)^```.*", "")
                        .replaceAll("\\]\\([^)]*\\)", "")));
    }

    private static List<String> letters(String text) {
        return List.of(text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", " ")
                        .strip()
                        .split(" "))
                .stream()
                .filter(word -> !List.of("is", "left", "out", "status", "means", "error", "when", "do", "word")
                        .contains(word))
                .toList();
    }

    @Test
    void whatAPageIsGivenIsNeverTakenForARequest() {
        String page = new Roff("x", 1, "2026-11-01", "1")
                .section("A \"b\"")
                .paragraph(".so /etc/passwd")
                .paragraph("'br \\n[x] a-b ~ ^ ` …")
                .marked("`a-b` and **c** and [d](e)")
                .toString();

        assertThat(page.lines().skip(4))
                .containsExactly(
                        "\\&.so /etc/passwd",
                        ".PP",
                        "\\(aqbr \\en[x] a\\-b \\(ti \\(ha \\(ga \\[u2026]",
                        ".PP",
                        "\\fBa\\-b\\fR and \\fBc\\fR and d");
        assertThat(page.lines().skip(3).findFirst()).contains(".SH \"A \\(dqB\\(dq\"");
    }
}
