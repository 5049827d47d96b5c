package io.pairwire.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which part of a topology a command is about. */
final class LimitOptions implements Worded {
    private @Nullable String pattern;

    @Override
    public void words(Words words) {
        words.option("-l", "--limit")
                .label("PATTERN")
                .says(
                        "only pseudowires that it chooses: a pattern as Ansible's over hosts and groups (both ends of their pseudowires),"
                                + " names of pseudowires, and tags; a,b a:b either, a:&b both, a:!b but not, globs, ~regex, group[0], @FILE")
                .text(given -> pattern = given);
    }

    Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }
}
