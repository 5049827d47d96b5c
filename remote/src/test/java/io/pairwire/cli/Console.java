package io.pairwire.cli;

import io.pairwire.transaction.Agents;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A terminal whose words are kept, and what a command exits with; what is said in JSON is held against its schema. */
public record Console(int exitCode, String out, String err) {
    /** Runs a command line where nobody sits, with agents over SSH, as the program does; holds nothing against a schema. */
    public static Console overSsh(String... arguments) {
        return run(false, false, Reader.nullReader(), terminal -> Pairwire.run(terminal, arguments));
    }

    /** Runs a command line where nobody sits, with agents from somewhere. */
    static Console from(AgentSource source, String... arguments) {
        return run(arguments, false, false, Reader.nullReader(), terminal -> Pairwire.run(terminal, source, arguments));
    }

    /** Runs a command line where nobody sits and both streams go to one place: all that is said is in {@code out}. */
    static Console inOneStream(AgentSource source, String... arguments) {
        return inOneStream(Map.of(), source, arguments);
    }

    /** Runs one likewise whose environment says this. */
    static Console inOneStream(Map<String, String> environment, AgentSource source, String... arguments) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(both, true, StandardCharsets.UTF_8);
        Terminal plain = new Terminal(stream, stream, new BufferedReader(Reader.nullReader()), false, false);
        Terminal terminal = new Terminal(
                plain.out(),
                plain.err(),
                plain.in(),
                false,
                false,
                plain.columns(),
                name -> Optional.ofNullable(environment.get(name)));
        return new Console(Pairwire.run(terminal, source, arguments), both.toString(StandardCharsets.UTF_8), "");
    }

    /** Runs a command line where nobody sits. */
    public static Console over(Agents agents, String... arguments) {
        return run(
                arguments,
                false,
                false,
                Reader.nullReader(),
                terminal -> Pairwire.run(terminal, (inventory, options) -> agents, arguments));
    }

    /** Runs a command line that something is piped into. */
    static Console piping(String piped, String... arguments) {
        return run(arguments, false, false, new StringReader(piped), terminal -> Pairwire.run(terminal, arguments));
    }

    /** Runs a command line where a person sits who types these lines. */
    static Console typing(String typed, Agents agents, String... arguments) {
        return typing(new StringReader(typed), agents, arguments);
    }

    /** Runs a command line while a person types what a reader has; it may do something of its own before. */
    static Console typing(Reader typed, Agents agents, String... arguments) {
        return run(
                arguments,
                true,
                false,
                typed,
                terminal -> Pairwire.run(terminal, (inventory, options) -> agents, arguments));
    }

    /** Runs a command line where colours are understood. */
    static Console coloured(Agents agents, String... arguments) {
        return run(
                arguments,
                false,
                true,
                Reader.nullReader(),
                terminal -> Pairwire.run(terminal, (inventory, options) -> agents, arguments));
    }

    /** Runs a command line on a terminal of so many columns. */
    static Console narrow(int columns, Agents agents, String... arguments) {
        return sized(columns, false, (inventory, options) -> agents, arguments);
    }

    /** Runs a command line on a terminal of so many columns, with colours, where nobody types anything. */
    static Console onTerminal(int columns, AgentSource source, String... arguments) {
        return sized(columns, true, source, arguments);
    }

    private static Console sized(int columns, boolean attended, AgentSource source, String... arguments) {
        return run(
                arguments,
                attended,
                attended,
                Reader.nullReader(),
                terminal -> Pairwire.run(
                        new Terminal(
                                terminal.out(),
                                terminal.err(),
                                terminal.in(),
                                attended,
                                attended,
                                () -> columns,
                                terminal.variables()),
                        source,
                        arguments));
    }

    /** Runs a command line whose environment says this. */
    static Console within(Map<String, String> environment, Agents agents, String... arguments) {
        return within(environment, (inventory, options) -> agents, arguments);
    }

    /** Runs a command line whose environment says this, with agents from somewhere. */
    static Console within(Map<String, String> environment, AgentSource source, String... arguments) {
        return run(
                arguments,
                false,
                false,
                Reader.nullReader(),
                terminal -> Pairwire.run(
                        new Terminal(
                                terminal.out(),
                                terminal.err(),
                                terminal.in(),
                                false,
                                false,
                                terminal.columns(),
                                name -> Optional.ofNullable(environment.get(name))),
                        source,
                        arguments));
    }

    private interface Command {
        int on(Terminal terminal);
    }

    private static Console run(String[] arguments, boolean attended, boolean colour, Reader typed, Command command) {
        Console said = run(attended, colour, typed, command);
        if (List.of(arguments).contains("--json") && !arguments[0].equals(UtilityCommand.NAME)) {
            OutputSchema.check(said.out());
        }
        return said;
    }

    private static Console run(boolean attended, boolean colour, Reader typed, Command command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(typed),
                attended,
                colour);
        int exitCode = command.on(terminal);
        return new Console(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
