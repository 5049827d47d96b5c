package io.pairwire.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code completion}: a script for a shell, which completes commands, options, and names of the topology that is on the line. */
final class CompletionCommand implements Command {
    static final String NAME = "completion";
    static final List<String> SHELLS = List.of("bash", "zsh");

    /** What zsh knows bash's completion by; it may have been told before, and then not again. */
    private static final String BEFORE_IN_ZSH = """
            #compdef pairwire
            (( $+functions[compdef] )) || { autoload -U +X compinit && compinit }
            autoload -U +X bashcompinit && bashcompinit
            """;

    /** A file that lies where zsh finds it by itself is read when the first word is to be completed. */
    private static final String BEHIND_IN_ZSH = """
            [[ ${funcstack[1]-} != _pairwire ]] || _bash_complete -F _pairwire
            """;

    private final Terminal terminal;
    private final Supplier<CommandSpec> all;

    private String shell = "";

    /**
     * Makes the command.
     *
     * @param all gives what is known of all commands
     */
    CompletionCommand(Terminal terminal, Supplier<CommandSpec> all) {
        this.terminal = terminal;
        this.all = all;
    }

    @Override
    public void words(Words words) {
        words.command(
                NAME,
                "Prints a script that completes commands, options and names of the topology: source <(pairwire completion bash)");
        words.parameter("SHELL").says("bash or zsh").text(given -> shell = given);
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw new UsageException("there is completion for bash and zsh, and none for '" + shell + "'"
                    + Selection.didYouMean(shell, SHELLS));
        }
        CommandSpec known = all.get();
        String script = Resource.text("completion.sh")
                .replace("@COMMANDS@", String.join(" ", commands(known).keySet()))
                .replace("    @OPTIONS@\n", options(known))
                .replace("    @VALUES@\n", values(known))
                .replace("@EXPLAINED@", explained())
                .replace("@SCHEMAS@", String.join(" ", SchemaCommand.NAMES))
                .replace("@SHELLS@", String.join(" ", SHELLS));
        terminal.out().print(shell.equals("zsh") ? BEFORE_IN_ZSH + script + BEHIND_IN_ZSH : script);
        return ExitCode.DONE.number();
    }

    private static Map<String, CommandSpec> commands(CommandSpec all) {
        Map<String, CommandSpec> commands = new TreeMap<>();
        for (Map.Entry<String, CommandLine> each : all.subcommands().entrySet()) {
            CommandSpec command = each.getValue().getCommandSpec();
            if (!command.usageMessage().hidden()) {
                commands.put(each.getKey(), command);
            }
        }
        return commands;
    }

    /** Returns a case of the script for each command: all its options. */
    private static String options(CommandSpec all) {
        return commands(all).entrySet().stream()
                .map(command -> "    " + command.getKey() + ") echo \""
                        + String.join(
                                " ",
                                new TreeSet<>(command.getValue().optionsMap().keySet())) + "\" ;;\n")
                .collect(Collectors.joining());
    }

    /** Returns a case of the script for each option that takes a value: what that may be. */
    private static String values(CommandSpec all) {
        StringBuilder cases = new StringBuilder();
        commands(all).forEach((name, command) -> {
            for (OptionSpec option : command.options()) {
                if (option.arity().max() > 0) {
                    List<String> patterns = new ArrayList<>();
                    for (String word : option.names()) {
                        patterns.add("\"" + name + " " + word + "\"");
                    }
                    cases.append("    ")
                            .append(String.join(" | ", patterns))
                            .append(") echo \"")
                            .append(value(option))
                            .append("\" ;;\n");
                }
            }
        });
        return cases.toString();
    }

    private static String value(OptionSpec option) {
        if (option.longestName().equals("--limit")) {
            return "limit";
        }
        if (option.longestName().equals("--host")) {
            return "hosts";
        }
        if (option.completionCandidates() != null) {
            List<String> words = new ArrayList<>();
            option.completionCandidates().forEach(words::add);
            return "words " + String.join(" ", words);
        }
        List<Class<?>> types = new ArrayList<>(List.of(option.typeInfo().getType()));
        types.addAll(List.of(option.typeInfo().getAuxiliaryTypes()));
        boolean isFile = types.contains(Path.class) || option.paramLabel().matches(".*(FILE|SOURCE|DIR|PLAN).*");
        return isFile ? "files" : "";
    }

    private static String explained() {
        List<String> words = new ArrayList<>(ExplainCommand.LISTS);
        words.addAll(Explanations.all().ids());
        return String.join(" ", words);
    }
}
