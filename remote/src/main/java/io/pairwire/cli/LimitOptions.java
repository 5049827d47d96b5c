package io.pairwire.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a topology a command is about. */
final class LimitOptions {
    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description =
                    "only pseudowires that it chooses: a pattern as Ansible's over hosts and groups (both ends of their pseudowires),"
                            + " names of pseudowires, and tags; a,b a:b either, a:&b both, a:!b but not, globs, ~regex, group[0], @FILE")
    private @Nullable String pattern;

    Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }
}
