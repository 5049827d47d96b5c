package io.pairwire.cli;

import io.pairwire.exchange.JsonLines;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.playbook.Outcome;
import io.pairwire.playbook.Scene;
import io.pairwire.playbook.Status;
import io.pairwire.playbook.Tally;
import io.pairwire.playbook.Task;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A book as scripts read it. */
final class PlaybookJson implements PlaybookView {
    private final PrintStream out;
    private final View view;
    private final boolean diff;
    private final Map<Status, Integer> gravest = new LinkedHashMap<>();
    private int plays;

    PlaybookJson(Terminal terminal, View view, boolean diff) {
        this.out = terminal.out();
        this.view = view;
        this.diff = diff;
    }

    @Override
    public void sound(String file, Books books) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.put("plays", books.plays().size());
        fields.put(
                "tasks",
                books.plays().stream().mapToInt(play -> play.tasks().size()).sum());
        fields.put("topologies", books.inputs().size());
        out.println(JsonLines.line("sound_playbook", fields));
    }

    @Override
    public void listed(List<Scene> scenes, boolean tasks, boolean pseudowires) {
        for (Scene scene : scenes) {
            Map<String, Object> fields = play(scene);
            fields.put("pattern", scene.play().pattern().value());
            fields.put("over", scene.play().overHosts() ? "hosts" : "pseudowires");
            if (pseudowires) {
                fields.put(
                        "pseudowires",
                        scene.pseudowires().stream()
                                .map(one -> one.name().text())
                                .toList());
            }
            if (tasks) {
                List<Object> all = new ArrayList<>();
                for (Scene.Act act : scene.acts()) {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("task", act.task().name());
                    one.put("verb", act.task().deed().verb());
                    one.put("tags", List.copyOf(act.task().tags()));
                    all.add(one);
                }
                fields.put("tasks", all);
            }
            out.println(JsonLines.line("listed_play", fields));
        }
    }

    private static Map<String, Object> play(Scene scene) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", scene.number());
        fields.put("play", scene.play().name());
        fields.put("topology", scene.topology().name().text());
        return fields;
    }

    private static Map<String, Object> task(Scene scene, int batch, Task task) {
        Map<String, Object> fields = play(scene);
        fields.put("batch", batch);
        fields.put("task", task.name());
        fields.put("verb", task.deed().verb());
        return fields;
    }

    @Override
    public void begins(Scene scene) {
        plays++;
        Map<String, Object> fields = play(scene);
        fields.put("pseudowires", scene.pseudowires().size());
        fields.put("hosts", scene.hosts().size());
        fields.put("batches", scene.batches().size());
        out.println(JsonLines.line("play", fields));
    }

    @Override
    public void passedOver(Scene scene, String why) {
        Map<String, Object> fields = play(scene);
        fields.put("reason", why);
        out.println(JsonLines.line("play_skipped", fields));
    }

    @Override
    public void begins(Scene scene, int batch, Task task) {
        out.println(JsonLines.line("task", task(scene, batch, task)));
    }

    @Override
    public void skipped(Scene scene, int batch, Task task, List<PseudowireName> pseudowires) {
        pseudowires.forEach(name -> result(scene, batch, task, name, Status.SKIPPED, "", List.of()));
    }

    @Override
    public void ended(Scene scene, int batch, Task task, Outcome outcome) {
        if (diff) {
            outcome.plan().ifPresent(this::changes);
        }
        outcome.pseudowires()
                .forEach((name, one) -> result(
                        scene,
                        batch,
                        task,
                        name,
                        one.status(),
                        one.message(),
                        one.verb().map(List::of).orElse(List.of())));
        outcome.fates().stream()
                .filter(fate -> fate.kind() != Fate.Kind.KEPT || !fate.remarks().isEmpty())
                .forEach(fate -> out.println(FateJson.line(fate)));
        view.failures(outcome.failures());
        view.unconfirmed(outcome.looked());
    }

    @Override
    public void tooMuchGoes(Prune prune, boolean refused) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", refused ? "error" : "warning");
        fields.put("kind", "prune_limit");
        fields.put("remove", prune.going().size());
        fields.put("owned", prune.owned());
        fields.put("message", prune.message());
        fields.put("hint", PlaybookView.adviceAbout(prune));
        out.println(JsonLines.line("diagnostic", fields));
    }

    private void changes(PairPlan plan) {
        plan.changes().forEach(change -> {
            for (Side side : Side.values()) {
                change.end(side)
                        .filter(end -> end.difference().verb() != Verb.NOTHING)
                        .ifPresent(end ->
                                out.println(JsonLines.difference("planned_change", end.host(), end.difference())));
            }
        });
    }

    private void result(
            Scene scene, int batch, Task task, PseudowireName name, Status status, String message, List<Verb> verb) {
        Map<String, Object> fields = task(scene, batch, task);
        fields.put("pseudowire", name.text());
        fields.put("status", status.toString());
        verb.forEach(done -> fields.put("action", done.toString()));
        if (!message.isEmpty()) {
            fields.put("message", message);
        }
        out.println(JsonLines.line("pseudowire_result", fields));
    }

    @Override
    public void stopped(Scene scene, String why, Collection<Pseudowire> left) {
        Map<String, Object> fields = play(scene);
        fields.put("reason", why);
        fields.put("not_begun", left.stream().map(one -> one.name().text()).toList());
        out.println(JsonLines.line("stopped", fields));
    }

    @Override
    public void recap(Tally tally) {
        tally.hosts().forEach((host, count) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("host", host.text());
            counts(fields, count, false);
            out.println(JsonLines.line("host_recap", fields));
        });
        tally.pseudowires()
                .forEach((topology, all) -> all.forEach((name, count) -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("topology", topology);
                    fields.put("pseudowire", name.text());
                    counts(fields, count, true);
                    out.println(JsonLines.line("pseudowire_recap", fields));
                    for (Status status : Status.values()) {
                        boolean counted = status == Status.OK ? count.gravest() == Status.OK : count.of(status) > 0;
                        gravest.merge(status, counted ? 1 : 0, Integer::sum);
                    }
                }));
    }

    private static void counts(Map<String, Object> fields, Tally.Count count, boolean drifted) {
        fields.put("ok", count.of(Status.OK));
        fields.put("changed", count.of(Status.CHANGED));
        if (drifted) {
            fields.put("drifted", count.of(Status.DRIFTED));
        }
        fields.put("unreachable", count.of(Status.UNREACHABLE));
        fields.put("failed", count.of(Status.FAILED));
        fields.put("skipped", count.of(Status.SKIPPED));
    }

    @Override
    public void ends(ExitCode code) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("plays", plays);
        for (Status status : List.of(Status.OK, Status.CHANGED, Status.DRIFTED, Status.UNREACHABLE, Status.FAILED)) {
            fields.put(status.toString(), gravest.getOrDefault(status, 0));
        }
        fields.put("exit_code", code.number());
        out.println(JsonLines.line("summary", fields));
    }
}
