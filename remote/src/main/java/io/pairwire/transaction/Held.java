package io.pairwire.transaction;

import io.pairwire.model.PseudowireName;

/**
 * A pseudowire that is left as it is at both ends, and why.
 *
 * @param conflict whether something that is not ours stands in its way; otherwise a host could not be had
 */
public record Held(PseudowireName pseudowire, String reason, boolean conflict) {}
