/**
 * Derives from a topology what each host should carry: the crossing of the two ends' values, done here and nowhere else.
 *
 * <p>Pure: no files, no clock, no network. It knows nothing of what a host carries already.
 */
@NullMarked
package io.pairwire.plan;

import org.jspecify.annotations.NullMarked;
