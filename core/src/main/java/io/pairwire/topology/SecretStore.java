package io.pairwire.topology;

import io.pairwire.secret.Secret;
import io.pairwire.yaml.YamlSecret;
import java.util.Optional;

/** Where the secrets are that a topology file only names. What reads such a file knows neither environment nor other files. */
@FunctionalInterface
public interface SecretStore {
    /** Nobody looks anything up: what is wrong with secrets does not matter to who asks. */
    SecretStore CLOSED = reference -> new Answer.Unseen();

    /** What came of looking a secret up. */
    sealed interface Answer {
        /**
         * Here it is.
         *
         * @param warning what is amiss with how it is kept, if anything
         */
        record Found(Secret secret, Optional<Advice> warning) implements Answer {}

        /** It was not looked up, or need not be had; it may be as good as any. */
        record Unseen() implements Answer {}

        /** It is needed and cannot be had. */
        record Missing(Advice advice) implements Answer {}
    }

    /**
     * What to tell people; neither text has anything of a secret.
     *
     * @param message what is wrong
     * @param hint what to do
     */
    record Advice(String message, String hint) {}

    /** Looks a secret up. The same reference gets the same answer. */
    Answer find(YamlSecret reference);
}
