/**
 * A kernel that is not one: it speaks the netlink of L2TP, links and addresses, refuses what a real one refuses, and misbehaves when
 * told to. Its bytes are held against those of real kernels.
 */
@NullMarked
package io.pairwire.kernel;

import org.jspecify.annotations.NullMarked;
