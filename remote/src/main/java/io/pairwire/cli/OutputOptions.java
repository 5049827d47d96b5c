package io.pairwire.cli;

import picocli.CommandLine.Option;

/** How a command shows its answer. */
final class OutputOptions {
    @Option(names = "--json", description = "answer in JSON Lines")
    private boolean json;

    @Option(names = "--no-color", description = "no colours (nor with NO_COLOR set, nor into a file or pipe)")
    private boolean plain;

    boolean isJson() {
        return json;
    }

    /** Returns the terminal, without colours where none are wanted. */
    Terminal painted(Terminal terminal) {
        return plain ? terminal.plain() : terminal;
    }

    View view(Terminal terminal) {
        return json ? JsonView.opened(terminal) : new TextView(painted(terminal));
    }
}
