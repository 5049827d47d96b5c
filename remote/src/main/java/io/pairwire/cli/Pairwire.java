package io.pairwire.cli;

import io.pairwire.ssh.SshConfigException;
import io.pairwire.yaml.Suggestion;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command line's way in. */
public final class Pairwire implements Command {
    private static final String EXIT_CODES =
            "Exit codes: 0 done or nothing to do, 1 internal error, 2 differences (plan --detailed-exitcode, drift, lock --check), 3 invalid input and nobody"
                    + " contacted, 4 unreachable hosts and their pseudowires untouched on both ends, 5 usage, 6 the host has changed"
                    + " since the plan, 7 locked by another run, 8 failed and rolled back, 9 failed and not wholly rolled back,"
                    + " 10 verification failed, or something is wrong with a host (doctor), 12 nothing selected."
                    + " 'pairwire explain 9' tells more of one.";

    private Supplier<List<String>> commands = List::of;

    private Pairwire() {}

    @Override
    public void words(Words words) {
        words.command("pairwire", "Brings up both ends of static L2TPv3 Ethernet pseudowires, or changes neither.");
        words.followed("COMMAND", "", EXIT_CODES);
        words.help("show this help", "-h", "--help");
        words.version(new Version(), "show which version this is, and of which commit", "-V", "--version");
        commands = words::commands;
    }

    public static void main(String[] arguments) {
        // Digits are the same wherever it runs; and for other places Java would load what it knows of them.
        Locale.setDefault(Locale.US);
        System.exit(run(Terminal.ofProcess(System.getenv()), arguments));
    }

    /** Runs a command line and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        return run(terminal, InventoryAgents::new, arguments);
    }

    /** Runs a command line that finds its agents elsewhere, and returns its exit code. */
    static int run(Terminal terminal, AgentSource source, String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(UtilityCommand.NAME)) {
            // Its words and options are another program's: picocli would take some for its own.
            return new UtilityCommand(terminal, List.of(arguments).subList(1, arguments.length)).call();
        }
        return line(terminal, source, arguments).execute(arguments);
    }

    /** Returns what knows the command that such a command line asks for, or else all of them. */
    static CommandLine line(Terminal terminal, AgentSource source, String... arguments) {
        CommandLine line = Words.of(new Pairwire());
        subcommands(terminal, source, line::getCommandSpec, arguments)
                .forEach(command -> line.addSubcommand(Words.of(command)));
        // '@FILE' is for --limit to read, not for picocli.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(writer(terminal.out()));
        line.setErr(writer(terminal.err()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
        NarrowHelp.fit(line, terminal);
        line.setParameterExceptionHandler((wrong, words) -> misread(wrong, terminal));
        line.setExecutionExceptionHandler((exception, failed, result) -> {
            Prose prose = new Prose(terminal.plain());
            if (exception instanceof UsageException wrong) {
                prose.error(String.valueOf(wrong.getMessage()));
                return seeHelp(failed, prose);
            }
            if (exception instanceof SshConfigException wrong) {
                prose.error(String.valueOf(wrong.getMessage()));
                prose.hint(wrong.next());
                return ExitCode.INVALID_INPUT.number();
            }
            prose.error(exception.toString());
            if (System.getenv("PAIRWIRE_TRACE") != null) {
                exception.printStackTrace(terminal.err());
            } else {
                prose.hint("this is a fault of pairwire itself; set PAIRWIRE_TRACE=1 to see where, and report it");
            }
            return ExitCode.INTERNAL_ERROR.number();
        });
        return line;
    }

    /** The one that is asked for; all where that is none of them, or help. To tell picocli of each takes its time. */
    private static Collection<Command> subcommands(
            Terminal terminal, AgentSource source, Supplier<CommandSpec> all, String... arguments) {
        Map<String, Supplier<Command>> known = new LinkedHashMap<>();
        known.put("init", () -> new InitCommand(terminal));
        known.put("validate", () -> new ValidateCommand(terminal));
        known.put("inventory", () -> new InventoryCommand(terminal));
        known.put("lock", () -> new LockCommand(terminal));
        known.put("plan", () -> new PlanCommand(terminal, source));
        known.put("apply", () -> new ApplyCommand(terminal, source));
        known.put("resume", () -> new ResumeCommand(terminal, source));
        known.put("adopt", () -> new AdoptCommand(terminal, source));
        known.put("rotate-cookies", () -> new RotateCookiesCommand(terminal, source));
        known.put("playbook", () -> new PlaybookCommand(terminal, source));
        known.put("destroy", () -> new DestroyCommand(terminal, source));
        known.put("show", () -> new ShowCommand(terminal, source));
        known.put("graph", () -> new GraphCommand(terminal, source));
        known.put("verify", () -> new VerifyCommand(terminal, source));
        known.put("drift", () -> new DriftCommand(terminal, source));
        known.put("doctor", () -> new DoctorCommand(terminal, source));
        known.put("clean-host", () -> new CleanHostCommand(terminal, source));
        known.put("explain", () -> new ExplainCommand(terminal));
        known.put("schema", () -> new SchemaCommand(terminal));
        known.put(CompletionCommand.NAME, () -> new CompletionCommand(terminal, all));
        known.put(NamesCommand.NAME, () -> new NamesCommand(terminal));
        known.put(UtilityCommand.NAME, () -> new UtilityCommand(terminal, List.of()));
        known.put("demo", () -> new DemoCommand(terminal));
        boolean needsAll = arguments.length == 0 || arguments[0].equals(CompletionCommand.NAME);
        Supplier<Command> asked = needsAll ? null : known.get(arguments[0]);
        return asked != null
                ? List.of(asked.get())
                : known.values().stream().map(Supplier::get).toList();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int misread(ParameterException wrong, Terminal terminal) {
        CommandLine command = wrong.getCommandLine();
        Prose prose = new Prose(terminal.plain());
        prose.error(String.valueOf(wrong.getMessage()));
        Optional<String> meant = meant(wrong);
        if (meant.isPresent()) {
            prose.hint("did you mean '" + meant.get() + "'?");
        } else {
            StringWriter suggestions = new StringWriter();
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, new PrintWriter(suggestions, true));
            suggestions.toString().lines().forEach(line -> prose.item(terminal.err(), line));
        }
        return seeHelp(command, prose);
    }

    private static int seeHelp(CommandLine command, Prose prose) {
        prose.hint("see '" + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE.number();
    }

    /** A word that differs by a slip from a command or an option was meant to be that; picocli's own guesses reach further. */
    private static Optional<String> meant(ParameterException wrong) {
        if (!(wrong instanceof CommandLine.UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        CommandLine command = wrong.getCommandLine();
        String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        return Suggestion.nearest(
                word,
                word.startsWith("-")
                        ? command.getCommandSpec().optionsMap().keySet()
                        : Words.visible(command.getCommandSpec()));
    }

    @Override
    public Integer call() {
        throw new UsageException("which command? One of " + String.join(", ", commands.get()));
    }
}
