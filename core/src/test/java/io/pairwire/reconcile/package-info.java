/** Tests of the diff, among them that what it lists leads where it says, on a host in memory. */
@NullMarked
package io.pairwire.reconcile;

import org.jspecify.annotations.NullMarked;
