package io.pairwire.cli;

import io.pairwire.exchange.JsonLines;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.SavedPlan;
import io.pairwire.graph.Format;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Verb;
import io.pairwire.ssh.Cleaned;
import io.pairwire.ssh.Examination;
import io.pairwire.topology.Allocation;
import io.pairwire.topology.EndOrigins;
import io.pairwire.transaction.Deviation;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verified;
import io.pairwire.yaml.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What scripts read: JSON Lines on standard output, one object a line, each with a {@code type}. */
final class JsonView implements View {
    private final PrintStream out;
    private final PrintStream err;
    private final Prose prose;

    private JsonView(Terminal terminal) {
        this.out = terminal.out();
        this.err = terminal.err();
        this.prose = new Prose(terminal.plain());
    }

    /** Returns a view that has said its first line: which versions what follows is of. */
    static JsonView opened(Terminal terminal) {
        JsonView view = new JsonView(terminal);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schema", Version.SCHEMA);
        fields.put("pairwire", Version.ofPairwire());
        view.out.println(JsonLines.line("version", fields));
        return view;
    }

    @Override
    public void problems(List<Problem> problems, List<String> complaints) {
        for (String complaint : complaints) {
            out.println(diagnostic("error", complaint));
        }
        for (Problem problem : problems) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("severity", problem.severity().toString());
            fields.put("rule", problem.ruleId());
            fields.put("file", problem.file());
            fields.put("line", problem.line());
            fields.put("column", problem.column());
            fields.put("message", problem.message());
            problem.hint().ifPresent(hint -> fields.put("hint", hint));
            out.println(JsonLines.line("diagnostic", fields));
        }
    }

    @Override
    public void valid(String topology, int pseudowires, int hosts, int unseenSecrets) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topology", topology);
        fields.put("pseudowires", pseudowires);
        fields.put("hosts", hosts);
        if (unseenSecrets > 0) {
            fields.put("unchecked_secrets", unseenSecrets);
        }
        out.println(JsonLines.line("valid", fields));
    }

    @Override
    public void lock(LockState lock) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", lock.file().toString());
        fields.put("up_to_date", lock.isUpToDate() || lock.written());
        fields.put("written", lock.written());
        fields.put("add", lock.count(Allocation.Change.Kind.ADD));
        fields.put("change", lock.count(Allocation.Change.Kind.CHANGE));
        fields.put("drop", lock.count(Allocation.Change.Kind.DROP));
        out.println(JsonLines.line("lock", fields));
    }

    @Override
    public void allocated(LockState lock) {
        lock(lock);
    }

    @Override
    public void derived(Collection<HostPlan> plans, Ahead<?, PairPlan> pseudowires) {
        plans.forEach(host -> out.println(JsonLines.hostPlan(host)));
        Counts counts = new Counts();
        pseudowires.forEach(counts::add);
        out.println(JsonLines.line("summary", fields(counts)));
    }

    @Override
    public void plan(Collection<HostPlan> plans, PairPlan plan) {
        plans.forEach(host -> out.println(JsonLines.hostPlan(host)));
        ends("planned_change", plan);
        held(plan);
        out.println(summary(plan));
    }

    @Override
    public void tooMuchGoes(Prune prune, boolean refused) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", refused ? "error" : "warning");
        fields.put("kind", "prune_limit");
        fields.put("remove", prune.going().size());
        fields.put("owned", prune.owned());
        fields.put("message", prune.message());
        fields.put("hint", prune.advice());
        out.println(JsonLines.line("diagnostic", fields));
    }

    @Override
    public void saved(Path file) {
        // The summary is the last line, and a script knows the name that it gave.
    }

    @Override
    public void notSaved(String why) {
        out.println(diagnostic("error", "the plan is not saved: " + why));
    }

    @Override
    public void saved(SavedPlan saved, PairPlan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topology_file", saved.topologyFile());
        fields.put("made_at", saved.madeAt());
        fields.put("plan", saved.id().text());
        out.println(JsonLines.line("saved_plan", fields));
        plan(saved.plans().values(), plan);
    }

    @Override
    public void stale(String why, List<Deviation> deviations) {
        for (Deviation deviation : deviations) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("host", deviation.host().text());
            fields.put("what", deviation.what());
            fields.put("planned", deviation.planned());
            fields.put("found", deviation.found());
            out.println(JsonLines.line("deviation", fields));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", "error");
        fields.put("kind", "stale");
        fields.put("message", "the saved plan is stale: " + why);
        fields.put("hint", "nothing was changed; make a new plan with 'pairwire plan -o', and look at it");
        out.println(JsonLines.line("diagnostic", fields));
    }

    @Override
    public void carried(PairPlan plan) {
        ends("carried", plan);
        held(plan);
        out.println(
                JsonLines.line("summary", Map.of("pseudowires", plan.changes().size())));
    }

    @Override
    public void drift(Drift drift) {
        DriftJson.print(drift, out);
    }

    @Override
    public void verified(List<Verified> pseudowires) {
        VerifyJson.print(pseudowires, out);
    }

    @Override
    public void origins(Consumer<Consumer<EndOrigins>> teller) {
        teller.accept(end -> out.println(OriginJson.line(end)));
    }

    @Override
    public void nothingSelected(String why) {
        out.println(diagnostic("error", why));
    }

    @Override
    public void notRotated(PseudowireName pseudowire, String why) {
        out.println(diagnostic("warning", pseudowire + " is not rotated: " + why));
    }

    @Override
    public void picture(Format format, String text, Optional<Path> file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", format.toString());
        if (file.isPresent()) {
            fields.put("file", file.get().toString());
        } else {
            fields.put("text", text);
        }
        out.println(JsonLines.line("picture", fields));
    }

    @Override
    public void notDrawn(String why) {
        out.println(diagnostic("error", "the picture is not written: " + why));
    }

    @Override
    public void failures(Collection<HostFailure> failures) {
        for (HostFailure failure : failures) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("severity", "error");
            fields.put("host", failure.host().text());
            fields.put("kind", failure.kind().name().toLowerCase(Locale.ROOT));
            fields.put("message", failure.message());
            if (!failure.advice().isEmpty()) {
                fields.put("hint", failure.advice());
            }
            out.println(JsonLines.line("diagnostic", fields));
        }
    }

    @Override
    public void unconfirmed(Map<HostName, Reply.Observed> observed) {
        observed.forEach((host, seen) -> seen.unconfirmed().ifPresent(left -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("severity", "warning");
            fields.put("kind", "unconfirmed");
            fields.put("host", host.text());
            fields.put("message", Unconfirmed.message(host, left));
            fields.put("hint", Unconfirmed.ADVICE);
            out.println(JsonLines.line("diagnostic", fields));
        }));
    }

    @Override
    public void applied(PairPlan plan, Run.Applied applied) {
        new TreeMap<>(applied.writes()).forEach((host, writes) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("host", host.text());
            fields.put("netlink_writes", writes);
            out.println(JsonLines.line("apply_complete", fields));
        });
        applied.fates().stream()
                .filter(fate -> fate.kind() != Fate.Kind.KEPT || !fate.remarks().isEmpty())
                .forEach(fate -> out.println(FateJson.line(fate)));
        Map<String, Object> fields = counts(plan.only(applied.keptNames()));
        fields.put("kept", applied.kept());
        fields.put("netlink_writes", applied.netlinkWrites());
        out.println(JsonLines.line("applied", fields));
    }

    @Override
    public void unfinished(List<RunLog.Unfinished> left) {
        for (RunLog.Unfinished one : left) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("severity", "warning");
            fields.put("kind", "unfinished_run");
            fields.put(
                    "message",
                    "may be split: " + one.pseudowires() + "; they were being confirmed when " + one.head() + " ended");
            out.println(JsonLines.line("diagnostic", fields));
        }
    }

    @Override
    public void nothingToResume() {
        Map<String, Object> fields = fields(Counts.of(PairPlan.NOTHING));
        fields.put("kept", true);
        fields.put("netlink_writes", 0);
        out.println(JsonLines.line("applied", fields));
    }

    @Override
    public void takingBack() {
        prose.say(err, "Taking back what is not yet kept. Once more, and it is left to the hosts.");
    }

    @Override
    public void leftToHosts(Duration confirmTimeout) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", "error");
        fields.put("kind", "left_to_hosts");
        fields.put(
                "message",
                "what is not kept goes back by itself within " + confirmTimeout.toSeconds() + " s of our last word");
        out.println(JsonLines.line("diagnostic", fields));
    }

    @Override
    public void nothingToDo(PairPlan plan) {
        Map<String, Object> fields = counts(plan);
        fields.put("kept", true);
        fields.put("netlink_writes", 0);
        out.println(JsonLines.line("applied", fields));
    }

    @Override
    public void unaudited(String why) {
        prose.warning(why);
    }

    @Override
    public void cleaned(HostName host, Cleaned cleaned, boolean check) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", host.text());
        fields.put("directory", cleaned.directory());
        fields.put("removed", !check);
        fields.put(
                "things", cleaned.removed().stream().map(Cleaned.Removed::name).toList());
        fields.put("octets", cleaned.octets());
        fields.put("others", cleaned.others());
        out.println(JsonLines.line("cleaned", fields));
    }

    @Override
    public void examined(HostName host, Examination examination) {
        for (Examination.Check check : examination.checks()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("host", host.text());
            fields.put("check", check.name());
            fields.put("state", check.state().name().toLowerCase(Locale.ROOT));
            fields.put("message", check.message());
            if (!check.next().isEmpty()) {
                fields.put("hint", check.next());
            }
            out.println(JsonLines.line("check", fields));
        }
    }

    @Override
    public PrintStream asides() {
        return err;
    }

    @Override
    public void declined() {
        out.println(JsonLines.line("declined", Map.of()));
    }

    private void ends(String type, PairPlan plan) {
        plan.changes().forEach(change -> {
            for (Side side : Side.values()) {
                change.end(side)
                        .filter(end -> end.difference().verb() != Verb.NOTHING)
                        .ifPresent(end -> out.println(JsonLines.difference(type, end.host(), end.difference())));
            }
        });
    }

    private void held(PairPlan plan) {
        plan.held().forEach(held -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("pseudowire", held.pseudowire().text());
            fields.put("reason", held.reason());
            out.println(JsonLines.line("left_alone", fields));
        });
    }

    private static String summary(PairPlan plan) {
        return JsonLines.line("summary", counts(plan));
    }

    private static Map<String, Object> counts(PairPlan plan) {
        return fields(Counts.of(plan));
    }

    private static Map<String, Object> fields(Counts counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("add", counts.of(Verb.CREATE));
        fields.put("change", counts.of(Verb.CHANGE));
        fields.put("replace", counts.of(Verb.REPLACE));
        fields.put("remove", counts.of(Verb.REMOVE));
        fields.put("unchanged", counts.unchanged());
        return fields;
    }

    private static String diagnostic(String severity, String message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", severity);
        fields.put("message", message);
        return JsonLines.line("diagnostic", fields);
    }
}
