/**
 * Reads a topology file into the model, both ends of every pseudowire in one value, and holds it to the static rules.
 *
 * <p>What the file leaves out is allocated, and stays what the lock file says: {@link io.pairwire.topology.Allocation} tells what
 * that should say, and whoever calls writes it.
 *
 * <p>{@link io.pairwire.topology.TopologyReader} is the way in. It reports everything that is wrong at once, each with its
 * place, its rule and a hint, and gives no topology that breaks a rule. It never opens a file, asks a host or a name
 * server, and never mirrors: what a peer assigned is not its business.
 */
@NullMarked
package io.pairwire.topology;

import org.jspecify.annotations.NullMarked;
