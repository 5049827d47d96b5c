/** Tests of {@link io.pairwire.probe}, and the wire that others' tests send probes over too. */
@NullMarked
package io.pairwire.probe;

import org.jspecify.annotations.NullMarked;
