package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows an inventory in the shapes of {@code ansible-inventory}; passwords, tokens and what is encrypted are hidden. */
public final class Listing {
    private static final Value HIDDEN = new Value.Text("********");

    private final Inventory inventory;
    private final boolean hiding;

    private Listing(Inventory inventory, boolean hiding) {
        this.inventory = inventory;
        this.hiding = hiding;
    }

    /** Returns the views of an inventory. */
    public static Listing of(Inventory inventory) {
        return new Listing(inventory, true);
    }

    /** Returns views that hide nothing: for tests. */
    static Listing bare(Inventory inventory) {
        return new Listing(inventory, false);
    }

    /**
     * Returns groups, their hosts, and the variables of hosts, as JSON.
     *
     * @param export whether variables stand where they are given, with groups and hosts, rather than settled for each host
     */
    public String list(boolean export) {
        Map<String, Value> groups = new LinkedHashMap<>();
        list(Group.ALL, export, groups, new LinkedHashSet<>());
        Map<String, Value> hosts = new LinkedHashMap<>();
        inventory.hosts().forEach((name, host) -> {
            Map<String, Value> variables = export ? host.ownVariables() : host.variables();
            if (!variables.isEmpty()) {
                hosts.put(name.text(), shown(variables));
            }
        });
        groups.put("_meta", new Value.Keyed(Map.of("hostvars", new Value.Keyed(hosts))));
        return Json.of(new Value.Keyed(groups));
    }

    private void list(String name, boolean export, Map<String, Value> into, Set<String> seen) {
        InventoryGroup group = inventory.group(name);
        Map<String, Value> parts = new LinkedHashMap<>();
        if (!name.equals(Group.ALL) && !group.hosts().isEmpty()) {
            parts.put(
                    "hosts",
                    Value.texts(group.hosts().stream().map(HostName::text).toList()));
        }
        if (!group.children().isEmpty()) {
            parts.put("children", Value.texts(group.children()));
        }
        for (String child : group.children()) {
            if (seen.add(child)) {
                list(child, export, into, seen);
            }
        }
        if (export && !group.variables().isEmpty()) {
            parts.put("vars", shown(group.variables()));
        }
        if (!parts.isEmpty()) {
            into.put(name, new Value.Keyed(parts));
        }
    }

    /** Returns a host's variables as JSON. */
    public String host(InventoryHost host) {
        return Json.of(shown(host.variables()));
    }

    /** Returns the groups with their hosts as a tree of lines, from a group that is there. */
    public String graph(String group) {
        List<String> lines = new ArrayList<>();
        graph(inventory.group(group), 0, lines);
        return String.join("\n", lines);
    }

    private void graph(InventoryGroup group, int depth, List<String> lines) {
        lines.add(indented("@" + group.name() + ":", depth));
        for (String child : group.children()) {
            graph(inventory.group(child), depth + 1, lines);
        }
        if (!group.name().equals(Group.ALL)) {
            group.hosts().forEach(host -> lines.add(indented(host.text(), depth + 1)));
        }
    }

    private static String indented(String text, int depth) {
        return depth == 0 ? text : "  |".repeat(depth) + "--" + text;
    }

    private Value shown(Map<String, Value> variables) {
        Map<String, Value> shown = new LinkedHashMap<>();
        variables.forEach((name, value) -> shown.put(
                name, hiding && Problems.isSecret(name) && !(value instanceof Value.Nothing) ? HIDDEN : shown(value)));
        return new Value.Keyed(shown);
    }

    private Value shown(Value value) {
        if (value instanceof Value.Keyed keyed) {
            return shown(keyed.entries());
        }
        if (value instanceof Value.Many many) {
            return new Value.Many(many.items().stream().map(this::shown).toList());
        }
        return hiding && value instanceof Value.Vaulted ? HIDDEN : value;
    }
}
