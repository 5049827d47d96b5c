package io.pairwire.reconcile;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.TunnelSpec;

/** One step on one host, and the step that takes it back. */
public sealed interface Action {
    /** Makes a tunnel. */
    record CreateTunnel(TunnelSpec tunnel) implements Action {
        @Override
        public Action inverse() {
            return new RemoveTunnel(tunnel);
        }

        @Override
        public String toString() {
            return "create tunnel " + tunnel.tunnelId();
        }
    }

    /** Removes a tunnel whose sessions are gone. */
    record RemoveTunnel(TunnelSpec tunnel) implements Action {
        @Override
        public Action inverse() {
            return new CreateTunnel(tunnel);
        }

        @Override
        public String toString() {
            return "remove tunnel " + tunnel.tunnelId();
        }
    }

    /** Makes a session and its interface, and sets that interface up. */
    record CreateSession(PseudowireName pseudowire, EndState end) implements Action {
        @Override
        public Action inverse() {
            return new RemoveSession(pseudowire, end);
        }

        @Override
        public String toString() {
            return "create session " + end.session().sessionId() + " of " + pseudowire;
        }
    }

    /** Removes a session, and with it its interface. */
    record RemoveSession(PseudowireName pseudowire, EndState end) implements Action {
        @Override
        public Action inverse() {
            return new CreateSession(pseudowire, end);
        }

        @Override
        public String toString() {
            return "remove session " + end.session().sessionId() + " of " + pseudowire;
        }
    }

    /**
     * Changes a session or its interface in place.
     *
     * @param from what is there; the same as {@code to} in all that is fixed at creation
     */
    record ChangeSession(PseudowireName pseudowire, EndState from, EndState to) implements Action {
        @Override
        public Action inverse() {
            return new ChangeSession(pseudowire, to, from);
        }

        @Override
        public String toString() {
            return "change session " + to.session().sessionId() + " of " + pseudowire;
        }
    }

    /** Returns the step that takes this one back. */
    Action inverse();
}
