package io.pairwire.netlink;

import java.util.Map;

/**
 * A family of generic netlink, as the kernel has it at this moment.
 *
 * @param id the message type of its requests
 * @param groups its multicast groups' numbers by name
 */
public record GenericFamily(String name, int id, int version, Map<String, Integer> groups) {
    public GenericFamily {
        groups = Map.copyOf(groups);
    }
}
