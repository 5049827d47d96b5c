package io.pairwire.reconcile;

import io.pairwire.model.PseudowireName;

/** Something that is not this topology's and stands where a pseudowire should be, or is not there where it needs it. */
public record Conflict(PseudowireName pseudowire, String message) {}
