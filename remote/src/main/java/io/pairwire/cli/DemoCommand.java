package io.pairwire.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code demo}: the classic example in the two-host lab of a checkout. */
final class DemoCommand implements Command {
    /** Set by {@code remote/bin/pairwire} to the top of the checkout that it lies in. */
    private static final String HOME_PROPERTY = "pairwire.home";

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void words(Words words) {
        words.command(
                "demo",
                "Brings up both ends of an example in the built-in two-host lab, and pings across; needs a checkout.");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path demo = Path.of(System.getProperty(HOME_PROPERTY, ""), "remote", "lab", "demo");
        if (!Files.isExecutable(demo)) {
            Prose prose = new Prose(terminal.plain());
            prose.error("there is no lab here");
            prose.hint("the demo comes with the source: run remote/bin/pairwire demo in a checkout");
            return ExitCode.INVALID_INPUT.number();
        }
        Process process = new ProcessBuilder(demo.toString()).inheritIO().start();
        return process.waitFor() == 0 ? ExitCode.DONE.number() : ExitCode.INTERNAL_ERROR.number();
    }
}
