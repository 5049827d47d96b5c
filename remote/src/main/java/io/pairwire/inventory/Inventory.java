package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.model.IpAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts that may be spoken to, and the groups they are in.
 *
 * @param hosts by name, in the order of the file
 * @param groups each group's hosts, those of its child groups too; {@code all} and {@code ungrouped} are always there
 */
public record Inventory(Map<HostName, InventoryHost> hosts, Map<String, List<HostName>> groups) {
    public Inventory {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /** Returns the names of all hosts, in the order of the file. */
    public Set<HostName> names() {
        return hosts.keySet();
    }

    /** Returns a host by its name. */
    public Optional<InventoryHost> host(HostName name) {
        return Optional.ofNullable(hosts.get(name));
    }

    /** Returns where a host's tunnels start unless the topology says otherwise; empty for a host that is not here. */
    public Optional<IpAddress> localAddress(HostName name) {
        return host(name).flatMap(InventoryHost::localAddress);
    }
}
