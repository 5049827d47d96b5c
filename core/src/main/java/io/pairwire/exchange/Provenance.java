package io.pairwire.exchange;

import java.util.Optional;

/**
 * Where a change comes from.
 *
 * @param command its name, without options
 * @param commit that its files were of, where they lie in a git repository
 * @param plan what the hosts are to carry
 */
public record Provenance(String command, Optional<Commit> commit, Optional<PlanId> plan) {
    /** Returns that of a command of which nothing else is known. */
    public static Provenance of(String command) {
        return new Provenance(command, Optional.empty(), Optional.empty());
    }
}
