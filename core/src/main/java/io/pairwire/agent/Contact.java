package io.pairwire.agent;

import io.pairwire.exchange.Caller;
import java.util.Map;
import java.util.Optional;

/**
 * How requests come to this process.
 *
 * @param path the connection that they come by, where it is known and may be cut by what they order
 * @param caller who has logged in
 */
record Contact(Optional<SelfCut> path, Caller caller) {
    /** Nothing is known of it. */
    static final Contact UNKNOWN = new Contact(Optional.empty(), Caller.UNKNOWN);

    /** Reads what {@code sshd} and {@code sudo} leave in the environment; the bootstrap hands on what sudo drops. */
    static Contact of(Map<String, String> environment) {
        return new Contact(SelfCut.of(environment), Caller.of(environment));
    }
}
