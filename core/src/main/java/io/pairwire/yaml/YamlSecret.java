package io.pairwire.yaml;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands for a secret that the file does not tell: {@code !env NAME}, {@code !file PATH}, or {@code !vault} and what is encrypted.
 *
 * @param text what stands behind the tag
 */
public record YamlSecret(Store store, String text, Position at) implements YamlValue {
    /** Where the secret itself is. */
    public enum Store {
        /** Here, encrypted by Ansible Vault. */
        VAULT,
        /** In a variable of the environment. */
        ENV,
        /** In another file. */
        FILE;

        /** Returns the store that a tag names, if it is one of these. */
        static Optional<Store> of(String tag) {
            return Arrays.stream(values())
                    .filter(store -> store.toString().equals(tag))
                    .findAny();
        }

        /** Returns the tag. */
        @Override
        public String toString() {
            return "!" + name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String kind() {
        return "a secret (" + store + ")";
    }

    @Override
    public Optional<YamlSecret> secret() {
        return Optional.of(this);
    }

    /** Returns the kind alone: somebody may have written the secret itself there. */
    @Override
    public String toString() {
        return kind() + " at " + at;
    }
}
