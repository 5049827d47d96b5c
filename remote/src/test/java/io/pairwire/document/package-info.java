/** The documents as tests read them: their fenced blocks, the commands in these, and the tutorial, which can be followed. */
@NullMarked
package io.pairwire.document;

import org.jspecify.annotations.NullMarked;
