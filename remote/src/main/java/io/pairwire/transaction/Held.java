package io.pairwire.transaction;

import io.pairwire.model.PseudowireName;

/** A pseudowire that is left as it is at both ends, and why. */
public record Held(PseudowireName pseudowire, String reason) {}
