package io.pairwire.inventory;

import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;

/**
 * A variable's value, and the place that gave it.
 *
 * @param named where its name stands
 * @param at where the value stands
 * @param problems those of the file it stands in
 */
record Given(Value value, Position named, Position at, Problems problems) {}
