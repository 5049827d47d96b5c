package io.pairwire.ssh;

import java.util.Optional;

/**
 * Where and how the agent lives on a host, as far as something is said of it.
 *
 * @param cacheDirectory an absolute path; else the usual place
 * @param takesRuntime whether a host without Java is sent a runtime; else the options decide
 */
public record Lodging(Optional<String> cacheDirectory, Optional<Boolean> takesRuntime) {
    /** Nothing is said. */
    public static final Lodging USUAL = new Lodging(Optional.empty(), Optional.empty());

    public Lodging {
        cacheDirectory.ifPresent(directory -> {
            if (!isPath(directory)) {
                throw new IllegalArgumentException("cache directory must be an absolute path, not '" + directory + "'");
            }
        });
    }

    static boolean isPath(String directory) {
        return directory.matches("/[^\\p{Cntrl}]+");
    }
}
