package io.pairwire.playbook;

import io.pairwire.inventory.Value;
import io.pairwire.yaml.Position;
import io.pairwire.yaml.Problems;
import io.pairwire.yaml.YamlEntry;
import io.pairwire.yaml.YamlMapping;
import io.pairwire.yaml.YamlScalar;
import io.pairwire.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** Reads the tasks of a play. */
final class TaskReader {
    private static final int MOST_SECONDS = 86_400;
    private static final int MOST_PSEUDOWIRES = 100_000;
    private static final int SECONDS_OF_MINUTE = 60;

    private final Reading reading;
    private final Map<String, Value> variables;
    private final Problems problems;

    /** What tasks have from their play. */
    record Inherited(Set<String> tags, boolean check, OptionalInt throttle) {}

    TaskReader(Reading reading, Map<String, Value> variables, Problems problems) {
        this.reading = reading;
        this.variables = variables;
        this.problems = problems;
    }

    Optional<Task> read(YamlValue value, Inherited inherited) {
        if (value.mapping().isEmpty()) {
            if (!value.isRefused()) {
                problems.add(
                        PlaybookRule.WRONG_KIND,
                        value.at(),
                        "a task is " + value.kind(),
                        "write '- verify:' and the like");
            }
            return Optional.empty();
        }
        YamlMapping mapping = value.mapping().get();
        Form form = new Form(mapping, problems);
        List<YamlEntry> verbs = mapping.entries().stream()
                .filter(entry -> Keywords.VERBS.containsKey(entry.name()))
                .toList();
        List<String> keys = new ArrayList<>(Keywords.OF_TASK);
        keys.addAll(new TreeSet<>(Keywords.VERBS.keySet()));
        form.allow(keys, "a task", AnsibleOnly::atTask, TaskReader::elsewhere);
        Optional<String> name = form.text("name");
        List<Condition> when = conditions(form);
        Set<String> tags = new TreeSet<>(inherited.tags());
        tags.addAll(form.tags());
        boolean check = checkMode(form) || inherited.check();
        OptionalInt throttle = throttle(form);
        if (form.has("throttle") && form.has("pause")) {
            problems.add(
                    PlaybookRule.MISPLACED,
                    form.entry("throttle").orElseThrow().key().at(),
                    "'throttle' has no meaning beside 'pause', which waits once for all",
                    "leave it out");
        }
        if (verbs.size() != 1) {
            verbs(form, verbs);
            return Optional.empty();
        }
        return deed(verbs.get(0))
                .map(deed -> new Task(
                        name, deed, when, tags, check, throttle.isPresent() ? throttle : inherited.throttle()));
    }

    private static String elsewhere(String key) {
        if (key.equals(Keywords.IMPORT)) {
            return "it stands beside plays, at the left edge";
        }
        if (Keywords.OF_PLAY.contains(key)) {
            return "write it at the play";
        }
        for (Map.Entry<String, List<String>> verb : Keywords.VERBS.entrySet()) {
            if (verb.getValue().contains(key)) {
                return "indent it, below '" + verb.getKey() + ":'";
            }
        }
        return "";
    }

    private void verbs(Form form, List<YamlEntry> verbs) {
        String all = String.join(", ", new TreeSet<>(Keywords.VERBS.keySet()));
        if (verbs.size() > 1) {
            problems.add(
                    PlaybookRule.ONE_OF,
                    verbs.get(1).key().at(),
                    "a task has one verb, and this one has '" + verbs.get(0).name() + "' already",
                    "make two tasks of it");
        } else if (form.entries().stream().allMatch(entry -> Keywords.OF_TASK.contains(entry.name()))) {
            form.missing("the task has no verb", "write one of " + all);
        }
    }

    static boolean checkMode(Form form) {
        Optional<Boolean> check = form.truth("check_mode");
        if (check.isPresent() && !check.get()) {
            Position at = form.value("check_mode").orElseThrow().at();
            form.problem(
                    PlaybookRule.BAD_VALUE,
                    at,
                    "'check_mode: false' would change hosts under '--check', which changes nothing, ever",
                    "leave it out");
        }
        return check.orElse(false);
    }

    static OptionalInt throttle(Form form) {
        return form.number("throttle", 1, MOST_PSEUDOWIRES, "pseudowires");
    }

    private List<Condition> conditions(Form form) {
        List<Condition> conditions = new ArrayList<>();
        for (YamlScalar scalar : form.oneOrMore("when")) {
            IntFunction<Position> places = places(scalar);
            if (PlaybookReader.isTemplate(scalar.text())) {
                continue;
            }
            try {
                conditions.add(
                        new Condition(scalar.text().strip(), ConditionParser.parse(scalar.text(), variables), places));
            } catch (ConditionParser.Fault e) {
                problems.add(e.rule(), places.apply(e.at()), String.valueOf(e.getMessage()), e.hint());
            }
        }
        return conditions;
    }

    /** Of a text on one line each character has its place; of a longer one its beginning is told. */
    static IntFunction<Position> places(YamlScalar scalar) {
        Position start = scalar.at();
        boolean folded = scalar.text().indexOf('\n') >= 0;
        return offset ->
                folded ? start : new Position(start.line(), start.column() + (scalar.plain() ? 0 : 1) + offset);
    }

    private Optional<Deed> deed(YamlEntry verb) {
        YamlValue value = verb.value();
        if (value.isRefused()) {
            return Optional.empty();
        }
        if (value.mapping().isEmpty() && !value.isNull()) {
            List<String> keys = Keywords.VERBS.getOrDefault(verb.name(), List.of());
            problems.add(
                    PlaybookRule.WRONG_KIND,
                    value.at(),
                    "'" + verb.name() + "' is " + value.kind(),
                    keys.isEmpty()
                            ? "write '" + verb.name() + ":' alone"
                            : "write '" + verb.name() + ": {" + keys.get(0) + ": ...}'");
            return Optional.empty();
        }
        Form form = new Form(value.mapping().orElse(YamlMapping.empty(verb.key().at())), problems);
        form.allow(
                Keywords.VERBS.getOrDefault(verb.name(), List.of()),
                "'" + verb.name() + "'",
                key -> Optional.empty(),
                key -> Keywords.OF_TASK.contains(key) ? "write it at the task, as deep as '" + verb.name() + "'" : "");
        return switch (verb.name()) {
            case "pseudowire" -> pseudowire(form, verb);
            case "verify" -> {
                OptionalInt seconds = form.number("timeout", 1, MOST_SECONDS, "seconds");
                yield Optional.of(new Deed.Verify(duration(seconds)));
            }
            case "drift" -> Optional.of(new Deed.Drift());
            case "pause" -> pause(form);
            default -> claim(form);
        };
    }

    private static Optional<Duration> duration(OptionalInt seconds) {
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsInt())) : Optional.empty();
    }

    private Optional<Deed> pseudowire(Form form, YamlEntry verb) {
        Optional<State> state = form.word("state", List.of(State.values()));
        if (!form.has("state")) {
            problems.add(
                    PlaybookRule.MISSING,
                    verb.key().at(),
                    "'pseudowire' does not say to which state",
                    "write 'state: present', 'absent' or 'restarted'");
        }
        Deed.Pruning pruning = pruning(form);
        if (pruning.wanted() && state.isPresent() && state.get() != State.PRESENT) {
            problems.add(
                    PlaybookRule.BAD_VALUE,
                    form.value("prune").orElseThrow().at(),
                    "'prune' goes with 'state: present' alone",
                    "write a task of its own for it");
        }
        Optional<String> confirm = form.word("confirm", List.of("auto", "manual"));
        OptionalInt timeout = form.number("confirm_timeout", 1, MOST_SECONDS, "seconds");
        if (timeout.isPresent() && timeout.getAsInt() <= reading.leastConfirmTimeout()) {
            problems.add(
                    PlaybookRule.BAD_VALUE,
                    form.value("confirm_timeout").orElseThrow().at(),
                    "'confirm_timeout' must be longer than the " + reading.leastConfirmTimeout()
                            + " s that verifying may take",
                    "hosts would go back meanwhile; verifying takes twice '--verify-timeout'");
        }
        return state.map(to -> new Deed.Bring(to, pruning, confirm.map("manual"::equals), duration(timeout)));
    }

    private static Deed.Pruning pruning(Form form) {
        Optional<YamlScalar> scalar = form.scalar("prune", "'prune: true', 'false', or how many may go at most");
        if (scalar.isEmpty()) {
            return Deed.Pruning.NONE;
        }
        Optional<Boolean> truth = Form.truth(scalar.get());
        OptionalInt most = Form.number(scalar.get().text());
        if (truth.isEmpty() && most.isEmpty()) {
            form.bad("prune", scalar.get(), "write true, false, or how many may go at most");
        }
        return new Deed.Pruning(truth.orElse(most.isPresent()), most);
    }

    private Optional<Deed> pause(Form form) {
        OptionalInt seconds = form.number("seconds", 0, MOST_SECONDS, "seconds");
        OptionalInt minutes = form.number("minutes", 0, MOST_SECONDS / SECONDS_OF_MINUTE, "minutes");
        if (form.has("seconds") && form.has("minutes")) {
            problems.add(
                    PlaybookRule.ONE_OF,
                    form.entry("minutes").orElseThrow().key().at(),
                    "'minutes' stands beside 'seconds'",
                    "keep one of them");
        }
        Optional<String> prompt = form.text("prompt");
        boolean timed = form.has("seconds") || form.has("minutes");
        OptionalInt time = minutes.isPresent() ? OptionalInt.of(minutes.getAsInt() * SECONDS_OF_MINUTE) : seconds;
        return Optional.of(
                new Deed.Pause(duration(time), timed ? prompt : Optional.of(prompt.orElse("Go on?")), form.at()));
    }

    private Optional<Deed> claim(Form form) {
        List<Comparison> kernel = versions(form, "kernel", "'>= 6.1'");
        List<Comparison> java = versions(form, "java", "'>= 17'");
        boolean reachable = onlyTrue(form, "reachable");
        boolean module = onlyTrue(form, "module");
        if (form.entries().isEmpty()) {
            form.missing("'assert' claims nothing", "write 'assert: {reachable: true}', or kernel, java or module");
        }
        return Optional.of(new Deed.Assert(reachable, kernel, java, module));
    }

    private static boolean onlyTrue(Form form, String key) {
        Optional<Boolean> truth = form.truth(key);
        if (truth.isPresent() && !truth.get()) {
            form.problem(
                    PlaybookRule.BAD_VALUE,
                    form.value(key).orElseThrow().at(),
                    "'" + key + ": false' claims nothing that a play could go on with",
                    "leave it out");
        }
        return truth.orElse(false);
    }

    private static List<Comparison> versions(Form form, String key, String example) {
        Optional<YamlScalar> scalar = form.scalar(key, "'" + key + ": " + example + "'");
        Optional<List<Comparison>> parsed = scalar.flatMap(text -> Comparison.parse(text.text()));
        if (scalar.isPresent() && parsed.isEmpty()) {
            form.bad(key, scalar.get(), "write an operator and a version, such as " + example + ", in quotes");
        }
        return parsed.orElse(List.of());
    }
}
