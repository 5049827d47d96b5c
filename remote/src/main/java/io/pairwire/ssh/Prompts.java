package io.pairwire.ssh;

import io.pairwire.secret.Secret;
import java.io.IOException;
import java.util.Optional;

/** Asks a person for a secret, without showing what is typed. */
public interface Prompts {
    /** Asks, and waits for the answer; returns nothing where nobody can be asked. One question at a time. */
    Optional<Secret> ask(String question) throws IOException;

    /** Returns prompts for where nobody can be asked. */
    static Prompts none() {
        return question -> Optional.empty();
    }
}
