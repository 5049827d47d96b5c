/** What {@code remote/lab/bench} takes of Java. */
@NullMarked
package io.pairwire.bench;

import org.jspecify.annotations.NullMarked;
