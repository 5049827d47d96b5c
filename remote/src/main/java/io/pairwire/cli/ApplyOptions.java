package io.pairwire.cli;

import picocli.CommandLine.Option;

/** Whether and how changes are made. */
final class ApplyOptions {
    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Option(names = "--check", description = "show what would change, and change nothing")
    private boolean check;

    boolean yes() {
        return yes;
    }

    boolean check() {
        return check;
    }
}
