/** Tests of the crossing of two ends, and the generator of topologies that other rooms' properties are held against too. */
@NullMarked
package io.pairwire.plan;

import org.jspecify.annotations.NullMarked;
