package io.pairwire.yaml;

import java.util.Locale;

/** How bad a problem is: an error makes its file invalid, a warning does not. */
public enum Severity {
    ERROR,
    WARNING;

    /** Returns {@code error} or {@code warning}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
