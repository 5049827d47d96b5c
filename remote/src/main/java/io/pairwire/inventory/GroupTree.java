package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The groups and hosts of an inventory with the variables that each is given, before any precedence. */
final class GroupTree {
    private static final Pattern NAME_AND_PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])+):([0-9]{1,5})");
    private static final List<String> GROUP_KEYS = List.of("hosts", "children", "vars");
    private static final List<String> OUR_VARIABLES = List.of(HostVariables.PAIRWIRE_LOCAL);

    private final Problems problems;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<HostName, Map<String, YamlEntry>> hosts = new LinkedHashMap<>();
    private final Map<HostName, Position> places = new LinkedHashMap<>();

    GroupTree(YamlMapping file, Problems problems) {
        this.problems = problems;
        group(Group.ALL, Position.START);
        group(Group.UNGROUPED, Position.START);
        if (file.entry("plugin").flatMap(entry -> entry.value().scalar()).isPresent()) {
            problems.add(
                    InventoryRule.PLUGIN,
                    file.entry("plugin").orElseThrow().key().at(),
                    "this file configures an inventory plugin; it lists no hosts itself",
                    "give what 'ansible-inventory -i FILE --list --yaml' prints");
            return;
        }
        for (YamlEntry entry : file.entries()) {
            read(entry);
        }
        settle();
    }

    Map<String, Group> groups() {
        return groups;
    }

    /** Returns each host with the variables that it is given itself. */
    Map<HostName, Map<String, YamlEntry>> hosts() {
        return hosts;
    }

    Position placeOf(HostName host) {
        return places.getOrDefault(host, Position.START);
    }

    private Group group(String name, Position at) {
        return groups.computeIfAbsent(name, absent -> new Group(name, at));
    }

    private void read(YamlEntry entry) {
        Group group = group(entry.name(), entry.key().at());
        YamlValue value = entry.value();
        if (value.isNull() || value.isRefused()) {
            return;
        }
        if (value.mapping().isEmpty()) {
            problems.add(
                    InventoryRule.WRONG_KIND,
                    value.at(),
                    "group " + Problems.quote(entry.name()) + " must be a mapping, not " + value.kind(),
                    "write 'hosts:', 'children:' or 'vars:' below it, indented");
            return;
        }
        for (YamlEntry part : value.mapping().get().entries()) {
            switch (part.name()) {
                case "vars" -> variables(part, group.variables());
                case "children" -> children(part, group);
                case "hosts" -> hosts(part, group);
                default ->
                    problems.add(
                            InventoryRule.UNEXPECTED_KEY,
                            part.key().at(),
                            "the key " + Problems.quote(part.name()) + " of group " + Problems.quote(entry.name())
                                    + " is skipped",
                            Suggestion.hint(
                                    part.name(),
                                    GROUP_KEYS,
                                    "a group has 'hosts', 'children' and 'vars': put it into one of them"));
            }
        }
    }

    private void variables(YamlEntry entry, Map<String, YamlEntry> into) {
        for (YamlEntry variable : named(entry, "a mapping of variables")) {
            variable(variable, into);
        }
    }

    private void variable(YamlEntry variable, Map<String, YamlEntry> into) {
        into.put(variable.name(), variable);
        if (variable.name().startsWith("pairwire_") && !OUR_VARIABLES.contains(variable.name())) {
            problems.add(
                    InventoryRule.MISSPELT,
                    variable.key().at(),
                    "there is no variable " + Problems.quote(variable.name()),
                    Suggestion.hint(variable.name(), OUR_VARIABLES, "there is " + String.join(", ", OUR_VARIABLES)));
        }
    }

    private void children(YamlEntry entry, Group group) {
        for (YamlEntry child : named(entry, "a mapping of groups")) {
            group.children().putIfAbsent(child.name(), child.key().at());
            read(child);
        }
    }

    private void hosts(YamlEntry entry, Group group) {
        for (YamlEntry host : named(entry, "a mapping of hosts")) {
            host(host, group);
        }
    }

    private void host(YamlEntry entry, Group group) {
        YamlScalar key = entry.key();
        Matcher withPort = NAME_AND_PORT.matcher(key.text());
        boolean hasPort = withPort.matches();
        String pattern = hasPort ? withPort.group(1) : key.text();
        Optional<List<String>> names = HostRange.unfold(pattern);
        if (names.isEmpty()) {
            problems.add(
                    InventoryRule.RANGE,
                    key.at(),
                    "the host range " + Problems.quote(key.text()) + " cannot be unfolded",
                    "write [1:3], [01:10] (both of one length), [a:c] or [1:9:2], and at most " + HostRange.MOST_HOSTS
                            + " hosts");
            return;
        }
        YamlMapping variables = variablesOf(entry);
        for (String text : names.get()) {
            Optional<HostName> name = hostName(text, key);
            if (name.isEmpty()) {
                return;
            }
            Map<String, YamlEntry> own = hosts.computeIfAbsent(name.get(), absent -> new LinkedHashMap<>());
            places.putIfAbsent(name.get(), key.at());
            group.hosts().add(name.get());
            if (hasPort) {
                own.put(
                        HostVariables.PORT,
                        new YamlEntry(key, new YamlScalar(withPort.group(2), key.at(), true, Optional.empty())));
            }
            variables.entries().forEach(variable -> variable(variable, own));
        }
    }

    private Optional<HostName> hostName(String text, YamlScalar key) {
        try {
            return Optional.of(new HostName(text));
        } catch (IllegalArgumentException e) {
            problems.add(
                    InventoryRule.HOST_NAME,
                    key.at(),
                    Problems.quote(text) + " cannot be a host's name",
                    text.indexOf(':') >= 0
                            ? "give it a name, and write 'ansible_host: "
                                    + Problems.quote(text).replace("'", "\"") + "'"
                            : "use 1 to 253 of letters, digits, _ . and -, the first a letter, digit or _");
            return Optional.empty();
        }
    }

    private YamlMapping variablesOf(YamlEntry host) {
        if (!host.value().isNull()
                && !host.value().isRefused()
                && host.value().mapping().isEmpty()) {
            problems.add(
                    InventoryRule.WRONG_KIND,
                    host.value().at(),
                    "host " + Problems.quote(host.name()) + " must be a mapping of variables or nothing, not "
                            + host.value().kind(),
                    "write 'ansible_host: ADDRESS' below it, indented");
        }
        return host.value().mapping().orElse(YamlMapping.empty(host.value().at()));
    }

    /** Returns the entries of a mapping; as with Ansible, a single word is a mapping of it alone. */
    private Collection<YamlEntry> named(YamlEntry entry, String wanted) {
        YamlValue value = entry.value();
        if (value.isNull() || value.isRefused()) {
            return List.of();
        }
        if (value.scalar().isPresent() && !entry.name().equals("vars")) {
            YamlScalar word = value.scalar().get();
            return List.of(new YamlEntry(word, new YamlScalar("", word.at(), true, Optional.empty())));
        }
        if (value.mapping().isEmpty()) {
            problems.add(
                    InventoryRule.WRONG_KIND,
                    value.at(),
                    "'" + entry.name() + "' must be " + wanted + ", not " + value.kind(),
                    "write 'NAME:' lines below it, without '-'");
        }
        return value.mapping().map(YamlMapping::entries).orElse(List.of());
    }

    /** Puts every group below {@code all}, and every host of no group into {@code ungrouped}; finds depths and loops. */
    private void settle() {
        Group all = group(Group.ALL, Position.START);
        Set<String> placed = new LinkedHashSet<>();
        groups.values().forEach(group -> placed.addAll(group.children().keySet()));
        for (Group group : List.copyOf(groups.values())) {
            if (group != all && !placed.contains(group.name())) {
                all.children().putIfAbsent(group.name(), group.at());
            }
        }
        Set<HostName> grouped = new LinkedHashSet<>();
        groups.values().stream().filter(group -> group != all).forEach(group -> grouped.addAll(group.hosts()));
        hosts.keySet().stream()
                .filter(host -> !grouped.contains(host))
                .forEach(host -> group(Group.UNGROUPED, Position.START).hosts().add(host));
        loops();
        for (HostName host : hosts.keySet()) {
            if (groups.containsKey(host.text())) {
                problems.add(
                        InventoryRule.SAME_NAME,
                        placeOf(host),
                        "host " + host + " has the name of a group",
                        "rename one of them");
            }
        }
    }

    /** Walks down in topological order, so that a group's depth is known before its children's. */
    private void loops() {
        Map<String, Integer> parents = new LinkedHashMap<>();
        groups.keySet().forEach(name -> parents.put(name, 0));
        groups.values()
                .forEach(group -> group.children().keySet().forEach(child -> parents.merge(child, 1, Integer::sum)));
        Deque<Group> free = new ArrayDeque<>();
        groups.values().stream()
                .filter(group -> parents.getOrDefault(group.name(), 0) == 0)
                .forEach(free::add);
        Set<String> walked = new LinkedHashSet<>();
        while (!free.isEmpty()) {
            Group group = free.remove();
            walked.add(group.name());
            for (String name : group.children().keySet()) {
                Group child = groups.get(name);
                if (child != null) {
                    child.deepen(group.depth() + 1);
                    if (parents.merge(name, -1, Integer::sum) == 0) {
                        free.add(child);
                    }
                }
            }
        }
        for (Group group : groups.values()) {
            Optional<Map.Entry<String, Position>> back = group.children().entrySet().stream()
                    .filter(child -> !walked.contains(group.name()) && reaches(child.getKey(), group.name()))
                    .findFirst();
            if (back.isPresent()) {
                problems.add(
                        InventoryRule.LOOP,
                        back.get().getValue(),
                        "group " + Problems.quote(back.get().getKey()) + " holds itself, through "
                                + Problems.quote(group.name()),
                        "remove one of the 'children' entries");
                return;
            }
        }
    }

    private boolean reaches(String from, String to) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String name = open.remove();
            Group group = groups.get(name);
            if (name.equals(to)) {
                return true;
            }
            if (group != null && seen.add(name)) {
                open.addAll(group.children().keySet());
            }
        }
        return false;
    }
}
