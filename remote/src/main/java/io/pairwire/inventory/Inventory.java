package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that may be spoken to, and the groups they are in.
 *
 * @param hosts by name, in the order of the sources
 * @param groups by name, in the order of the sources; {@code all} and {@code ungrouped} are always there, unless nobody is
 */
public record Inventory(Map<HostName, InventoryHost> hosts, Map<String, InventoryGroup> groups) {
    static final Inventory NOBODY = new Inventory(Map.of(), Map.of());

    public Inventory {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /** Returns the names of all hosts, in the order of the sources. */
    public Set<HostName> names() {
        return hosts.keySet();
    }

    /** Returns a host by its name. */
    public Optional<InventoryHost> host(HostName name) {
        return Optional.ofNullable(hosts.get(name));
    }

    /** Returns a group that is there. */
    InventoryGroup group(String name) {
        return Objects.requireNonNull(groups.get(name), name);
    }

    /** Returns where a host's tunnels start unless the topology says otherwise; empty for a host that is not here. */
    public Optional<IpAddress> localAddress(HostName name) {
        return host(name).flatMap(InventoryHost::localAddress);
    }
}
