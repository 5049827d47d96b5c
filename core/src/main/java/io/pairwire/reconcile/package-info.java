/**
 * Compares what a host should carry with what its kernel carries, and lists the changes.
 *
 * <p>Pure: no clock, no files, no kernel. Its answer is ordered and may be printed instead of applied. Plan, apply and the
 * check after an apply all ask this one diff; none has rules of its own.
 */
@NullMarked
package io.pairwire.reconcile;

import org.jspecify.annotations.NullMarked;
