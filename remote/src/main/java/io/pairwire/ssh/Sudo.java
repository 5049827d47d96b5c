package io.pairwire.ssh;

import io.pairwire.secret.Secret;
import java.util.Optional;

/**
 * Becoming root by sudo, once logged in as somebody else.
 *
 * @param program the program's name or path
 * @param password what to answer, if it is told; else, unless the options say to ask a person, sudo must not want any
 */
public record Sudo(String program, Optional<Secret> password) {
    public Sudo {
        if (!program.matches("[A-Za-z0-9_./+-]+")) {
            throw new IllegalArgumentException("sudo is a program's name or path, not '" + program + "'");
        }
    }

    /** Returns the usual one, which is not expected to want a password. */
    public static Sudo usual() {
        return new Sudo("sudo", Optional.empty());
    }
}
