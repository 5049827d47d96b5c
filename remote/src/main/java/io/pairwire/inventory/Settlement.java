package io.pairwire.inventory;

import io.pairwire.model.HostName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Settles for each host which of the values that a variable is given counts, by Ansible's precedence. */
final class Settlement {
    /** What Ansible sets itself, and so cannot be set. */
    private static final Set<String> ITS_OWN = Set.of(
            "ansible_diff_mode",
            "ansible_config_file",
            "ansible_facts",
            "ansible_forks",
            "ansible_inventory_sources",
            "ansible_limit",
            "ansible_playbook_python",
            "ansible_run_tags",
            "ansible_skip_tags",
            "ansible_verbosity",
            "ansible_version",
            "inventory_dir",
            "inventory_file",
            "inventory_hostname",
            "inventory_hostname_short",
            "groups",
            "group_names",
            "omit",
            "playbook_dir");

    private final Groups groups;
    private final VariableFiles files;
    private final HostVariables variables;

    Settlement(Groups groups, VariableFiles files, HostVariables variables) {
        this.groups = groups;
        this.files = files;
        this.variables = variables;
    }

    Inventory settle() {
        Map<HostName, Set<Group>> groupsOf = new LinkedHashMap<>();
        groups.hosts()
                .keySet()
                .forEach(host -> groupsOf.put(host, new LinkedHashSet<>(Set.of(groups.group(Group.ALL)))));
        for (Group group : groups.groups().values()) {
            Set<Group> above = group.ancestors();
            group.hosts()
                    .forEach(host -> groupsOf.computeIfAbsent(host, absent -> new LinkedHashSet<>())
                            .addAll(above));
        }
        Map<HostName, InventoryHost> hosts = new LinkedHashMap<>();
        groups.hosts()
                .forEach((name, host) -> hosts.put(name, host(name, host, groupsOf.getOrDefault(name, Set.of()))));
        Map<String, InventoryGroup> settled = new LinkedHashMap<>();
        groups.groups().values().forEach(group -> settled.put(group.name(), group(group)));
        return new Inventory(hosts, settled);
    }

    private InventoryHost host(HostName name, Groups.Host host, Set<Group> in) {
        Group all = groups.group(Group.ALL);
        List<Group> others = in.stream()
                .filter(group -> group != all)
                .sorted(Group.PRECEDENCE)
                .toList();
        Map<String, Given> given = new LinkedHashMap<>(all.variables());
        others.forEach(group -> given.putAll(group.variables()));
        given.putAll(files.ofGroups(List.of(Group.ALL)));
        given.putAll(files.ofGroups(others.stream().map(Group::name).toList()));
        Map<String, Given> own = new LinkedHashMap<>(host.variables());
        own.putAll(files.ofHost(name.text()));
        given.putAll(own);
        List<String> names = Stream.concat(
                        Stream.of(Group.ALL), others.stream().map(Group::name).sorted())
                .toList();
        return variables.host(name, names, given, shown(given), shown(own));
    }

    private InventoryGroup group(Group group) {
        Map<String, Given> given = new LinkedHashMap<>(group.variables());
        given.putAll(files.ofGroups(List.of(group.name())));
        Map<String, Value> shown = shown(given);
        if (group.priority() != 1) {
            shown.put("ansible_group_priority", new Value.Whole(BigInteger.valueOf(group.priority())));
        }
        return new InventoryGroup(
                group.name(),
                group.children().stream().map(Group::name).toList(),
                new ArrayList<>(group.hosts()),
                new ArrayList<>(group.allHosts()),
                shown);
    }

    private static Map<String, Value> shown(Map<String, Given> given) {
        Map<String, Value> shown = new LinkedHashMap<>();
        given.forEach((variable, value) -> {
            if (!ITS_OWN.contains(variable)) {
                shown.put(variable, value.value());
            }
        });
        return shown;
    }
}
