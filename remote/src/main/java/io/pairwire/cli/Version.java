package io.pairwire.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which versions this is of, as scripts are told. */
final class Version {
    /** That of what {@code --json} prints; {@code docs/json-output.md} says what makes it another. */
    static final String SCHEMA = "1.0";

    private Version() {}

    /** Returns Pairwire's own, which the build writes. */
    static String ofPairwire() {
        try (InputStream in = Version.class.getResourceAsStream("version")) {
            if (in == null) {
                throw new IllegalStateException("the build left the version out");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
