package io.pairwire.inventory;

import io.pairwire.model.HostName;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An inventory in Ansible's INI form. */
final class IniSource {
    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?");
    private static final Pattern GROUP = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|[\\n\\r\\u0085\\u2028\\u2029]");

    private final Groups groups;
    private final Problems problems;
    /** Groups of {@code [...:vars]} that nothing has made yet, with the place. */
    private final Map<String, Position> awaitedForVariables = new LinkedHashMap<>();
    /** Groups of {@code [...:children]} that nothing has made yet, with those that they are to be in. */
    private final Map<String, Awaited> awaitedAsChildren = new LinkedHashMap<>();

    private String group = Group.UNGROUPED;
    private String part = "hosts";

    private record Awaited(Position at, Set<String> parents) {}

    private IniSource(Groups groups, Problems problems) {
        this.groups = groups;
        this.problems = problems;
    }

    static void read(SourceText file, Groups groups, Problems problems) {
        if (!file.isFaulty(problems)) {
            new IniSource(groups, problems).read(file.text());
        }
    }

    private void read(String text) {
        int number = 0;
        for (String line : LINE_BREAK.split(text, -1)) {
            number++;
            String stripped = line.strip();
            Position at =
                    new Position(number, line.length() - line.stripLeading().length() + 1);
            if (!stripped.isEmpty() && stripped.charAt(0) != '#' && stripped.charAt(0) != ';') {
                line(stripped, at);
            }
        }
        awaitedForVariables.forEach((name, at) -> problems.add(
                InventoryRule.UNKNOWN_GROUP,
                at,
                "no section [" + name + "] makes the group that these variables are for",
                "add '[" + name + "]', with or without hosts, or correct the name"));
        awaitedAsChildren.forEach((name, awaited) -> problems.add(
                InventoryRule.UNKNOWN_GROUP,
                awaited.at,
                "no section [" + name + "] makes this group",
                "add '[" + name + "]', with or without hosts, or correct the name"));
    }

    private void line(String line, Position at) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            section(section.group(1), Optional.ofNullable(section.group(2)).orElse("hosts"), at);
        } else if (line.startsWith("[") && line.endsWith("]")) {
            problems.add(
                    InventoryRule.SYNTAX,
                    at,
                    "this is no section",
                    "write [GROUP], [GROUP:children] or [GROUP:vars], without blanks");
        } else {
            switch (part) {
                case "hosts" -> host(line, at);
                case "vars" -> variable(line, at);
                case "children" -> child(line, at);
                default -> {}
            }
        }
    }

    private void section(String name, String kind, Position at) {
        if (!List.of("hosts", "children", "vars").contains(kind)) {
            problems.add(
                    InventoryRule.SYNTAX,
                    at,
                    "a section is of no kind ':" + kind + "'",
                    "write [GROUP], [GROUP:children] or [GROUP:vars]");
        }
        group = name;
        part = kind;
        if (!groups.has(name)) {
            if (kind.equals("vars") && !awaitedAsChildren.containsKey(name)) {
                awaitedForVariables.put(name, at);
            }
            groups.group(name);
        }
        if (!kind.equals("vars")) {
            awaitedForVariables.remove(name);
            arrive(name);
        }
    }

    /** Puts a group that has come into those that waited for it, and these into theirs. */
    private void arrive(String name) {
        Awaited awaited = awaitedAsChildren.remove(name);
        if (awaited == null) {
            return;
        }
        for (String parent : awaited.parents) {
            groups.child(groups.group(parent), groups.group(name), awaited.at, problems);
            arrive(parent);
        }
    }

    private void child(String line, Position at) {
        Matcher name = GROUP.matcher(line);
        if (!name.matches()) {
            problems.add(
                    InventoryRule.SYNTAX, at, "the name of a group should stand here, alone", "write one name a line");
        } else if (groups.has(name.group(1))) {
            groups.child(groups.group(group), groups.group(name.group(1)), at, problems);
        } else {
            awaitedAsChildren
                    .computeIfAbsent(name.group(1), absent -> new Awaited(at, new LinkedHashSet<>()))
                    .parents
                    .add(group);
        }
    }

    private void variable(String line, Position at) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            problems.add(
                    InventoryRule.SYNTAX,
                    at,
                    "a variable should stand here",
                    "write NAME=VALUE; hosts go to [" + group + "]");
            return;
        }
        String value = line.substring(equals + 1);
        groups.variable(
                groups.group(group),
                line.substring(0, equals).strip(),
                new Given(
                        PythonLiteral.of(value.strip()),
                        at,
                        after(
                                at,
                                line,
                                equals
                                        + 1
                                        + value.length()
                                        - value.stripLeading().length()),
                        problems));
    }

    private void host(String line, Position at) {
        Optional<List<ShellWords.Word>> words = ShellWords.split(line, true);
        if (words.isEmpty()) {
            problems.add(
                    InventoryRule.SYNTAX,
                    at,
                    "a quote is never closed on this line, or a backslash ends it",
                    "quote a value whole: NAME=\"VALUE\", or \"NAME='VALUE'\" to keep it text");
            return;
        }
        ShellWords.Word first = words.get().get(0);
        HostKey key = HostKey.of(first.text(), at, problems);
        for (HostName name : key.names()) {
            groups.host(name, groups.group(group), key.port(), at, problems);
        }
        for (ShellWords.Word word : words.get().subList(1, words.get().size())) {
            Position wordAt = after(at, line, word.offset());
            int equals = word.text().indexOf('=');
            if (equals < 0) {
                problems.add(
                        InventoryRule.SYNTAX,
                        wordAt,
                        "a variable should stand here",
                        "write NAME=VALUE without blanks, and quote a value that has some; one host a line");
                continue;
            }
            Given given = new Given(PythonLiteral.of(word.text().substring(equals + 1)), wordAt, wordAt, problems);
            for (HostName name : key.names()) {
                groups.variable(name, word.text().substring(0, equals), given);
            }
        }
    }

    private static Position after(Position at, String line, int offset) {
        return new Position(at.line(), at.column() + line.codePointCount(0, offset));
    }
}
