package io.pairwire.reconcile;

import io.pairwire.model.L2SpecType;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.SessionSpec;
import java.util.Optional;

/**
 * All of one end of a pseudowire that a host has or should have: its session and that session's interface.
 *
 * @param l2specKnown whether the session's sublayer is known; the kernel never tells it
 * @param alias the owner's mark
 */
public record EndState(SessionSpec session, boolean l2specKnown, LinkSpec link, String alias, boolean up) {
    /** Returns this with another interface. */
    EndState withLink(LinkSpec other) {
        return new EndState(session, l2specKnown, other, alias, up);
    }

    /** Returns this with another session. */
    EndState withSession(SessionSpec other) {
        return new EndState(other, l2specKnown, link, alias, up);
    }

    /** Returns the sublayer, where it is known. */
    Optional<L2SpecType> l2spec() {
        return l2specKnown ? Optional.of(session.l2spec()) : Optional.empty();
    }
}
