package io.pairwire.topology;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is known of the hosts besides the topology file, usually from an inventory.
 *
 * @param known every host there is; empty where nobody knows, and then no host is unknown
 * @param localAddress the outer address of a host whose end does not say {@code local}
 * @param isUnread whether there is an inventory that could not be read: what is missing may stand there, and its own faults come first
 */
public record Hosts(
        Optional<Set<HostName>> known, Function<HostName, Optional<IpAddress>> localAddress, boolean isUnread) {
    public Hosts {
        known = known.map(Set::copyOf);
    }

    /** Returns what is known without an inventory: nothing. */
    public static Hosts unknown() {
        return new Hosts(Optional.empty(), host -> Optional.empty(), false);
    }

    /** Returns what is known where the inventory could not be read: nothing, for now. */
    public static Hosts unread() {
        return new Hosts(Optional.empty(), host -> Optional.empty(), true);
    }

    /** Returns what an inventory knows. */
    public static Hosts of(Set<HostName> known, Function<HostName, Optional<IpAddress>> localAddress) {
        return new Hosts(Optional.of(known), localAddress, false);
    }
}
