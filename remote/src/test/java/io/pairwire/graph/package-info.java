/** Tests of pictures: what is written is read again, by a parser or by the rules of its language. */
@NullMarked
package io.pairwire.graph;

import org.jspecify.annotations.NullMarked;
