package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The groups and hosts of all sources as they grow, with the variables that each is given, before any precedence. */
final class Groups {
    private static final List<String> OUR_VARIABLES =
            List.of(HostVariables.PAIRWIRE_LOCAL, HostVariables.PAIRWIRE_RUNTIME, HostVariables.PAIRWIRE_CACHE);
    private static final String PRIORITY = "ansible_group_priority";

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<HostName, Host> hosts = new LinkedHashMap<>();

    /** A host, where it stood first, and the variables that it is given itself. */
    record Host(Position at, Problems problems, Map<String, Given> variables) {}

    Groups() {
        group(Group.ALL);
        group(Group.ALL).take(group(Group.UNGROUPED));
    }

    /** Returns a group, which is made where there is none of this name. */
    Group group(String name) {
        return groups.computeIfAbsent(name, Group::new);
    }

    boolean has(String group) {
        return groups.containsKey(group);
    }

    Map<String, Group> groups() {
        return groups;
    }

    Map<HostName, Host> hosts() {
        return hosts;
    }

    /** Puts a group into another, or says that it cannot be. */
    void child(Group parent, Group child, Position at, Problems problems) {
        if (!parent.take(child)) {
            problems.add(
                    InventoryRule.LOOP,
                    at,
                    "group " + Problems.quote(child.name()) + " holds itself, through " + Problems.quote(parent.name()),
                    "remove one of the 'children' entries");
        }
    }

    /** Puts a host into a group. A port counts where the host stands for the first time, as with Ansible. */
    void host(HostName name, Group group, Optional<Integer> port, Position at, Problems problems) {
        Host host = hosts.get(name);
        if (host == null) {
            host = new Host(at, problems, new LinkedHashMap<>());
            hosts.put(name, host);
            Host fresh = host;
            port.ifPresent(number -> fresh.variables.put(
                    HostVariables.PORT, new Given(new Value.Whole(BigInteger.valueOf(number)), at, at, problems)));
        }
        group.hosts().add(name);
    }

    /** Gives a host a variable; where a group has the host's name it goes to the group, as with Ansible. */
    void variable(HostName host, String variable, Given given) {
        Group namesake = groups.get(host.text());
        if (namesake != null) {
            variable(namesake, variable, given);
            return;
        }
        check(variable, given);
        Host known = hosts.get(host);
        if (known != null) {
            known.variables.put(variable, given);
        }
    }

    void variable(Group group, String variable, Given given) {
        if (!variable.equals(PRIORITY)) {
            check(variable, given);
            group.variables().put(variable, given);
            return;
        }
        Optional<Integer> priority = given.value()
                .text()
                .map(String::strip)
                .filter(text -> text.matches("[-+]?[0-9]{1,9}"))
                .map(Integer::valueOf);
        priority.ifPresent(group::priority);
        if (priority.isEmpty()) {
            given.problems()
                    .add(
                            InventoryRule.BAD_VALUE,
                            given.at(),
                            PRIORITY + " must be a whole number",
                            "write a number such as 10");
        }
    }

    /** Notes what is no variable of ours though it looks like one. */
    static void check(String variable, Given given) {
        if (variable.startsWith("pairwire_") && !OUR_VARIABLES.contains(variable)) {
            given.problems()
                    .add(
                            InventoryRule.MISSPELT,
                            given.named(),
                            "there is no variable " + Problems.quote(variable),
                            Suggestion.hint(variable, OUR_VARIABLES, "there is " + String.join(", ", OUR_VARIABLES)));
        }
    }

    /** Puts every group below {@code all}, and hosts into {@code ungrouped} which are in no other group, once all sources are read. */
    void settle() {
        Group all = group(Group.ALL);
        Group ungrouped = group(Group.UNGROUPED);
        for (Group group : List.copyOf(groups.values())) {
            if (group != all && group.parents().isEmpty()) {
                all.take(group);
            }
        }
        Set<HostName> grouped = new LinkedHashSet<>();
        groups.values().stream()
                .filter(group -> group != all && group != ungrouped)
                .forEach(group -> grouped.addAll(group.hosts()));
        ungrouped.hosts().removeAll(grouped);
        hosts.keySet().stream().filter(host -> !grouped.contains(host)).forEach(ungrouped.hosts()::add);
        hosts.forEach((name, host) -> {
            if (groups.containsKey(name.text())) {
                host.problems()
                        .add(
                                InventoryRule.SAME_NAME,
                                host.at(),
                                "host " + name + " has the name of a group",
                                "rename one of them");
            }
        });
    }
}
