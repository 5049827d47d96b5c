package io.pairwire.topology;

/**
 * A number that a host assigns and that a topology may leave out.
 *
 * <p>Allocated IDs have eight digits: hand-written ones, which are short, stay apart from them, two people who allocate on
 * one host at a time seldom choose the same, and every known tool takes them. Allocated ports are clear of the well-known
 * ones and of Linux's ephemeral ones (32768 to 60999).
 */
enum Quantity {
    TUNNEL_ID(Key.TUNNEL_ID, 10_000_000, 99_999_999),
    UDP_PORT(Key.UDP_PORT, 20_000, 29_999),
    SESSION_ID(Key.SESSION_ID, 10_000_000, 99_999_999);

    private final String text;
    private final int first;
    private final int last;

    Quantity(Key key, int first, int last) {
        this.text = key.text();
        this.first = first;
        this.last = last;
    }

    /** Returns the key that a topology file and a lock file write. */
    String text() {
        return text;
    }

    /** Returns the least number that is allocated. */
    int first() {
        return first;
    }

    /** Returns the greatest number that is allocated. */
    int last() {
        return last;
    }

    /** Returns what to call one such number in a message. */
    String phrase() {
        return switch (this) {
            case TUNNEL_ID -> "tunnel ID";
            case UDP_PORT -> "UDP port";
            case SESSION_ID -> "session ID";
        };
    }
}
