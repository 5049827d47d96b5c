package io.pairwire.plan;

/** One host's half of a pseudowire: its half of the tunnel, and its end of the session there. */
public record Half(PlannedTunnel tunnel, PlannedSession session) {}
