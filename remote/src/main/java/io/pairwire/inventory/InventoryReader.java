package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads inventories.
 *
 * @param home what {@code ~} in a path means
 * @param workingDirectory what a relative path starts from: as for {@code ssh} and Ansible, not the inventory's directory
 */
public record InventoryReader(Path home, Path workingDirectory) {
    /** Ansible's order: what comes later wins (ansible.inventory.helpers.sort_groups). */
    private static final Comparator<Group> PRECEDENCE = Comparator.comparingInt(Group::depth)
            .thenComparingInt(InventoryReader::priority)
            .thenComparing(Group::name);

    /** Returns a reader for the user and the directory of this process. */
    public static InventoryReader ofThisProcess() {
        return new InventoryReader(
                Path.of(System.getProperty("user.home", "/")), Path.of("").toAbsolutePath());
    }

    /**
     * Reads an inventory.
     *
     * @param fileName what problems call the file
     * @param content the file's octets
     */
    public InventoryReading read(String fileName, byte[] content) {
        SourceText source = SourceText.of(fileName, content);
        Problems problems = new Problems(source);
        Optional<YamlMapping> file = YamlReader.read(source, YamlDialect.ANSIBLE, problems);
        if (file.isEmpty()) {
            return new InventoryReading(Optional.empty(), problems.sorted());
        }
        GroupTree tree = new GroupTree(file.get(), problems);
        Inventory inventory = problems.hasErrors() ? new Inventory(Map.of(), Map.of()) : settle(tree, problems);
        if (tree.hosts().isEmpty() && !problems.hasErrors()) {
            problems.add(
                    InventoryRule.NO_HOSTS,
                    Position.START,
                    "the inventory has no hosts",
                    "add them: 'all:', below it 'hosts:', below that 'NAME:' lines, each indented");
        }
        return new InventoryReading(
                problems.hasErrors() ? Optional.empty() : Optional.of(inventory), problems.sorted());
    }

    private Inventory settle(GroupTree tree, Problems problems) {
        HostVariables variables = new HostVariables(this, problems);
        Map<HostName, Set<Group>> groupsOf = new HashMap<>();
        Map<String, List<HostName>> members = new LinkedHashMap<>();
        for (Group group : tree.groups().values()) {
            Set<HostName> hosts = new LinkedHashSet<>();
            hostsOf(group, tree, hosts, new HashSet<>());
            hosts.forEach(host ->
                    groupsOf.computeIfAbsent(host, absent -> new HashSet<>()).add(group));
            members.put(
                    group.name(),
                    tree.hosts().keySet().stream().filter(hosts::contains).toList());
        }
        Map<HostName, InventoryHost> hosts = new LinkedHashMap<>();
        tree.hosts().forEach((name, own) -> {
            List<Group> groups = groupsOf.getOrDefault(name, Set.of()).stream()
                    .sorted(PRECEDENCE)
                    .toList();
            Map<String, YamlEntry> settled = new HashMap<>();
            groups.forEach(group -> settled.putAll(group.variables()));
            settled.putAll(own);
            List<String> names = Stream.concat(
                            Stream.of(Group.ALL),
                            groups.stream()
                                    .map(Group::name)
                                    .filter(group -> !group.equals(Group.ALL))
                                    .sorted())
                    .toList();
            hosts.put(name, variables.host(name, names, settled));
        });
        return new Inventory(hosts, members);
    }

    private static void hostsOf(Group group, GroupTree tree, Set<HostName> hosts, Set<String> seen) {
        if (seen.add(group.name())) {
            hosts.addAll(group.hosts());
            for (String child : group.children().keySet()) {
                Group below = tree.groups().get(child);
                if (below != null) {
                    hostsOf(below, tree, hosts, seen);
                }
            }
        }
    }

    private static int priority(Group group) {
        YamlEntry entry = group.variables().get("ansible_group_priority");
        return entry == null
                ? 1
                : entry.value()
                        .scalar()
                        .filter(scalar -> scalar.text().matches("[0-9]{1,9}"))
                        .map(scalar -> Integer.valueOf(scalar.text()))
                        .orElse(1);
    }

    /** Reads the text of an inventory. */
    public InventoryReading read(String fileName, String text) {
        return read(fileName, text.getBytes(StandardCharsets.UTF_8));
    }
}
