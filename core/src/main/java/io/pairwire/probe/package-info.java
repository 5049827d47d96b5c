/**
 * The proof that a pseudowire passes frames: a frame of our own that goes in at one end, is noticed at the other and comes back.
 *
 * <p>The way in is a {@link io.pairwire.probe.Prober} over a {@link io.pairwire.probe.ProbeSocket}, one for each network namespace. It
 * answers the other end from {@code listen} on until it is closed, and sends frames of its own when it is told to. Frames are short and as
 * long as the interface takes, for a path may pass the one and not the other; each names its run and its pseudowire, so that one that
 * went astray is known for what it is. Knows no netlink message, no L2TP and no system call, and changes nothing on a host but counters.
 */
@NullMarked
package io.pairwire.probe;

import org.jspecify.annotations.NullMarked;
