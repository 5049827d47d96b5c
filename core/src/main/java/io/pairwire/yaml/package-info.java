/**
 * Reads YAML as text with places: events become a small tree of values, and every problem is gathered and shown with its
 * source line and a caret.
 *
 * <p>The one user of SnakeYAML, and of its event parser alone: a scalar stays the text it is until somebody who knows its
 * type takes it, duplicate keys are seen, and no value is built from a tag. Nothing here knows what a topology or an
 * inventory is, opens a file, or prints; and no secret of a file is ever quoted, not even its length.
 */
@NullMarked
package io.pairwire.yaml;

import org.jspecify.annotations.NullMarked;
