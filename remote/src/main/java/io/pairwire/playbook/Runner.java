package io.pairwire.playbook;

import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plays a book: scene by scene, batch by batch, task by task. What has failed has no further part in it. */
public final class Runner {
    private static final int WHOLE = 100;

    private final List<Scene> scenes;
    private final Stage stage;
    private final Audience audience;
    private final Tally tally = new Tally();
    private final Map<TopologyName, Set<PseudowireName>> failed = new LinkedHashMap<>();

    /** What a task would have changed that only looks; to look at it again would show what is no longer meant. */
    private final Map<TopologyName, Set<PseudowireName>> pending = new LinkedHashMap<>();

    /** Prepares to play scenes. */
    public Runner(List<Scene> scenes, Stage stage, Audience audience) {
        this.scenes = List.copyOf(scenes);
        this.stage = stage;
        this.audience = audience;
    }

    /** Plays all of it, unless something ends it. */
    public void play() throws IOException, InterruptedException {
        for (int i = 0; i < scenes.size(); i++) {
            if (!plays(scenes.get(i), scenes.subList(i + 1, scenes.size()))) {
                break;
            }
        }
        audience.recap(tally);
    }

    private Set<PseudowireName> failed(Scene scene) {
        return failed.computeIfAbsent(scene.topology().name(), name -> new HashSet<>());
    }

    /** Returns whether the book goes on. */
    private boolean plays(Scene scene, List<Scene> later) throws IOException, InterruptedException {
        if (scene.batches().isEmpty()) {
            audience.passedOver(scene, "--limit leaves it no pseudowires");
            return true;
        }
        if (failed(scene).containsAll(names(scene.pseudowires()))) {
            audience.passedOver(scene, "all its pseudowires have failed before");
            return true;
        }
        audience.begins(scene);
        for (int i = 0; i < scene.batches().size(); i++) {
            List<List<Pseudowire>> rest =
                    scene.batches().subList(i + 1, scene.batches().size());
            Optional<String> end = batch(scene, i);
            if (end.isPresent()) {
                audience.stopped(
                        scene, end.get(), rest.stream().flatMap(List::stream).toList());
                return false;
            }
            stage.needs(scene.topology().name(), needed(scene, rest, later));
        }
        return true;
    }

    private static Set<HostName> needed(Scene scene, List<List<Pseudowire>> rest, List<Scene> later) {
        Set<HostName> hosts = new LinkedHashSet<>();
        rest.forEach(batch -> hosts.addAll(Scene.hosts(batch)));
        boolean leftOvers = !rest.isEmpty() && scene.acts().stream().anyMatch(act -> Doing.takesLeftOvers(act.task()));
        if (leftOvers) {
            hosts.addAll(scene.hosts());
        }
        later.stream()
                .filter(other -> other.topology().name().equals(scene.topology().name()))
                .forEach(other -> hosts.addAll(other.hosts()));
        return hosts;
    }

    /** Returns why the book ends with this batch, if it does. */
    private Optional<String> batch(Scene scene, int index) throws IOException, InterruptedException {
        List<Pseudowire> batch = scene.batches().get(index).stream()
                .filter(one -> !failed(scene).contains(one.name()))
                .toList();
        boolean last = index + 1 == scene.batches().size();
        List<Pseudowire> active = new ArrayList<>(batch);
        for (Scene.Act act : scene.acts()) {
            boolean concerned = !active.isEmpty() || (last && Doing.takesLeftOvers(act.task()) && batch.isEmpty());
            if (!concerned) {
                continue;
            }
            if (!task(scene, index + 1, act, active, last)) {
                return Optional.of("a person said no");
            }
            active.removeIf(one -> failed(scene).contains(one.name()));
            Optional<String> end = end(scene, batch.size(), batch.size() - active.size());
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    private Optional<String> end(Scene scene, int size, int failures) {
        if (stage.isInterrupted()) {
            return Optional.of("interrupted");
        }
        if (failures == 0) {
            return Optional.empty();
        }
        String of = failures + " of " + size + " failed";
        if (scene.play().anyErrorsFatal()) {
            return Optional.of(of + ", and any_errors_fatal is set");
        }
        int most = scene.play().maxFailPercentage().orElse(WHOLE);
        if ((long) failures * WHOLE >= (long) most * size) {
            return Optional.of(
                    failures == size ? "all of the batch failed" : of + ", and max_fail_percentage is " + most);
        }
        return Optional.empty();
    }

    /** Does a task over those of a batch that have not failed; returns whether the book goes on. */
    private boolean task(Scene scene, int batch, Scene.Act act, List<Pseudowire> active, boolean last)
            throws IOException, InterruptedException {
        Task task = act.task();
        audience.begins(scene, batch, task);
        Set<PseudowireName> meant = new HashSet<>(act.pseudowires());
        boolean looks = task.deed() instanceof Deed.Verify || task.deed() instanceof Deed.Drift;
        if (looks) {
            meant.removeAll(pending.getOrDefault(scene.topology().name(), Set.of()));
        }
        List<Pseudowire> wanted =
                active.stream().filter(one -> meant.contains(one.name())).toList();
        List<PseudowireName> skipped = active.stream()
                .map(Pseudowire::name)
                .filter(name -> !meant.contains(name))
                .toList();
        if (!skipped.isEmpty()) {
            audience.skipped(scene, batch, task, skipped);
            skipped.forEach(name -> tally.pseudowire(scene.topology().name(), name, Status.SKIPPED));
        }
        Map<HostName, Status> hosts = new LinkedHashMap<>();
        Scene.hosts(active).forEach(host -> hosts.put(host, Status.SKIPPED));
        boolean goesOn = true;
        if (task.deed() instanceof Deed.Pause pause) {
            goesOn = wanted.isEmpty() || stage.checks() || task.check() || stage.pause(pause);
        } else {
            List<List<Pseudowire>> parts = parts(task, wanted, last);
            for (int i = 0; i < parts.size() && !stage.isInterrupted(); i++) {
                boolean leftOvers = last && i + 1 == parts.size() && Doing.takesLeftOvers(task);
                Outcome outcome = new Doing(scene, task, stage, parts.get(i), leftOvers).outcome();
                audience.ended(scene, batch, task, outcome);
                outcome.hosts().forEach((host, status) -> hosts.merge(host, status, Status::or));
                outcome.pseudowires().forEach((name, result) -> {
                    tally.pseudowire(scene.topology().name(), name, result.status());
                    boolean would = result.status() == Status.CHANGED && (stage.checks() || task.check());
                    if (would) {
                        pending.computeIfAbsent(scene.topology().name(), any -> new HashSet<>())
                                .add(name);
                    }
                    if (result.status().isFailure()) {
                        failed(scene).add(name);
                    }
                });
            }
            hosts.forEach(tally::host);
        }
        return goesOn;
    }

    private static List<List<Pseudowire>> parts(Task task, List<Pseudowire> wanted, boolean last) {
        if (wanted.isEmpty()) {
            return last && Doing.takesLeftOvers(task) ? List.of(List.of()) : List.of();
        }
        return task.throttle().isPresent()
                ? new Serial(List.of(new Serial.Size(task.throttle().getAsInt(), false))).batches(wanted)
                : List.of(wanted);
    }

    private static Set<PseudowireName> names(Collection<Pseudowire> pseudowires) {
        Set<PseudowireName> names = new LinkedHashSet<>();
        pseudowires.forEach(one -> names.add(one.name()));
        return names;
    }
}
