package io.pairwire.cli;

import java.util.Optional;

/** What an attribute is where there is nothing to see of it. */
final class Usual {
    private Usual() {}

    /** Returns an attribute's value, in a word where it is the usual one. */
    static String shown(String attribute, Optional<String> value) {
        return value.orElseGet(() -> switch (attribute) {
            case "netns" -> "the host's own";
            case "udp_checksum", "l2spec_type" -> "default";
            case "lns_mode" -> "off";
            case "reorder_timeout" -> "0 ms";
            case "state" -> "up";
            default -> "none";
        });
    }
}
