/**
 * Worlds of a few hosts that are walked through: topologies that are edited at random, kernels that are worked at by hand, and
 * after each step all that must hold.
 *
 * <p>A {@link io.pairwire.world.Ground} is what a world stands on: fake kernels here, real ones in the lab.
 */
@NullMarked
package io.pairwire.world;

import org.jspecify.annotations.NullMarked;
