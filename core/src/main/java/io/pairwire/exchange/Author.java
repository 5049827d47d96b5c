package io.pairwire.exchange;

/**
 * On whose behalf a host is changed.
 *
 * @param operator who runs the command, and where: {@code user@machine}
 * @param caller who has logged in on the host for it
 */
public record Author(String operator, Provenance provenance, Caller caller) {}
