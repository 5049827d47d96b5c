package io.pairwire.plan;

import io.pairwire.model.NetnsName;
import io.pairwire.model.TunnelSpec;
import java.util.Optional;

/**
 * One host's half of a tunnel, and where on the host it should be.
 *
 * @param netns the network namespace; absent for the host's own
 */
public record PlannedTunnel(Optional<NetnsName> netns, TunnelSpec tunnel) {}
