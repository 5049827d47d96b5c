package io.pairwire.cli;

import io.pairwire.transaction.Agents;

/** The command in this process, for tests outside this room: a Java that is started for each run would take most of their time. */
public final class InProcessCommand {
    private InProcessCommand() {}

    /** What a command said, and what it exited with. */
    public record Said(int exitCode, String out, String err) {}

    /** Runs a command line where nobody sits. */
    public static Said run(Agents agents, String... arguments) {
        Console console = Console.over(agents, arguments);
        return new Said(console.exitCode(), console.out(), console.err());
    }
}
