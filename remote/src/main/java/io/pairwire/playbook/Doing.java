package io.pairwire.playbook;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.Chosen;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.Drifted;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.Held;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verdict;
import io.pairwire.transaction.Verified;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A task being done, over those pseudowires that it takes at once. */
final class Doing implements Deed.Visitor<Outcome> {
    private final Scene scene;
    private final Task task;
    private final Stage stage;
    private final Map<PseudowireName, Pseudowire> pseudowires = new LinkedHashMap<>();
    private final Map<PseudowireName, Outcome.Result> results = new LinkedHashMap<>();
    private final boolean withLeftOvers;

    Doing(Scene scene, Task task, Stage stage, List<Pseudowire> pseudowires, boolean withLeftOvers) {
        this.scene = scene;
        this.task = task;
        this.stage = stage;
        this.withLeftOvers = withLeftOvers;
        pseudowires.forEach(one -> this.pseudowires.put(one.name(), one));
    }

    /** Returns whether a task is also about what its topology no longer has. */
    static boolean takesLeftOvers(Task task) {
        return task.deed() instanceof Deed.Drift
                || (task.deed() instanceof Deed.Bring bring && bring.prune().wanted());
    }

    Outcome outcome() throws IOException, InterruptedException {
        return task.deed().accept(this);
    }

    private Set<HostName> hosts() {
        return withLeftOvers ? scene.hosts() : Scene.hosts(pseudowires.values());
    }

    private Chosen chosen() {
        return (name, hosts) -> pseudowires.containsKey(name)
                || (withLeftOvers && scene.leftOver().includes(name, hosts));
    }

    private Run over(Map<HostName, HostPlan> plans, boolean changing) throws IOException {
        return stage.run(scene, task, plans, chosen(), changing);
    }

    private boolean checks() {
        return stage.checks() || task.check();
    }

    @Override
    public Outcome visit(Deed.Bring bring) throws IOException, InterruptedException {
        Map<HostName, HostPlan> plans = scene.plansOf(hosts());
        if (bring.state() == State.ABSENT) {
            plans.replaceAll((host, plan) -> HostPlan.nothing(plan.topology(), host));
        }
        try (Run run = over(plans, !checks())) {
            PairPlan plan = bring.state() == State.RESTARTED ? run.observeToRestart() : run.observe();
            Optional<Prune> tooMuch = Optional.of(run.prune(plan))
                    .filter(prune -> bring.prune().wanted()
                            && !prune.isWithin(bring.prune().most()));
            Optional<Run.Applied> applied = Optional.empty();
            boolean work = run.hasWork(plan);
            if (!checks()) {
                if (work && tooMuch.isEmpty()) {
                    applied = stage.apply(scene, task, run, plan);
                } else {
                    stage.notApplied(scene, run, plan, work);
                }
            }
            boolean refused = !checks() && (tooMuch.isPresent() || (work && applied.isEmpty()));
            pseudowires.keySet().forEach(name -> results.put(name, Outcome.Result.of(Status.OK, "")));
            held(plan, run);
            changes(plan, applied, refused, tooMuch);
            return outcome(run, applied).withPlan(plan, applied, tooMuch);
        }
    }

    private void held(PairPlan plan, Run run) {
        Map<HostName, HostFailure> failures = byHost(run.failures());
        for (Held held : plan.held()) {
            Status status = held.conflict()
                    ? Status.FAILED
                    : failing(held.pseudowire(), failures).orElse(Status.FAILED);
            results.put(held.pseudowire(), Outcome.Result.of(status, held.reason()));
        }
    }

    private void changes(PairPlan plan, Optional<Run.Applied> applied, boolean refused, Optional<Prune> tooMuch) {
        Map<PseudowireName, Fate> fates = new HashMap<>();
        applied.ifPresent(done ->
                done.fates().forEach(fate -> fate.pseudowires().forEach(name -> fates.put(name, fate))));
        for (PairChange change : plan.changes()) {
            PseudowireName name = change.pseudowire();
            Fate fate = fates.get(name);
            Verb verb = plan.moved().contains(name) && change.verb() == Verb.REMOVE ? Verb.REPLACE : change.verb();
            if (refused) {
                String why = tooMuch.map(Prune::message).orElse("nothing was begun");
                results.put(name, new Outcome.Result(Status.FAILED, Optional.of(verb), "not applied: " + why));
            } else if (applied.isPresent() && (fate == null || fate.kind() != Fate.Kind.KEPT)) {
                results.put(name, new Outcome.Result(Status.FAILED, Optional.of(verb), why(Optional.ofNullable(fate))));
            } else {
                results.put(name, new Outcome.Result(Status.CHANGED, Optional.of(verb), ""));
            }
        }
    }

    private static String why(Optional<Fate> fate) {
        if (fate.isEmpty()) {
            return "not tried";
        }
        String what = switch (fate.get().kind()) {
            case KEPT -> "kept";
            case TAKEN_BACK -> "not applied, every end is as it was";
            case LEFT -> "not applied, and not seen to be as before at every end";
            case SPLIT -> "SPLIT: kept at one end, and not, or nobody knows, at the other";
        };
        return fate.get().causes().stream()
                .findFirst()
                .map(cause -> what + ": " + cause.message())
                .orElse(what);
    }

    @Override
    public Outcome visit(Deed.Verify verify) throws IOException, InterruptedException {
        try (Run run = over(scene.plansOf(hosts()), false)) {
            List<Verified> verified = run.verify(verify.timeout().orElse(stage.verifyTimeout()));
            Map<HostName, HostFailure> failures = byHost(run.failures());
            for (Verified one : verified) {
                Status status = one.verdict() == Verdict.OK
                        ? Status.OK
                        : one.verdict() == Verdict.UNVERIFIED
                                ? failing(one.pseudowire(), failures).orElse(Status.FAILED)
                                : Status.FAILED;
                results.put(
                        one.pseudowire(),
                        Outcome.Result.of(
                                status,
                                one.verdict() == Verdict.OK ? "" : one.verdict().name() + ": " + one.line()));
            }
            unseen(failures);
            return outcome(run, Optional.empty()).withVerified(verified, run.observed());
        }
    }

    @Override
    public Outcome visit(Deed.Drift look) throws IOException, InterruptedException {
        try (Run run = over(scene.plansOf(hosts()), false)) {
            Drift drift = run.drift();
            Map<HostName, HostFailure> failures = byHost(run.failures());
            pseudowires.keySet().forEach(name -> results.put(name, Outcome.Result.of(Status.OK, "")));
            for (Drifted one : drift.drifted()) {
                results.put(
                        one.pseudowire(),
                        Outcome.Result.of(Status.DRIFTED, one.drift().phrase()));
            }
            drift.unseen()
                    .forEach((name, host) -> results.put(
                            name,
                            Outcome.Result.of(
                                    failing(name, failures).orElse(Status.FAILED), host + " could not be asked")));
            return outcome(run, Optional.empty()).withDrift(drift, run.observed());
        }
    }

    @Override
    public Outcome visit(Deed.Assert claim) throws IOException, InterruptedException {
        try (Run run = over(scene.plansOf(hosts()), false)) {
            run.observe();
            Map<HostName, HostFailure> failures = byHost(run.failures());
            Map<HostName, Reply.Hello> hellos = run.hellos();
            Map<HostName, String> broken = new LinkedHashMap<>();
            hellos.forEach((host, hello) -> {
                for (Comparison kernel : claim.kernel()) {
                    if (!kernel.holds(hello.kernel())) {
                        broken.putIfAbsent(host, host + "'s kernel is " + hello.kernel() + ", not " + kernel);
                    }
                }
                for (Comparison java : claim.java()) {
                    if (!java.holds(hello.java())) {
                        broken.putIfAbsent(host, host + "'s Java is " + hello.java() + ", not " + java);
                    }
                }
            });
            // An agent that is asked to compare a plan says first whether its kernel has what that takes.
            failures.forEach((host, failure) -> broken.putIfAbsent(host, failure.message()));
            pseudowires.forEach((name, pseudowire) -> {
                Optional<HostName> first = Scene.hosts(List.of(pseudowire)).stream()
                        .filter(broken::containsKey)
                        .findFirst();
                results.put(
                        name,
                        first.isEmpty()
                                ? Outcome.Result.of(Status.OK, "")
                                : Outcome.Result.of(
                                        failing(name, failures).orElse(Status.FAILED),
                                        String.valueOf(broken.get(first.get()))));
            });
            Outcome outcome = outcome(run, Optional.empty());
            Map<HostName, Status> hosts = new LinkedHashMap<>(outcome.hosts());
            hosts.replaceAll((host, status) ->
                    broken.containsKey(host) ? status == Status.UNREACHABLE ? status : Status.FAILED : Status.OK);
            return Outcome.of(results, hosts, run.failures());
        }
    }

    @Override
    public Outcome visit(Deed.Pause pause) {
        throw new IllegalStateException("nothing is done to pseudowires meanwhile");
    }

    /** What nobody said anything of. */
    private void unseen(Map<HostName, HostFailure> failures) {
        for (PseudowireName name : pseudowires.keySet()) {
            results.putIfAbsent(
                    name,
                    Outcome.Result.of(failing(name, failures).orElse(Status.FAILED), "its hosts could not be asked"));
        }
    }

    /** Returns what a pseudowire is for the failure of one of its hosts. */
    private Optional<Status> failing(PseudowireName name, Map<HostName, HostFailure> failures) {
        Pseudowire pseudowire = pseudowires.get(name);
        Set<HostName> ends = pseudowire == null ? failures.keySet() : Scene.hosts(List.of(pseudowire));
        return ends.stream()
                .flatMap(host -> Optional.ofNullable(failures.get(host)).stream())
                .map(Doing::status)
                .reduce(Status::or);
    }

    private static Status status(HostFailure failure) {
        return failure.kind() == HostFailure.Kind.UNREACHABLE ? Status.UNREACHABLE : Status.FAILED;
    }

    private static Map<HostName, HostFailure> byHost(Collection<HostFailure> failures) {
        Map<HostName, HostFailure> byHost = new LinkedHashMap<>();
        failures.forEach(failure -> byHost.put(failure.host(), failure));
        return byHost;
    }

    private Outcome outcome(Run run, Optional<Run.Applied> applied) {
        Map<HostName, HostFailure> failures = byHost(run.failures());
        Map<HostName, Status> hosts = new LinkedHashMap<>();
        hosts().forEach(host -> hosts.put(host, Status.OK));
        results.forEach((name, result) -> {
            Pseudowire pseudowire = pseudowires.get(name);
            Set<HostName> ends = pseudowire == null ? Set.of() : Scene.hosts(List.of(pseudowire));
            if (result.status() != Status.UNREACHABLE) {
                ends.forEach(host -> hosts.merge(host, result.status(), Status::or));
            }
        });
        applied.ifPresent(done -> done.writes().forEach((host, writes) -> {
            if (writes > 0) {
                hosts.merge(host, Status.CHANGED, Status::or);
            }
        }));
        failures.forEach((host, failure) -> hosts.merge(host, status(failure), Status::or));
        return Outcome.of(results, new LinkedHashMap<>(hosts), new LinkedHashSet<>(run.failures()));
    }
}
