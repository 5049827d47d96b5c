/**
 * The words of the domain as values: identifiers, addresses, cookies, pseudowires and the two ends they join.
 *
 * <p>Every value refuses nonsense when it is made and prints as people write it; a cookie prints only its length. Nothing
 * here reads a file, knows a protocol's bytes or asks a kernel.
 */
@NullMarked
package io.pairwire.model;

import org.jspecify.annotations.NullMarked;
