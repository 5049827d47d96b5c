package io.pairwire.l2tp;

import io.pairwire.model.Cookie;
import io.pairwire.model.SequenceNumbers;
import java.util.Optional;

/**
 * A session's attributes as the kernel tells them, whoever made it and whether or not they make sense. A number is 0 and a text empty
 * where the kernel tells none; of a cookie that is none of ours nothing is kept.
 *
 * @param peerTunnelId 32 bits, unsigned; what the peer assigned to the tunnel
 * @param peerSessionId 32 bits, unsigned
 * @param interfaceName the name the interface was given when it was made
 */
public record RawSession(
        int peerTunnelId,
        int peerSessionId,
        String interfaceName,
        Optional<Cookie> cookie,
        Optional<Cookie> peerCookie,
        SequenceNumbers seq,
        boolean lnsMode,
        long reorderTimeoutMillis) {}
