/** Holds the local utility to its grammar, its output and its silence about cookies. */
@NullMarked
package io.pairwire.l2tpv3tun;

import org.jspecify.annotations.NullMarked;
