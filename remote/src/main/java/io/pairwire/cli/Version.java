package io.pairwire.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Which versions this is of, as people and scripts are told. */
final class Version implements IVersionProvider {
    /** That of what {@code --json} prints; {@code docs/json-output.md} says what makes it another. */
    static final String SCHEMA = "1.0";

    /** Behind a commit's name: what was built is not quite that. */
    private static final String CHANGED = "+";

    Version() {}

    /** Returns Pairwire's own, which the build writes. */
    static String ofPairwire() {
        return written("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {line(ofPairwire(), written("commit"))};
    }

    /** Returns what {@code --version} prints; the commit is empty where it was not built from a repository. */
    static String line(String version, String commit) {
        if (commit.isEmpty()) {
            return "pairwire " + version;
        }
        String name = commit.replace(CHANGED, "");
        return "pairwire " + version + " (commit " + name + (commit.endsWith(CHANGED) ? ", changed since)" : ")");
    }

    private static String written(String name) {
        try (InputStream in = Version.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build left the " + name + " out");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
