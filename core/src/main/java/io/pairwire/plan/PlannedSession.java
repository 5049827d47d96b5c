package io.pairwire.plan;

import io.pairwire.model.HostName;
import io.pairwire.model.LinkSpec;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;

/**
 * One end of a pseudowire as its host should carry it.
 *
 * @param side which end this is
 * @param peerHost the host at the other end
 */
public record PlannedSession(
        PseudowireName pseudowire, Side side, HostName peerHost, SessionSpec session, LinkSpec link) {}
