package io.pairwire.cli;

import java.io.PrintStream;

/** Sentences for people. On a terminal that is too narrow for them they are broken, elsewhere they are left as they are. */
final class Prose {
    private static final int FURTHER = 2;

    private final Terminal terminal;

    Prose(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Says something that stands for itself; what goes on begins below its beginning. */
    void say(PrintStream to, String text) {
        to.println(Wrapped.lines(text, 0, terminal.columns(to)));
    }

    /** Says something that stands among others of its kind; what goes on begins further in than they do. */
    void item(PrintStream to, String text) {
        to.println(Wrapped.lines(text, FURTHER, terminal.columns(to)));
    }

    /** Says on standard error what is wrong. */
    void error(String message) {
        item(terminal.err(), terminal.paint(Terminal.Colour.RED, "error:") + " " + message);
    }

    /** Says on standard error what may be wrong. */
    void warning(String message) {
        item(terminal.err(), terminal.paint(Terminal.Colour.YELLOW, "warning:") + " " + message);
    }

    /** Says below an error or a warning what to do about it. */
    void hint(String advice) {
        item(terminal.err(), "  hint: " + advice);
    }
}
