/** Tests that documents arrive as they were sent, and that nothing else than a document ever does. */
@NullMarked
package io.pairwire.exchange;

import org.jspecify.annotations.NullMarked;
