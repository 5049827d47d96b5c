/**
 * The program that runs on a host: observes what its kernel carries, changes it as it is told, and goes back by itself when
 * it is left alone before it was told to keep the change.
 *
 * <p>It wires the other rooms together and keeps the host's lock, manifest and journal. It reads no topology, opens no network
 * connection and never decides what a host should carry.
 */
@NullMarked
package io.pairwire.agent;

import org.jspecify.annotations.NullMarked;
