/** Tests of the commands in process: what they say, what they exit with, and whom they contact. */
@NullMarked
package io.pairwire.cli;

import org.jspecify.annotations.NullMarked;
