package io.pairwire.l2tp;

import io.pairwire.model.Cookie;
import io.pairwire.model.InterfaceName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.model.SessionId;
import io.pairwire.model.TunnelId;
import java.util.Optional;

/**
 * An Ethernet session as the kernel tells it: what we told it, without the L2-specific sublayer, which it keeps to itself.
 *
 * @param interfaceName the name the interface was given when it was made; a later change of name is not seen here
 * @param cookie what is sent, so what the peer assigned
 * @param peerCookie what is demanded, so what this host assigned
 * @param seq the sequence numbers at this moment: without {@code lnsMode} the peer's packets switch sending on and off
 * @param reorderTimeoutMillis as the kernel rounded it, to its clock's ticks: up to 10 ms more than it was told
 */
public record EthernetSession(
        TunnelId tunnelId,
        SessionId sessionId,
        SessionId peerSessionId,
        InterfaceName interfaceName,
        Optional<Cookie> cookie,
        Optional<Cookie> peerCookie,
        SequenceNumbers seq,
        boolean lnsMode,
        long reorderTimeoutMillis) {}
