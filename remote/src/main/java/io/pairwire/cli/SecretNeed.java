package io.pairwire.cli;

/** How much a command has to do with the secrets that a topology names. */
enum SecretNeed {
    /** Nothing: none is looked up. */
    NONE,
    /** What can be had is checked; what cannot is passed over. */
    IF_AT_HAND,
    /** Each must be had. */
    ALL
}
