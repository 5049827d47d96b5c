package io.pairwire.cli;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Topology;
import io.pairwire.playbook.Audience;
import io.pairwire.playbook.Deed;
import io.pairwire.playbook.Outcome;
import io.pairwire.playbook.Play;
import io.pairwire.playbook.Reading;
import io.pairwire.playbook.Runner;
import io.pairwire.playbook.Scene;
import io.pairwire.playbook.Staging;
import io.pairwire.playbook.State;
import io.pairwire.playbook.TagChoice;
import io.pairwire.playbook.Tally;
import io.pairwire.playbook.Task;
import io.pairwire.transaction.Chosen;
import io.pairwire.yaml.Problem;
import io.pairwire.yaml.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** {@code playbook}: plays over pseudowires, in the order of a file. */
final class PlaybookCommand implements Command {
    private final Terminal terminal;
    private final AgentSource source;
    private Path file = Path.of("");
    private List<String> inventories = new ArrayList<>();
    private final LimitOptions limited = new LimitOptions();
    private boolean check;
    private boolean diff;
    private List<String> tags = new ArrayList<>();
    private List<String> skippedTags = new ArrayList<>();
    private String start = "";
    private final ExtraVariables extra = new ExtraVariables();
    private boolean listTasks;
    private boolean listPseudowires;
    private boolean syntaxCheck;
    private final TransactionOptions transaction = new TransactionOptions();
    private final VaultOptions vault = new VaultOptions();
    private final HostOptions hosts = new HostOptions();
    private final OutputOptions output = new OutputOptions();

    PlaybookCommand(Terminal terminal, AgentSource source) {
        this.terminal = terminal;
        this.source = source;
    }

    @Override
    public void words(Words words) {
        words.command(
                "playbook",
                "Runs a playbook: plays over pseudowires in Ansible's shape, in batches; asks a person only where the book does.");
        words.parameter("FILE").says("the playbook").path(given -> file = given);
        words.option("-i", "--inventory")
                .label("SOURCE")
                .says("an inventory, as with 'apply'; more than one are read on top of each other")
                .texts(given -> inventories = given);
        words.include(limited);
        words.option("-C", "--check")
                .says("show what would change, and change nothing")
                .flag(given -> check = given);
        words.option("-D", "--diff")
                .says("show of each change what differs, as 'plan' does")
                .flag(given -> diff = given);
        words.option("--tags")
                .label("TAG[,TAG]")
                .split(",")
                .says("only tasks with one of these tags")
                .texts(given -> tags = given);
        words.option("--skip-tags")
                .label("TAG[,TAG]")
                .split(",")
                .says("no tasks with any of these tags")
                .texts(given -> skippedTags = given);
        words.option("--start-at-play")
                .label("NAME|NUMBER")
                .says("leave out the plays before that one")
                .text(given -> start = given);
        words.include(extra);
        words.option("--list-tasks")
                .says("list what would be done, and contact nobody")
                .flag(given -> listTasks = given);
        words.option("--list-pseudowires")
                .says("list what it would be done to, and contact nobody")
                .flag(given -> listPseudowires = given);
        words.option("--syntax-check")
                .says("read every file, and contact nobody")
                .flag(given -> syntaxCheck = given);
        words.include(transaction);
        words.include(vault);
        words.include(hosts);
        words.include(output);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        transaction.check();
        boolean looksOnly = syntaxCheck || listTasks || listPseudowires;
        Reading reading = new Reading(extra.values(), transaction.verifying());
        if (!looksOnly) {
            hosts.expect();
        }
        View view = output.view(terminal);
        PlaybookView shown = output.isJson()
                ? new PlaybookJson(terminal, view, diff)
                : new PlaybookText(output.painted(terminal), view, diff);
        Books books = Books.read(file, inventories, reading, vault.vault(), looksOnly, terminal);
        return over(books, looksOnly, view, shown).number();
    }

    private ExitCode over(Books books, boolean looksOnly, View view, PlaybookView shown)
            throws IOException, InterruptedException {
        Set<Problem> problems = new LinkedHashSet<>(books.problems());
        List<Scene> scenes = List.of();
        if (books.isSound()) {
            Limit limit = new Limit(limited.pattern(), books);
            Staging staging = new Staging(
                    books.topologies(),
                    books.inventory(),
                    limit::of,
                    looksOnly || check || terminal.attended(),
                    new Random());
            scenes = scenes(books, staging);
            problems.addAll(staging.problems());
            if (problems.stream().noneMatch(Problem::isError)) {
                Optional<String> none = none(books, scenes, limit);
                if (none.isPresent()) {
                    view.problems(List.copyOf(problems), books.complaints());
                    view.nothingSelected(none.get());
                    return ExitCode.NOTHING_SELECTED;
                }
            }
        }
        view.problems(List.copyOf(problems), books.complaints());
        if (!books.isSound() || problems.stream().anyMatch(Problem::isError)) {
            return ExitCode.INVALID_INPUT;
        }
        if (syntaxCheck) {
            shown.sound(file.toString(), books);
        }
        if (listTasks || listPseudowires) {
            shown.listed(scenes, listTasks, listPseudowires);
        }
        return looksOnly ? ExitCode.DONE : play(books, scenes, view, shown);
    }

    /** Every play is staged, so that all its faults are told, also one that is left out. */
    private List<Scene> scenes(Books books, Staging staging) {
        TagChoice choice = new TagChoice(Set.copyOf(tags), Set.copyOf(skippedTags));
        List<Scene> scenes = new ArrayList<>();
        int first = first(books.plays());
        for (int i = 0; i < books.plays().size(); i++) {
            Play play = books.plays().get(i);
            int number = i + 1;
            boolean plays = number >= first;
            Optional<Scene> scene = staging.stage(play, number, choice, plays);
            scene.filter(one -> plays && !one.acts().isEmpty()).ifPresent(scenes::add);
        }
        return scenes;
    }

    /** Returns the number of the play to start with; one behind the last where there is none of that name. */
    private int first(List<Play> plays) {
        if (start.isEmpty()) {
            return 1;
        }
        for (int i = 0; i < plays.size(); i++) {
            if (plays.get(i).name().equals(start)) {
                return i + 1;
            }
        }
        boolean number = start.matches("[1-9][0-9]{0,5}") && Integer.parseInt(start) <= plays.size();
        return number ? Integer.parseInt(start) : plays.size() + 1;
    }

    /** Returns why there is nothing to play, if there is nothing. */
    private Optional<String> none(Books books, List<Scene> scenes, Limit limit) {
        if (first(books.plays()) > books.plays().size()) {
            List<String> names = books.plays().stream().map(Play::name).toList();
            return Optional.of("--start-at-play: no play is '" + start + "'" + Selection.didYouMean(start, names));
        }
        if (scenes.isEmpty()) {
            Set<String> known = new TreeSet<>();
            books.plays().forEach(play -> play.tasks().forEach(task -> known.addAll(task.tags())));
            String near = tags.stream()
                    .flatMap(tag -> Suggestion.nearest(tag, known).stream())
                    .findFirst()
                    .map(tag -> "; did you mean '" + tag + "'?")
                    .orElse("");
            return Optional.of("no task has these tags, or all are left out" + near);
        }
        if (scenes.stream().allMatch(scene -> scene.batches().isEmpty())) {
            return Optional.of(limit.why().orElse("--limit leaves no play any pseudowire"));
        }
        return Optional.empty();
    }

    /** What the command line leaves of each topology; a word need only be known in one of them. */
    private static final class Limit {
        private final Optional<String> pattern;
        private final Books books;
        private final Map<Topology, Chosen> chosen = new HashMap<>();
        private Optional<String> why = Optional.empty();

        Limit(Optional<String> pattern, Books books) {
            this.pattern = pattern;
            this.books = books;
        }

        Chosen of(Topology topology) {
            return chosen.computeIfAbsent(topology, this::find);
        }

        private Chosen find(Topology topology) {
            try {
                return Selection.of(pattern, topology, books.topologies().values(), books.inventory())
                        .chosen();
            } catch (Selection.EmptyException e) {
                why = Optional.of(String.valueOf(e.getMessage()));
                return (name, hosts) -> false;
            }
        }

        Optional<String> why() {
            return why;
        }
    }

    private ExitCode play(Books books, List<Scene> scenes, View view, PlaybookView shown)
            throws IOException, InterruptedException {
        Path logs = RunLog.directory(System.getenv());
        ExitCode ready = ready(books, scenes, logs, view);
        if (ready != ExitCode.DONE) {
            return ready;
        }
        ExitCode code;
        try (PlaybookStage stage = new PlaybookStage(new PlaybookStage.Setting(
                terminal,
                view,
                (become, count) -> hosts.agents(source, books.inventory(), count, terminal, become),
                hosts.forks(),
                transaction,
                check,
                hosts.showsProgress(terminal),
                shortest(scenes),
                logs,
                inventories))) {
            new Runner(scenes, stage, new Noting(shown, stage)).play();
            code = stage.code();
        }
        shown.ends(code);
        return code;
    }

    /** Writes what is allocated into lock files, as far as hosts are to be brought to it, and warns of what other runs left. */
    private ExitCode ready(Books books, List<Scene> scenes, Path logs, View view) throws IOException {
        Set<Path> met = new LinkedHashSet<>();
        for (Scene scene : scenes) {
            if (!met.add(scene.file())) {
                continue;
            }
            boolean changes =
                    !check && scenes.stream().anyMatch(other -> other.file().equals(scene.file()) && other.changes());
            if (changes) {
                view.unfinished(RunLog.unfinished(logs, scene.topology().name()));
            }
            Input input = books.inputs().get(scene.file());
            if (input == null || input.lock().isUpToDate()) {
                continue;
            }
            boolean write =
                    !check && scenes.stream().anyMatch(other -> other.file().equals(scene.file()) && allocates(other));
            ExitCode written = write ? TopologyCommand.writeLock(input, view) : ExitCode.DONE;
            if (written != ExitCode.DONE) {
                return written;
            }
            view.allocated(write ? input.lock().afterWriting() : input.lock());
        }
        return ExitCode.DONE;
    }

    private static boolean allocates(Scene scene) {
        return scene.acts().stream()
                .map(Scene.Act::task)
                .anyMatch(task ->
                        !task.check() && task.deed() instanceof Deed.Bring bring && bring.state() == State.PRESENT);
    }

    private Duration shortest(List<Scene> scenes) {
        return scenes.stream()
                .flatMap(scene -> scene.acts().stream())
                .flatMap(act -> act.task().deed() instanceof Deed.Bring bring
                        ? bring.confirmTimeout().stream()
                        : Optional.<Duration>empty().stream())
                .reduce(transaction.confirmTimeout(), (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /** Shows how a book goes, and has the stage take note of it. */
    private record Noting(PlaybookView shown, PlaybookStage stage) implements Audience {
        @Override
        public void begins(Scene scene) {
            shown.begins(scene);
        }

        @Override
        public void passedOver(Scene scene, String why) {
            shown.passedOver(scene, why);
        }

        @Override
        public void begins(Scene scene, int batch, Task task) {
            shown.begins(scene, batch, task);
        }

        @Override
        public void skipped(Scene scene, int batch, Task task, List<PseudowireName> pseudowires) {
            shown.skipped(scene, batch, task, pseudowires);
        }

        @Override
        public void ended(Scene scene, int batch, Task task, Outcome outcome) {
            shown.ended(scene, batch, task, outcome);
            stage.note(task, outcome);
            outcome.tooMuch().ifPresent(prune -> shown.tooMuchGoes(prune, !stage.checks() && !task.check()));
        }

        @Override
        public void stopped(Scene scene, String why, Collection<Pseudowire> left) {
            shown.stopped(scene, why, left);
        }

        @Override
        public void recap(Tally tally) {
            shown.recap(tally);
        }
    }
}
