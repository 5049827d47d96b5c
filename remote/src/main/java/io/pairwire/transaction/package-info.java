/**
 * What happens to each pseudowire over both its ends.
 *
 * <p>{@link io.pairwire.transaction.PairPlan} decides, purely, what is done and what is held back because its other end
 * cannot be changed; {@link io.pairwire.transaction.Run} does it over one agent a host. No pseudowire is changed at one end
 * alone: an end that fails takes every change of the run back, and what could not be taken back is said. The room reads no
 * file, prints nothing and knows no netlink.
 */
@NullMarked
package io.pairwire.transaction;

import org.jspecify.annotations.NullMarked;
