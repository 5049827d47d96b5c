/**
 * The generic netlink family {@code l2tp}: tunnels and sessions as the kernel tells them, and orders to make, change and delete
 * them, as requests that a connection carries out singly or by the batch.
 *
 * <p>Knows the kernel's attributes ({@code linux/l2tp.h}) and what each of its errors means. Never decides what should be, never
 * trusts a success to mean more than the kernel makes it mean, and never touches interfaces: those are {@code link}'s.
 */
@NullMarked
package io.pairwire.l2tp;

import org.jspecify.annotations.NullMarked;
