package io.pairwire.l2tp;

import io.pairwire.model.TunnelSpec;
import java.util.Optional;

/**
 * A tunnel as the kernel tells it.
 *
 * @param rawTunnelId the bits of its ID, which is taken on this host whatever else the tunnel is
 * @param spec the tunnel as we could have made it; nothing if we could not. Of {@code checksums} the kernel tells only those of the
 *     tunnel's address family; the others have their defaults
 * @param oddity why there is no spec, such as {@code protocol version 2}; empty if there is one
 * @param raw all of it, for those who show what there is
 */
public record TunnelState(
        int rawTunnelId, Optional<TunnelSpec> spec, String oddity, Statistics statistics, RawTunnel raw) {}
