package io.pairwire.yaml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what is wrong with one file. */
public final class Problems {
    private final SourceText source;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private boolean errors;

    private record Finding(Rule rule, Position at, String message, Optional<String> hint) {}

    /** Makes an empty collection of the problems of one file. */
    public Problems(SourceText source) {
        this.source = source;
    }

    /** Notes a problem; the same one twice counts once. */
    public void add(Rule rule, Position at, String message, String hint) {
        add(rule, at, message, Optional.of(hint));
    }

    /** Notes a problem that needs no hint. */
    public void add(Rule rule, Position at, String message) {
        add(rule, at, message, Optional.empty());
    }

    private void add(Rule rule, Position at, String message, Optional<String> hint) {
        findings.add(new Finding(rule, at, message, hint));
        errors |= rule.severity() == Severity.ERROR;
    }

    /** Returns whether any of them is an error. */
    public boolean hasErrors() {
        return errors;
    }

    /** Returns them in the order of the file, each with its line. */
    public List<Problem> sorted() {
        List<Problem> problems = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            problems.add(new Problem(
                    source.file(),
                    finding.at,
                    finding.rule.severity(),
                    finding.rule.id(),
                    finding.message,
                    finding.hint,
                    source.excerpt(finding.at)));
        }
        problems.sort(null);
        return List.copyOf(problems);
    }

    /** Returns text of the file in quotes, fit for a message: its secrets masked, and not at length. */
    public static String quote(String text) {
        String shown = Secrets.masked(text);
        int end = shown.length() <= 64
                ? shown.length()
                : shown.offsetByCodePoints(0, Math.min(60, shown.codePointCount(0, shown.length())));
        return "'" + shown.substring(0, end) + (end < shown.length() ? "..." : "") + "'";
    }

    /** Returns whether what a key of this name holds must never be shown: {@code cookie}, {@code ansible_password} and their like. */
    public static boolean isSecret(String key) {
        return Secrets.isSecret(key);
    }

    /** Returns a message that may quote text of the file at length, with its secrets masked. */
    public static String masked(String message) {
        return Secrets.masked(message);
    }
}
