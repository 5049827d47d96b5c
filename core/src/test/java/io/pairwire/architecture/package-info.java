/** Holds the house against its drawing in {@code docs/architecture.md}. */
@NullMarked
package io.pairwire.architecture;

import org.jspecify.annotations.NullMarked;
