package io.pairwire.cli;

/** How a command shows its answer. */
final class OutputOptions implements Worded {
    private boolean json;
    private boolean plain;

    @Override
    public void words(Words words) {
        words.option("--json").says("answer in JSON Lines").flag(given -> json = given);
        words.option("--no-color")
                .says("no colours (nor with NO_COLOR set, nor into a file or pipe)")
                .flag(given -> plain = given);
    }

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
