package io.pairwire.model;

import java.util.Optional;

/**
 * One host's half of a session, in the words of {@code ip l2tp}: what its kernel is told.
 *
 * @param tunnelId the tunnel of this host that carries it
 * @param sessionId what this host assigned
 * @param peerSessionId what the peer assigned
 * @param cookie what we send, so what the peer assigned ({@code L2TP_ATTR_COOKIE})
 * @param peerCookie what we demand, so what this host assigned ({@code L2TP_ATTR_PEER_COOKIE})
 * @param l2spec the sublayer, which the kernel never tells back
 * @param seq sequence numbers
 * @param lnsMode whether this end alone decides on them ({@code L2TP_ATTR_LNS_MODE})
 * @param reorderTimeoutMillis how long a packet that is ahead waits for those before it; 0 drops what is late
 */
public record SessionSpec(
        TunnelId tunnelId,
        SessionId sessionId,
        SessionId peerSessionId,
        Optional<Cookie> cookie,
        Optional<Cookie> peerCookie,
        L2SpecType l2spec,
        SequenceNumbers seq,
        boolean lnsMode,
        int reorderTimeoutMillis) {
    public SessionSpec {
        if (reorderTimeoutMillis < 0) {
            throw new IllegalArgumentException("reorder timeout must not be negative");
        }
    }

    /** Returns this with other cookies. */
    public SessionSpec withCookies(Optional<Cookie> sent, Optional<Cookie> demanded) {
        return new SessionSpec(
                tunnelId, sessionId, peerSessionId, sent, demanded, l2spec, seq, lnsMode, reorderTimeoutMillis);
    }

    /** Returns this with another sublayer. */
    public SessionSpec with(L2SpecType other) {
        return new SessionSpec(
                tunnelId, sessionId, peerSessionId, cookie, peerCookie, other, seq, lnsMode, reorderTimeoutMillis);
    }
}
