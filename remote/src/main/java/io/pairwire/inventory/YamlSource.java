package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.Suggestion;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** An inventory in Ansible's YAML form. */
final class YamlSource {
    private static final List<String> GROUP_KEYS = List.of("hosts", "children", "vars");

    private final Groups groups;
    private final Problems problems;
    private final YamlTypes types;

    private YamlSource(Groups groups, Problems problems) {
        this.groups = groups;
        this.problems = problems;
        this.types = new YamlTypes(problems);
    }

    static void read(YamlMapping file, Groups groups, Problems problems) {
        Optional<YamlEntry> plugin =
                file.entry("plugin").filter(entry -> entry.value().scalar().isPresent());
        if (plugin.isPresent()) {
            problems.add(
                    InventoryRule.PLUGIN,
                    plugin.get().key().at(),
                    "this file configures an inventory plugin; it lists no hosts itself",
                    "give what 'ansible-inventory -i FILE --list --yaml' prints");
            return;
        }
        YamlSource source = new YamlSource(groups, problems);
        file.entries().forEach(source::group);
    }

    private Group group(YamlEntry entry) {
        name(entry.key(), "group");
        Group group = groups.group(entry.name());
        YamlValue value = entry.value();
        if (value.isNull() || value.isRefused()) {
            return group;
        }
        if (value.mapping().isEmpty()) {
            problems.add(
                    InventoryRule.WRONG_KIND,
                    value.at(),
                    "group " + Problems.quote(entry.name()) + " must be a mapping, not " + value.kind(),
                    "write 'hosts:', 'children:' or 'vars:' below it, indented");
            return group;
        }
        for (YamlEntry part : value.mapping().get().entries()) {
            switch (part.name()) {
                case "vars" ->
                    named(part, "a mapping of variables")
                            .forEach(variable -> groups.variable(group, types.key(variable.key()), given(variable)));
                case "children" ->
                    named(part, "a mapping of groups")
                            .forEach(child -> groups.child(
                                    group, group(child), child.key().at(), problems));
                case "hosts" -> named(part, "a mapping of hosts").forEach(host -> host(host, group));
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
        return group;
    }

    private Given given(YamlEntry variable) {
        return new Given(
                types.of(variable.value()),
                variable.key().at(),
                variable.value().at(),
                problems);
    }

    private void name(YamlScalar key, String what) {
        if (!types.isText(key)) {
            problems.add(
                    InventoryRule.HOST_NAME,
                    key.at(),
                    Problems.quote(key.text()) + " is no text in YAML, and cannot be the name of a " + what,
                    "put it in quotes");
        }
    }

    private void host(YamlEntry entry, Group group) {
        name(entry.key(), "host");
        HostKey key = HostKey.of(entry.name(), entry.key().at(), problems);
        YamlMapping variables = variablesOf(entry);
        for (HostName name : key.names()) {
            groups.host(name, group, key.port(), entry.key().at(), problems);
            variables.entries().forEach(variable -> groups.variable(name, types.key(variable.key()), given(variable)));
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
}
