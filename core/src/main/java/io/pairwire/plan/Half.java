package io.pairwire.plan;

import io.pairwire.model.TunnelSpec;

/** One host's half of a pseudowire: its half of the tunnel, and its end of the session there. */
public record Half(TunnelSpec tunnel, PlannedSession session) {}
