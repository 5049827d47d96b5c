package io.pairwire.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A JDK's modules to link a runtime of.
 *
 * @param home the directory that must be there for them to be: {@code jmods}, or the JDK's own home
 * @param path what {@code jlink} is to look for modules in; absent for those of the Java that runs this
 */
record Jmods(Path home, Optional<Path> path) {
    /** What {@code jdeps --print-module-deps} says of the agent's jar; a test holds it to that. */
    static final List<String> NEEDED = List.of("java.base", "java.logging", "jdk.unsupported");

    /** Changes whenever the way to make a runtime does, so that one that was made in another way is not taken for it. */
    private static final String WAY = "1";

    /** Those of the Java that runs this. */
    static Jmods own() {
        return new Jmods(Path.of(System.getProperty("java.home", "")), Optional.empty());
    }

    /** Those of a directory, of another machine's JDK. */
    static Jmods in(Path directory) {
        return new Jmods(directory, Optional.of(directory));
    }

    /** Returns a name for what would be made of these, another one where another thing would be. */
    String key() throws IOException {
        StringBuilder text = new StringBuilder(WAY + " " + NEEDED + " " + Runtime.version() + "\n");
        if (path.isEmpty()) {
            text.append(System.getProperty("java.vendor")).append('\n');
            describe(home.resolve("lib/modules"), text);
        } else {
            for (String module : NEEDED) {
                describe(path.get().resolve(module + ".jmod"), text);
            }
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void describe(Path file, StringBuilder text) throws IOException {
        text.append(file.toRealPath())
                .append(' ')
                .append(Files.size(file))
                .append(' ')
                .append(Files.getLastModifiedTime(file))
                .append('\n');
    }
}
