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
 */
public record Hosts(Optional<Set<HostName>> known, Function<HostName, Optional<IpAddress>> localAddress) {
    public Hosts {
        known = known.map(Set::copyOf);
    }

    /** Returns what is known without an inventory: nothing. */
    public static Hosts unknown() {
        return new Hosts(Optional.empty(), host -> Optional.empty());
    }

    /** Returns what an inventory knows. */
    public static Hosts of(Set<HostName> known, Function<HostName, Optional<IpAddress>> localAddress) {
        return new Hosts(Optional.of(known), localAddress);
    }
}
