package io.pairwire.topology;

import java.util.Comparator;

/** Whose numbers a lock file holds: a tunnel that has a name of its own, or a pseudowire with its own tunnel, if it has one. */
record Holder(Kind kind, String name) implements Comparable<Holder> {
    private static final Comparator<Holder> ORDER =
            Comparator.comparing(Holder::kind).thenComparing(Holder::name);

    /** What a name is the name of: a tunnel and a pseudowire in it may have the same. */
    enum Kind {
        TUNNEL("tunnel"),
        PSEUDOWIRE("pseudowire");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Holder tunnel(String name) {
        return new Holder(Kind.TUNNEL, name);
    }

    static Holder pseudowire(String name) {
        return new Holder(Kind.PSEUDOWIRE, name);
    }

    @Override
    public int compareTo(Holder other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code KIND NAME}, as the lock file has it. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
