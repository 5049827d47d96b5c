package io.pairwire.reconcile;

import io.pairwire.model.PseudowireName;

/** Something on the host that is not this topology's and stands where a pseudowire should be. */
public record Conflict(PseudowireName pseudowire, String message) {}
