package io.pairwire.ssh;

import java.time.Duration;

/**
 * How an agent's start went.
 *
 * @param connect TCP, key exchange and host key check
 * @param authenticate the login
 * @param exec from opening the channel to the bootstrap's first word
 * @param upload from the request for what the host did not have to its being there and checked, zero where it had all
 * @param uploaded whether the jar had to be sent
 * @param runtimeSent whether a Java runtime had to be sent
 * @param skippedNoise how many octets of noise came before the bootstrap's first word
 * @param java the Java that runs the agent, as its path and version
 */
public record StartReport(
        Duration connect,
        Duration authenticate,
        Duration exec,
        Duration upload,
        boolean uploaded,
        boolean runtimeSent,
        long skippedNoise,
        String java) {}
