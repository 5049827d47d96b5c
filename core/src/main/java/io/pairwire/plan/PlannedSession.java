package io.pairwire.plan;

import io.pairwire.model.HostName;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import java.util.Optional;

/**
 * One end of a pseudowire as its host should carry it.
 *
 * @param side which end this is
 * @param peerHost the host at the other end
 * @param netns the network namespace where it and its tunnel should be; absent for the host's own
 * @param isProtected whether it must not be removed until a plan says otherwise
 */
public record PlannedSession(
        PseudowireName pseudowire,
        Side side,
        HostName peerHost,
        Optional<NetnsName> netns,
        SessionSpec session,
        LinkSpec link,
        boolean isProtected) {
    /** Returns this without protection. */
    public PlannedSession unprotected() {
        return new PlannedSession(pseudowire, side, peerHost, netns, session, link, false);
    }
}
