/**
 * The classic local utility {@code l2tpv3tun}, whole: its words and its output, what {@code ip l2tp} added to them since, and what
 * neither has. {@code docs/l2tpv3tun.md} is its manual.
 *
 * <p>A line of words becomes a {@link io.pairwire.l2tpv3tun.Command} or is refused, before the kernel hears of it; then it is carried
 * out on this host, once, and at once. Knows nothing of topologies and owns nothing: what it is told to delete it deletes, whoever
 * made it.
 *
 * <p>{@code show} prints cookies, as its users expect; nothing else here does.
 */
@NullMarked
package io.pairwire.l2tpv3tun;

import org.jspecify.annotations.NullMarked;
