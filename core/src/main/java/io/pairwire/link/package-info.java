/**
 * The slice of {@code rtnetlink} that a pseudowire's interface needs: links and addresses as the kernel tells them, and orders to
 * set a link up in one message and to give it addresses.
 *
 * <p>Never makes or removes an interface: {@code l2tp} does that by its sessions. Never looks an index up that a dump has told.
 */
@NullMarked
package io.pairwire.link;

import org.jspecify.annotations.NullMarked;
