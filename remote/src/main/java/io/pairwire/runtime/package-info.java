/**
 * Makes Java runtimes for hosts that have none: what the agent needs of a JDK and no more, by {@code jlink}, as one archive that a bare host can
 * unpack.
 *
 * <p>{@link io.pairwire.runtime.LinkedRuntimes} is the door. Nothing is made, read or written before a host asks; then it is made once, and kept
 * in the cache of whoever runs the command. The same JDK gives the same octets.
 */
@NullMarked
package io.pairwire.runtime;

import org.jspecify.annotations.NullMarked;
