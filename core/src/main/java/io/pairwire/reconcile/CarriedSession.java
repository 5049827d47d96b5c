package io.pairwire.reconcile;

import io.pairwire.model.SessionSpec;
import java.util.Optional;

/**
 * A session that a host's kernel carries.
 *
 * @param tunnelId 32 unsigned bits
 * @param sessionId 32 unsigned bits
 * @param spec absent where it is none that we could have made; its sublayer is a guess, for the kernel never tells it
 * @param link its interface, where there is one that this host can see
 */
public record CarriedSession(int tunnelId, int sessionId, Optional<SessionSpec> spec, Optional<CarriedLink> link) {}
