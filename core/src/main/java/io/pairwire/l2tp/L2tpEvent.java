package io.pairwire.l2tp;

/**
 * What the kernel says has happened to a tunnel or session, in whatever network namespace: it does not tell which.
 *
 * <p>Of a deletion it speaks when it begins, and of sessions that go with their tunnel not at all.
 */
public sealed interface L2tpEvent {
    /** What has happened. */
    enum Change {
        CREATED,
        CHANGED,
        DELETED
    }

    /** To a tunnel. */
    record OfTunnel(Change change, TunnelState tunnel) implements L2tpEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** To a session. */
    record OfSession(Change change, SessionState session) implements L2tpEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.visit(this);
        }
    }

    /** Hears of each kind of event. */
    interface Visitor {
        void visit(OfTunnel event);

        void visit(OfSession event);
    }

    Change change();

    void accept(Visitor visitor);
}
