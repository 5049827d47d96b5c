/**
 * Draws which hosts pseudowires join: as SVG, and in the languages of Mermaid, Graphviz and D2.
 *
 * <p>Pure: from values to text. {@link io.pairwire.graph.Pictures} makes a {@link io.pairwire.graph.Picture} of a topology, of a plan or of
 * what was verified, and {@link io.pairwire.graph.Format} writes it. No clock, no files, no randomness: the same values give the same
 * octets. A picture has no place for a cookie.
 */
@NullMarked
package io.pairwire.graph;

import org.jspecify.annotations.NullMarked;
