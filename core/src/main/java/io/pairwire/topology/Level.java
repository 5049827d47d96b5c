package io.pairwire.topology;

/** Where in a topology file a setting may stand. */
enum Level {
    DEFAULTS("'defaults'"),
    PROFILE("a profile"),
    TUNNEL("a tunnel"),
    TUNNEL_END("an end of a tunnel"),
    PSEUDOWIRE("a pseudowire with a tunnel of its own"),
    PSEUDOWIRE_END("an end of such a pseudowire"),
    MEMBER("a pseudowire in a shared tunnel"),
    MEMBER_END("an end of such a pseudowire");

    private final String phrase;

    Level(String phrase) {
        this.phrase = phrase;
    }

    /** Returns what to call a place of this level. */
    String phrase() {
        return switch (this) {
            case PSEUDOWIRE_END, MEMBER_END -> "an end of a pseudowire";
            case PSEUDOWIRE -> "a pseudowire";
            default -> phrase;
        };
    }

    /** Returns what a value of this level looks like, for a hint. */
    String form() {
        return switch (this) {
            case DEFAULTS, PROFILE -> "write {KEY: VALUE, ...}";
            case TUNNEL, PSEUDOWIRE, MEMBER ->
                "write {hosts: [HOST-A, HOST-B], ...}, or {a: {host: HOST-A, ...}, b: {...}}";
            case TUNNEL_END, PSEUDOWIRE_END, MEMBER_END -> "write {host: HOST, ...}";
        };
    }

    /** Returns whether both ends are described here. */
    boolean isPair() {
        return this == TUNNEL || this == PSEUDOWIRE || this == MEMBER;
    }

    /** Returns the level of the ends within this pair. */
    Level end() {
        return switch (this) {
            case TUNNEL -> TUNNEL_END;
            case PSEUDOWIRE -> PSEUDOWIRE_END;
            case MEMBER -> MEMBER_END;
            default -> throw new IllegalStateException(this + " has no ends");
        };
    }
}
