package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlList;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An inventory as programs print it when they are asked to {@code --list}: groups with lists of hosts, and {@code _meta}. */
final class ListedSource {
    private static final String META = "_meta";

    private final Groups groups;
    private final Problems problems;
    private final YamlTypes types;
    private final Map<HostName, Position> mentioned = new LinkedHashMap<>();

    /** Tells the variables of one host, where the list does not tell those of all. */
    interface HostVariablesOf {
        /** Returns them; empty where they could not be had, which is then among the problems. */
        Optional<YamlMapping> ask(HostName host);
    }

    private ListedSource(Groups groups, Problems problems) {
        this.groups = groups;
        this.problems = problems;
        this.types = new YamlTypes(problems);
    }

    /** Returns whether a JSON text is a list of this kind rather than an inventory as people write it. */
    static boolean looksLike(YamlMapping file) {
        return file.entry(META).isPresent()
                || file.entries().stream()
                        .map(YamlEntry::value)
                        .anyMatch(group -> group.list().isPresent()
                                || group.mapping().stream()
                                        .flatMap(mapping -> mapping.entries().stream())
                                        .anyMatch(part -> !part.name().equals("vars")
                                                && part.value().list().isPresent()));
    }

    static void read(YamlMapping file, Groups groups, Problems problems, HostVariablesOf program) {
        new ListedSource(groups, problems).read(file, program);
    }

    private void read(YamlMapping file, HostVariablesOf program) {
        for (YamlEntry entry : file.entries()) {
            if (!entry.name().equals(META)) {
                group(entry);
            }
        }
        Optional<YamlEntry> all =
                file.entry(META).flatMap(meta -> meta.value().mapping()).flatMap(meta -> meta.entry("hostvars"));
        mentioned.forEach((host, at) -> {
            Optional<YamlMapping> variables = all.isPresent()
                    ? all.get()
                            .value()
                            .mapping()
                            .flatMap(hosts -> hosts.entry(host.text()))
                            .flatMap(this::mapping)
                    : program.ask(host);
            variables.ifPresent(known -> known.entries()
                    .forEach(variable -> groups.variable(host, types.key(variable.key()), given(variable))));
        });
    }

    private Optional<YamlMapping> mapping(YamlEntry entry) {
        if (entry.value().mapping().isEmpty() && !entry.value().isNull()) {
            wrong(entry, "a mapping");
        }
        return entry.value().mapping();
    }

    private void wrong(YamlEntry entry, String wanted) {
        problems.add(
                InventoryRule.WRONG_KIND,
                entry.value().at(),
                Problems.quote(entry.name()) + " must be " + wanted + ", not "
                        + entry.value().kind(),
                "see what 'ansible-inventory --list' prints");
    }

    private void group(YamlEntry entry) {
        Group group = groups.group(entry.name());
        Optional<YamlMapping> mapping = entry.value().mapping();
        if (mapping.isEmpty()) {
            hosts(entry, group);
            return;
        }
        YamlMapping parts = mapping.get();
        if (List.of("hosts", "vars", "children").stream()
                .noneMatch(part -> parts.entry(part).isPresent())) {
            host(entry.name(), entry.key().at(), group);
            variables(entry, group);
            return;
        }
        parts.entry("hosts").ifPresent(hosts -> hosts(hosts, group));
        parts.entry("vars").ifPresent(variables -> variables(variables, group));
        parts.entry("children").ifPresent(children -> children(children, group));
    }

    private void hosts(YamlEntry entry, Group group) {
        items(entry).forEach(host -> text(host).ifPresent(name -> host(name, host.at(), group)));
    }

    private void children(YamlEntry entry, Group group) {
        items(entry)
                .forEach(child ->
                        text(child).ifPresent(name -> groups.child(group, groups.group(name), child.at(), problems)));
    }

    private Collection<YamlValue> items(YamlEntry entry) {
        if (entry.value().list().isEmpty()) {
            wrong(entry, "a list");
        }
        return entry.value().list().map(YamlList::items).orElse(List.of());
    }

    private Optional<String> text(YamlValue value) {
        if (types.of(value) instanceof Value.Text text) {
            return Optional.of(text.written());
        }
        problems.add(
                InventoryRule.WRONG_KIND,
                value.at(),
                "a name must be text, not " + value.kind(),
                "put it in double quotes");
        return Optional.empty();
    }

    private void host(String text, Position at, Group group) {
        try {
            HostName name = new HostName(text);
            groups.host(name, group, Optional.empty(), at, problems);
            mentioned.putIfAbsent(name, at);
        } catch (IllegalArgumentException e) {
            problems.add(
                    InventoryRule.HOST_NAME,
                    at,
                    Problems.quote(text) + " cannot be a host's name",
                    "use 1 to 253 of letters, digits, _ . and -, the first a letter, digit or _");
        }
    }

    private void variables(YamlEntry entry, Group group) {
        mapping(entry)
                .ifPresent(variables -> variables
                        .entries()
                        .forEach(variable -> groups.variable(group, types.key(variable.key()), given(variable))));
    }

    private Given given(YamlEntry variable) {
        return new Given(
                types.of(variable.value()),
                variable.key().at(),
                variable.value().at(),
                problems);
    }
}
