package io.pairwire.ssh;

import java.time.Duration;

/**
 * One SSH server on the way to a host, or the host itself, everything about it settled.
 *
 * @param connectTimeout how long the connection to one address may take, and then the key exchange
 * @param keepAliveInterval how often it is asked whether it is there
 * @param keepAliveMisses after how many silent intervals it counts as lost
 */
record Hop(
        SshTarget target,
        HostKeyPolicy hostKeys,
        Identities identities,
        Duration connectTimeout,
        Duration keepAliveInterval,
        int keepAliveMisses) {}
