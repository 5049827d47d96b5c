package io.pairwire.inventory;

import io.pairwire.model.HostName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group of an inventory.
 *
 * @param children the groups in it, in Ansible's order
 * @param hosts those in it itself
 * @param allHosts those in it and in the groups below
 * @param variables what it gives to its hosts, before any precedence: inline, then from {@code group_vars}
 */
public record InventoryGroup(
        String name,
        List<String> children,
        List<HostName> hosts,
        List<HostName> allHosts,
        Map<String, Value> variables) {
    public InventoryGroup {
        children = List.copyOf(children);
        hosts = List.copyOf(hosts);
        allHosts = List.copyOf(allHosts);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
