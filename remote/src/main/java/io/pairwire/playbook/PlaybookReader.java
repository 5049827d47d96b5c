package io.pairwire.playbook;

import io.pairwire.inventory.PatternTerm;
import io.pairwire.inventory.Value;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.SourceText;
import io.pairwire.yaml.YamlDialect;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlReader;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a playbook, and those that it imports. */
public final class PlaybookReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,6})(%?)");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{|\\{%");
    private static final int MOST_PER_CENT = 100;

    private final Files files;
    private final Reading reading;
    private final List<Play> plays = new ArrayList<>();
    private final List<Problem> found = new ArrayList<>();

    /** What is there to be read. */
    public interface Files {
        /** Returns the text of a file; empty where it cannot be read. */
        Optional<SourceText> read(Path file);

        /** Returns whether a file is there. */
        boolean isThere(Path file);
    }

    private PlaybookReader(Files files, Reading reading) {
        this.files = files;
        this.reading = reading;
    }

    /** Reads a playbook whose text is there already. */
    public static PlaybookReading read(Path file, SourceText source, Files files, Reading reading) {
        PlaybookReader reader = new PlaybookReader(files, reading);
        reader.file(file, source, List.of(), Set.of());
        return new PlaybookReading(reader.plays, reader.found);
    }

    private void file(Path file, SourceText source, List<Path> importers, Set<String> tags) {
        Problems problems = new Problems(source);
        List<Path> way = new ArrayList<>(importers);
        way.add(file.toAbsolutePath().normalize());
        YamlReader.readAny(source, YamlDialect.STRICT, problems).ifPresent(value -> {
            templates(value, problems);
            if (value.list().isEmpty() || value.list().get().items().isEmpty()) {
                problems.add(
                        PlaybookRule.NOT_A_LIST,
                        value.list().isPresent() || value.isNull() ? Position.START : value.at(),
                        value.isNull() ? "the file has no plays" : "the file is " + value.kind() + ", and has no plays",
                        "a play starts with '- name: ...' at the left edge; a topology is applied by 'apply -t'");
                return;
            }
            // Those of what is imported come where the import stands, so that plays keep their order.
            value.list().get().items().forEach(item -> entry(item, file, source, way, tags, problems));
        });
        found.addAll(problems.sorted());
    }

    private static void templates(YamlValue value, Problems problems) {
        value.mapping().ifPresent(mapping -> mapping.entries().forEach(entry -> templates(entry.value(), problems)));
        value.list().ifPresent(list -> list.items().forEach(item -> templates(item, problems)));
        value.scalar().ifPresent(scalar -> {
            Matcher template = TEMPLATE.matcher(scalar.text());
            if (template.find()) {
                problems.add(
                        PlaybookRule.ANSIBLE_ONLY,
                        TaskReader.places(scalar).apply(template.start()),
                        "templates are Ansible's: no text is made from others",
                        "write it out; to choose by a variable, use 'when', and '-e NAME=VALUE'");
            }
        });
    }

    /** Returns whether a text is, or has in it, one of Ansible's templates, which has been reported. */
    static boolean isTemplate(String text) {
        return TEMPLATE.matcher(text).find();
    }

    private void entry(
            YamlValue item, Path file, SourceText source, List<Path> way, Set<String> tags, Problems problems) {
        if (item.mapping().isEmpty()) {
            if (!item.isRefused()) {
                problems.add(PlaybookRule.WRONG_KIND, item.at(), "a play is " + item.kind(), "write '- name: ...'");
            }
            return;
        }
        Form form = new Form(item.mapping().get(), problems);
        if (form.has(Keywords.IMPORT)) {
            importing(form, file, way, tags);
        } else {
            play(form, file, source, tags, problems).ifPresent(plays::add);
        }
    }

    private void importing(Form form, Path file, List<Path> way, Set<String> tags) {
        form.allow(
                Keywords.OF_IMPORT,
                "an import",
                AnsibleOnly::atPlay,
                key -> Keywords.OF_PLAY.contains(key) || key.equals("when")
                        ? "write it in the playbook that is imported"
                        : "");
        form.text("name");
        Set<String> all = new TreeSet<>(tags);
        all.addAll(form.tags());
        Optional<YamlScalar> name = form.scalar(Keywords.IMPORT, "'import_playbook: FILE'");
        Optional<Path> path = name.flatMap(scalar -> path(form, scalar, file));
        if (path.isEmpty()) {
            return;
        }
        Position at = name.orElseThrow().at();
        if (way.contains(path.get().toAbsolutePath().normalize())) {
            form.problem(
                    PlaybookRule.IMPORT_LOOP, at, "this playbook is being read already", "remove one of the imports");
            return;
        }
        Optional<SourceText> text = files.read(path.get());
        if (text.isEmpty()) {
            form.problem(
                    PlaybookRule.IMPORT,
                    at,
                    "cannot read the playbook " + path.get(),
                    "a path starts from the directory of this file");
        } else {
            file(path.get(), text.get(), way, all);
        }
    }

    private static Optional<Path> path(Form form, YamlScalar scalar, Path file) {
        try {
            return Optional.of(file.resolveSibling(scalar.text()).normalize());
        } catch (InvalidPathException e) {
            form.bad("path", scalar, "write the path of a file");
            return Optional.empty();
        }
    }

    private Optional<Play> play(Form form, Path file, SourceText source, Set<String> tags, Problems problems) {
        form.allow(Keywords.OF_PLAY, "a play", AnsibleOnly::atPlay, PlaybookReader::elsewhere);
        Optional<String> name = form.text("name");
        Optional<Placed<Path>> topology = topology(form, file);
        Optional<Placed<String>> pattern = pattern(form);
        Serial serial = serial(form);
        OptionalInt failing = form.number("max_fail_percentage", 0, MOST_PER_CENT, "per cent");
        boolean fatal = form.truth("any_errors_fatal").orElse(false);
        Order order = form.word("order", List.of(Order.values())).orElse(Order.INVENTORY);
        Optional<Boolean> become = form.truth("become");
        becomeUser(form, become);
        Map<String, Value> variables = new LinkedHashMap<>(variables(form));
        variables.putAll(reading.extra());
        Set<String> all = new TreeSet<>(tags);
        all.addAll(form.tags());
        TaskReader.Inherited inherited =
                new TaskReader.Inherited(all, TaskReader.checkMode(form), TaskReader.throttle(form));
        List<Task> tasks = tasks(form, new TaskReader(reading, variables, problems), inherited);
        if (topology.isEmpty() || pattern.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Play(
                source,
                name,
                topology.get(),
                form.has("hosts"),
                pattern.get(),
                serial,
                failing,
                fatal,
                order,
                become,
                tasks));
    }

    private static String elsewhere(String key) {
        if (Keywords.VERBS.containsKey(key)) {
            return "indent it below 'tasks:', as '- " + key + ": ...'";
        }
        return Keywords.OF_TASK.contains(key) ? "write it at a task" : "";
    }

    private Optional<Placed<Path>> topology(Form form, Path file) {
        if (!form.has("topology")) {
            form.missing("the play names no topology", "write 'topology: FILE', from the directory of this file");
            return Optional.empty();
        }
        Optional<YamlScalar> scalar = form.scalar("topology", "'topology: FILE'");
        Optional<Path> path = scalar.flatMap(text -> path(form, text, file));
        if (path.isPresent() && !files.isThere(path.get())) {
            form.problem(
                    PlaybookRule.TOPOLOGY,
                    scalar.orElseThrow().at(),
                    "there is no topology file " + path.get(),
                    "a path starts from the directory of this file");
            return Optional.empty();
        }
        return path.map(there -> new Placed<>(there, scalar.orElseThrow().at()));
    }

    private static Optional<Placed<String>> pattern(Form form) {
        boolean hosts = form.has("hosts");
        boolean pseudowires = form.has("pseudowires");
        if (hosts && pseudowires) {
            form.problem(
                    PlaybookRule.ONE_OF,
                    form.entry("hosts").orElseThrow().key().at(),
                    "'hosts' stands beside 'pseudowires'",
                    "keep one; to choose by both, use 'when', such as: '\"lon1\" in [a.host, b.host]'");
            return Optional.empty();
        }
        if (!hosts && !pseudowires) {
            form.missing(
                    "the play chooses nothing",
                    "write 'pseudowires: all', or a pattern of pseudowires and tags, or 'hosts:' and one of hosts");
            return Optional.empty();
        }
        List<YamlScalar> parts = form.oneOrMore(hosts ? "hosts" : "pseudowires");
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Placed<>(
                parts.size() == 1 ? parts.get(0).text() : joined(parts),
                parts.get(0).at()));
    }

    /** Each item of a list is a pattern of its own, in which {@code :} joins too. */
    private static String joined(List<YamlScalar> parts) {
        List<String> terms = new ArrayList<>();
        for (YamlScalar part : parts) {
            for (PatternTerm term : PatternTerm.split(part.text())) {
                String sign = switch (term.kind()) {
                    case INCLUDE -> "";
                    case INTERSECT -> "&";
                    case EXCLUDE -> "!";
                };
                terms.add(sign + term.pattern());
            }
        }
        return String.join(",", terms);
    }

    private static Serial serial(Form form) {
        List<Serial.Size> sizes = new ArrayList<>();
        for (YamlScalar scalar : form.oneOrMore("serial")) {
            Matcher size = SIZE.matcher(scalar.text());
            boolean percent = size.matches() && !size.group(2).isEmpty();
            if (!size.matches() || (percent && Integer.parseInt(size.group(1)) > MOST_PER_CENT)) {
                form.bad(
                        "serial", scalar, "write how many pseudowires a batch has, such as 5, '30%', or [1, 5, '30%']");
            } else {
                sizes.add(new Serial.Size(Integer.parseInt(size.group(1)), percent));
            }
        }
        return new Serial(sizes);
    }

    private static void becomeUser(Form form, Optional<Boolean> become) {
        Optional<YamlScalar> user = form.scalar("become_user", "'become_user: root'");
        if (user.isPresent() && !user.get().text().equals("root")) {
            form.problem(
                    PlaybookRule.BAD_VALUE,
                    user.get().at(),
                    "'become_user' cannot be " + Problems.quote(user.get().text()) + ": only root may make pseudowires",
                    "leave it out, or write root");
        } else if (user.isPresent() && !become.orElse(false)) {
            form.problem(
                    PlaybookRule.MISSING,
                    form.entry("become_user").orElseThrow().key().at(),
                    "'become_user' without 'become: true' does nothing",
                    "write 'become: true' beside it, or leave it out");
        }
    }

    private static Map<String, Value> variables(Form form) {
        Map<String, Value> variables = new LinkedHashMap<>();
        Optional<YamlValue> value = form.value("vars");
        if (value.isEmpty()) {
            return variables;
        }
        if (value.get().mapping().isEmpty()) {
            form.problem(
                    PlaybookRule.WRONG_KIND,
                    value.get().at(),
                    "'vars' is " + value.get().kind(),
                    "write 'vars: {NAME: VALUE}'");
            return variables;
        }
        for (YamlEntry entry : value.get().mapping().get().entries()) {
            Optional<String> wrong = wrongName(entry.name());
            if (wrong.isPresent()) {
                form.problem(
                        PlaybookRule.BAD_VALUE,
                        entry.key().at(),
                        wrong.get(),
                        "use letters, digits and '_', and another name");
            } else {
                variable(form, entry).ifPresent(known -> variables.put(entry.name(), known));
            }
        }
        return variables;
    }

    /** Returns why a variable cannot be called so; empty where it can. */
    public static Optional<String> wrongName(String name) {
        if (!VARIABLE.matcher(name).matches()) {
            return Optional.of(Problems.quote(name) + " cannot be the name of a variable");
        }
        boolean taken = Set.of(
                        "a",
                        "b",
                        "pseudowire",
                        "and",
                        "or",
                        "not",
                        "in",
                        "is",
                        "defined",
                        "true",
                        "false",
                        "True",
                        "False")
                .contains(name);
        return taken
                ? Optional.of("'" + name + "' cannot be the name of a variable: it is a word of conditions")
                : Optional.empty();
    }

    private static Optional<Value> variable(Form form, YamlEntry entry) {
        Optional<Value> value = valueOf(entry.value());
        if (value.isEmpty() && !entry.value().isRefused()) {
            form.problem(
                    PlaybookRule.WRONG_KIND,
                    entry.value().at(),
                    "the variable '" + entry.name() + "' is " + entry.value().kind(),
                    "write a text, a number, true or false, or a list of such");
        }
        return value;
    }

    /** Returns the value of a variable as a file has it; empty where it can be none. */
    public static Optional<Value> valueOf(YamlValue written) {
        if (written.list().isPresent()) {
            List<Value> items = new ArrayList<>();
            for (YamlValue item : written.list().get().items()) {
                Optional<Value> value = item.scalar().flatMap(PlaybookReader::valueOf);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                items.add(value.get());
            }
            return Optional.of(new Value.Many(items));
        }
        return written.scalar().flatMap(PlaybookReader::valueOf);
    }

    private static Optional<Value> valueOf(YamlScalar scalar) {
        if (scalar.isNull()) {
            return Optional.empty();
        }
        Optional<Boolean> truth = scalar.plain() ? Form.truth(scalar) : Optional.empty();
        if (truth.isPresent()) {
            return Optional.of(new Value.Truth(truth.get()));
        }
        boolean number = scalar.plain() && scalar.text().matches("-?(0|[1-9][0-9]{0,17})");
        return Optional.of(number ? new Value.Whole(new BigInteger(scalar.text())) : new Value.Text(scalar.text()));
    }

    private static List<Task> tasks(Form form, TaskReader reader, TaskReader.Inherited inherited) {
        List<Task> tasks = new ArrayList<>();
        Optional<YamlValue> value = form.value("tasks");
        if (value.isEmpty() || value.get().isNull()) {
            form.missing("the play has no tasks", "write 'tasks:', and below it '- pseudowire: {state: present}'");
        } else if (value.get().list().isEmpty()) {
            form.problem(
                    PlaybookRule.WRONG_KIND,
                    value.get().at(),
                    "'tasks' is " + value.get().kind(),
                    "write a list: '- pseudowire: {state: present}'");
        } else if (value.get().list().get().items().isEmpty()) {
            form.missing("the play has no tasks", "write 'tasks:', and below it '- pseudowire: {state: present}'");
        } else {
            value.get()
                    .list()
                    .get()
                    .items()
                    .forEach(item -> reader.read(item, inherited).ifPresent(tasks::add));
        }
        return tasks;
    }
}
