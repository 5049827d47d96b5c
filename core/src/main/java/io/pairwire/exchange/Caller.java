package io.pairwire.exchange;

import java.util.Map;
import java.util.Optional;

/**
 * Who has logged in, as a process that runs for them knows.
 *
 * @param login the user's name
 * @param became whom they became to do it, where that is somebody else
 * @param from where the connection comes from
 */
public record Caller(Optional<String> login, Optional<String> became, Optional<From> from) {
    /** Nobody that is known. */
    public static final Caller UNKNOWN = new Caller(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int CONNECTION_WORDS = 4;

    /** The client's end of a connection. */
    public record From(String address, int port) {}

    /** Reads what {@code sshd}, {@code login} and {@code sudo} leave in the environment. */
    public static Caller of(Map<String, String> environment) {
        Optional<String> user = word(environment, "LOGNAME").or(() -> word(environment, "USER"));
        Optional<String> before = word(environment, "SUDO_USER");
        Optional<From> from = from(environment.getOrDefault("SSH_CONNECTION", ""));
        return before.isPresent() ? new Caller(before, user, from) : new Caller(user, Optional.empty(), from);
    }

    private static Optional<String> word(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    /** The client's address and port come first, then ours. */
    private static Optional<From> from(String connection) {
        String[] words = connection.split(" ", -1);
        return words.length == CONNECTION_WORDS && words[1].matches("[0-9]{1,5}")
                ? Optional.of(new From(words[0], Integer.parseInt(words[1])))
                : Optional.empty();
    }
}
