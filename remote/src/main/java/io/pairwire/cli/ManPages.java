package io.pairwire.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual pages, from what the commands say of themselves: one of the whole, one of each command, and that of the local utility from
 * its document. The build of the packages has them written: {@code ManPages DIRECTORY DATE UTILITY_DOCUMENT}.
 */
final class ManPages {
    private static final String NAME = "pairwire";
    private static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.of(
            "COLUMNS",
            "How wide answers are laid out, instead of the terminal's width.",
            "JAVA_HOME",
            "The Java that runs the command (17 or later), instead of the one in `PATH`.",
            "NO_COLOR",
            "With any value: no colours.",
            "PAIRWIRE_TRACE",
            "With any value: says where in the program an internal error arose.",
            "SSH_AUTH_SOCK",
            "The agent that holds keys, as for `ssh`.",
            "XDG_CACHE_HOME",
            "Where `pairwire/` lies, the cache of whoever is not root; otherwise `~/.cache`.",
            "XDG_STATE_HOME",
            "Where `pairwire/` lies, with a log of each run; otherwise `~/.local/state`."));
    private static final List<List<String>> FILES = List.of(
            List.of("topology.yml", "Which pseudowires there should be. `pairwire schema topology` prints its schema."),
            List.of("topology.yml.lock.yml", "What was allocated for what the topology leaves out; kept beside it."),
            List.of("~/.ssh/config, /etc/ssh/ssh_config, ~/.ssh/known_hosts", "As for `ssh`."),
            List.of("~/.local/state/pairwire/", "A log of each run that was to change something."),
            List.of(
                    "/var/lib/pairwire/, /var/log/pairwire/, /var/cache/pairwire/, /run/pairwire/",
                    "On the hosts: what topologies own there, what was changed, the agent, and what a run is at."));
    private static final String EXAMPLE = """
            pairwire init my-pair --hosts lon1,par1
            $EDITOR my-pair/inventory.yml my-pair/topology.yml
            cd my-pair
            pairwire validate -t topology.yml -i inventory.yml
            pairwire doctor -i inventory.yml
            pairwire plan -t topology.yml -i inventory.yml
            pairwire apply -t topology.yml -i inventory.yml
            pairwire verify -t topology.yml -i inventory.yml
            """;

    private final CommandSpec all;
    private final String date;

    ManPages(CommandSpec all, String date) {
        this.all = all;
        this.date = date;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nobody, nobody, new BufferedReader(Reader.nullReader()), false, false);
        // Of a moment, the day.
        ManPages pages = new ManPages(
                Pairwire.line(terminal, InventoryAgents::new).getCommandSpec(), arguments[1].substring(0, 10));
        Map<String, String> files = pages.ofCommands();
        files.put("l2tpv3tun.8", pages.ofUtility(Files.readString(Path.of(arguments[2]))));
        for (Map.Entry<String, String> file : files.entrySet()) {
            String section = file.getKey().substring(file.getKey().lastIndexOf('.') + 1);
            Path directory = Files.createDirectories(Path.of(arguments[0]).resolve("man" + section));
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }

    /** Returns the pages of section 1, by the names of their files. */
    Map<String, String> ofCommands() {
        Map<String, String> pages = new TreeMap<>();
        pages.put(NAME + ".1", ofAll());
        visible().forEach(command -> pages.put(NAME + "-" + command.name() + ".1", ofOne(command)));
        return pages;
    }

    /** Returns the page of the local utility. */
    String ofUtility(String document) {
        Roff page = begun("l2tpv3tun", 8, "shows, makes and deletes L2TPv3 tunnels and sessions of this host")
                .section("Synopsis")
                .line(Roff.bold("l2tpv3tun") + " [" + Roff.italic("OPTION") + "]... " + Roff.italic("COMMAND"))
                .section("Description");
        ManDocument.append(page, document);
        return page.section("See also")
                .line(seeAlso("pairwire(1)", "ip-l2tp(8)"))
                .toString();
    }

    private List<CommandSpec> visible() {
        return all.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    private String ofAll() {
        Roff page = begun(NAME, 1, first(all))
                .section("Synopsis")
                .line(Roff.bold(NAME) + " " + Roff.italic("COMMAND") + " [" + Roff.italic("OPTION") + "]...")
                .section("Description")
                .marked(sentence(all))
                .marked(
                        "Each end is written once, in a topology file; what the other end must be told is derived: every ID,"
                                + " port and cookie reversed. `plan` shows exactly what would change, `apply` pushes a self-contained agent over"
                                + " SSH and changes both ends by netlink, and keeps a change only when frames pass over it both ways. A second run"
                                + " changes nothing. The hosts need Java 17 and nothing else, and not even that with `--push-runtime`.")
                .section("Commands");
        visible()
                .forEach(command ->
                        page.item(Roff.bold(NAME + "-" + command.name()) + "(1)", literal(sentence(command))));
        options(page, all);
        page.section("Exit status");
        for (ExitCode code : ExitCode.values()) {
            page.item(Roff.bold(Integer.toString(code.number())), literal(meaning(code)));
        }
        page.section("Environment");
        ENVIRONMENT.forEach((name, words) -> page.item(Roff.bold(name), words));
        page.section("Files");
        FILES.forEach(file -> page.item(Roff.italic(file.get(0)), file.get(1)));
        List<String> others = new ArrayList<>();
        visible().forEach(command -> others.add(NAME + "-" + command.name() + "(1)"));
        others.addAll(List.of("l2tpv3tun(8)", "ssh(1)", "ssh_config(5)", "ip-l2tp(8)"));
        return page.section("Examples")
                .verbatim(EXAMPLE)
                .section("See also")
                .line(seeAlso(others.toArray(String[]::new)))
                .toString();
    }

    private String ofOne(CommandSpec command) {
        String name = NAME + "-" + command.name();
        StringBuilder synopsis = new StringBuilder(Roff.bold(NAME + " " + command.name()));
        for (OptionSpec option : command.options()) {
            if (option.required()) {
                synopsis.append(' ').append(Roff.bold(option.longestName())).append(value(command, option));
            }
        }
        synopsis.append(" [").append(Roff.italic("OPTION")).append("]...");
        for (PositionalParamSpec word : command.positionalParameters()) {
            if (!word.hidden()) {
                synopsis.append(' ').append(value(command, word));
            }
        }
        Roff page = begun(name, 1, first(command))
                .section("Synopsis")
                .line(synopsis.toString())
                .section("Description")
                .paragraph(sentence(command));
        for (String words : command.usageMessage().footer()) {
            if (!words.isEmpty()) {
                page.paragraph(words);
            }
        }
        options(page, command);
        boolean isUtility = command.name().equals(UtilityCommand.NAME);
        page.section("Exit status").marked("As " + (isUtility ? "l2tpv3tun(8)" : NAME + "(1)") + " lists them.");
        return page.section("See also")
                .line(isUtility ? seeAlso(NAME + "(1)", "l2tpv3tun(8)") : seeAlso(NAME + "(1)"))
                .toString();
    }

    private Roff begun(String name, int section, String whatItIs) {
        return new Roff(name, section, date, "Pairwire " + Version.ofPairwire())
                .section("Name")
                .words(name + " - " + whatItIs);
    }

    private static void options(Roff page, CommandSpec command) {
        List<PositionalParamSpec> words = command.positionalParameters().stream()
                .filter(word -> !word.hidden())
                .toList();
        if (!words.isEmpty()) {
            page.section("Arguments");
            words.forEach(word -> page.item(value(command, word), literal(description(word))));
        }
        page.section("Options");
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String names = Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
                page.item(names + value(command, option), literal(description(option)));
            }
        }
    }

    /** Returns the value of an option, or a word, as usage shows it: what is to be replaced in italics. */
    private static String value(CommandSpec command, ArgSpec argument) {
        String shown = command.commandLine()
                .getHelp()
                .createDefaultParamLabelRenderer()
                .renderParameterLabel(argument, Ansi.OFF, List.of())
                .toString();
        return shown.isEmpty() ? "" : Roff.italic(shown);
    }

    private static String description(ArgSpec argument) {
        String words = String.join(" ", argument.description());
        return words.endsWith(".") ? words : words + ".";
    }

    private static String meaning(ExitCode code) {
        return code == ExitCode.DONE ? code.meaning() : code.meaning() + " " + code.next();
    }

    private static String sentence(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    /** Returns what a command does in one line, as lists of pages have it. */
    private static String first(CommandSpec command) {
        String words = sentence(command).split("[;:]|\\.$", 2)[0].replaceFirst("\\.$", "");
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    /** Returns text in which no Markdown is meant. */
    private static String literal(String words) {
        return words.replace("`", "'");
    }

    private static String seeAlso(String... pages) {
        return Arrays.stream(pages)
                .map(page -> Roff.bold(page.replaceFirst("\\(.*", "")) + page.replaceFirst(".*\\(", "("))
                .collect(Collectors.joining(", "));
    }
}
