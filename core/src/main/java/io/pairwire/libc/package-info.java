/**
 * The system calls that Java has none for, behind {@link io.pairwire.netlink.Socket} and {@link io.pairwire.probe.ProbeSocket}.
 *
 * <p>The sole user of jnr-ffi, and of its lower half alone ({@code com.kenai.jffi}): a fixed signature and plain numbers for each
 * call, no generated classes, so that the agent starts fast. Knows no message and no attribute.
 */
@NullMarked
package io.pairwire.libc;

import org.jspecify.annotations.NullMarked;
