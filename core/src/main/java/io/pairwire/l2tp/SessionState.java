package io.pairwire.l2tp;

import java.util.Optional;

/**
 * A session as the kernel tells it.
 *
 * @param rawTunnelId the bits of its tunnel's ID
 * @param rawSessionId the bits of its ID, which is taken on this host whatever else the session is
 * @param ethernet the session as we could have made it; nothing if we could not
 * @param oddity why it is none of ours, such as {@code a cookie of 3 octets}; empty if it could be
 * @param raw all of it, for those who show what there is
 */
public record SessionState(
        int rawTunnelId,
        int rawSessionId,
        Optional<EthernetSession> ethernet,
        String oddity,
        Statistics statistics,
        RawSession raw) {}
