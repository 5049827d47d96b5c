/**
 * The netlink protocol: messages and attributes as bytes, generic netlink's family look-up, and a connection that asks the
 * kernel and hears its answers out.
 *
 * <p>The way in is a {@link io.pairwire.netlink.Connection} over a {@link io.pairwire.netlink.Socket}. A {@link
 * io.pairwire.netlink.Request} is a value: nothing happens until a connection carries it out. What the kernel refuses comes
 * back with the error's name, the kernel's own words where it has some, and what the error means for that request.
 *
 * <p>Knows no family's attributes, no word of the domain and no system call. Bytes and error numbers end here.
 */
@NullMarked
package io.pairwire.netlink;

import org.jspecify.annotations.NullMarked;
