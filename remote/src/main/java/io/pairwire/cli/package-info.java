/**
 * The command line: reads the files, asks the other rooms, and shows what they answer, as text or as JSON Lines.
 *
 * <p>Only this room uses the standard streams, and it alone turns outcomes into exit codes. It decides nothing about
 * pseudowires.
 */
@NullMarked
package io.pairwire.cli;

import org.jspecify.annotations.NullMarked;
