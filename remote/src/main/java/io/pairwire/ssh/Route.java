package io.pairwire.ssh;

import java.util.Optional;

/**
 * How a server is reached.
 *
 * @param hop the server itself
 * @param bastion the server that it is reached from, if not straight from here
 * @param command the command whose standard streams lead to it, if it is not reached over TCP
 */
record Route(Hop hop, Optional<Route> bastion, Optional<String> command) {}
