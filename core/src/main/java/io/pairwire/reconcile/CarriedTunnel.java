package io.pairwire.reconcile;

import io.pairwire.model.TunnelSpec;
import java.util.Optional;

/**
 * A tunnel that a host's kernel carries.
 *
 * @param tunnelId 32 unsigned bits; zero where some other tool made it so
 * @param spec absent where it is none that we could have made (L2TPv2, no address, an ID of zero)
 */
public record CarriedTunnel(int tunnelId, Optional<TunnelSpec> spec) {}
