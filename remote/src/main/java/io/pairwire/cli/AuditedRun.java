package io.pairwire.cli;

import io.pairwire.exchange.Caller;
import io.pairwire.exchange.Commit;
import io.pairwire.exchange.JsonLines;
import io.pairwire.exchange.PlanId;
import io.pairwire.exchange.Provenance;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.TopologyName;
import io.pairwire.plan.HostPlan;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A run as the controller's audit log tells of it: a line when it begins, and one when it has ended, whatever it came to. The first is
 * made while hosts are being connected to, for git takes its time.
 */
final class AuditedRun {
    private final AuditFile log;
    private final Errand errand;
    private final long start = System.nanoTime();
    private final CompletableFuture<Provenance> provenance;
    private final CompletableFuture<Void> begun;
    private Result result = Result.NOT_APPLIED;
    private PairPlan plan = PairPlan.NOTHING;
    private List<HostFailure> failures = List.of();
    private List<Fate> fates = List.of();

    /**
     * What a run is about.
     *
     * @param topologyFile as the command was given it
     * @param inventories likewise
     * @param plans what the hosts are to carry, all of the topology's
     */
    record Errand(
            String command,
            Request.Claim claim,
            Map<String, String> environment,
            TopologyName topology,
            String topologyFile,
            List<String> inventories,
            Optional<String> limit,
            Optional<Path> savedPlan,
            Map<HostName, HostPlan> plans) {}

    private enum Result {
        APPLIED,
        NOTHING_TO_DO,
        DECLINED,
        NOT_APPLIED
    }

    /** Begins: from now on the first line is being written. */
    AuditedRun(Path directory, Errand errand) {
        this.log = AuditFile.in(directory);
        this.errand = errand;
        this.provenance = CompletableFuture.supplyAsync(this::find, AuditedRun::start);
        this.begun = provenance.thenAccept(found -> add(fields("begun", found)));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "audit");
        thread.setDaemon(true);
        thread.start();
    }

    private Provenance find() {
        return new Provenance(
                errand.command(), commit(), Optional.of(PlanId.of(errand.plans().values())));
    }

    private Optional<Commit> commit() {
        try {
            return GitCommit.of(Path.of(errand.topologyFile()), errand.inventories());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Returns where the run comes from, as soon as it is known. */
    Provenance provenance() {
        return provenance.join();
    }

    /** Waits until the first line is written. */
    void awaitBegun() throws IOException {
        try {
            begun.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unwritten) {
                throw new IOException("cannot write the audit log " + log + ": " + unwritten.getCause(), e);
            }
            throw e;
        }
    }

    /** Learns what the run is to do. */
    void observed(Run run, PairPlan found) {
        plan = found;
        failures = List.copyOf(run.failures());
    }

    /** Learns that there was nothing to do. */
    void nothingToDo() {
        result = Result.NOTHING_TO_DO;
    }

    /** Learns that a person said no. */
    void declined() {
        result = Result.DECLINED;
    }

    /** Learns that hosts are about to be told to change. */
    void applying() {
        result = Result.APPLIED;
    }

    /** Learns what came of it. */
    void applied(Run.Applied applied) {
        fates = applied.fates();
    }

    /** Writes the last line. */
    void end(ExitCode code) throws IOException {
        awaitBegun();
        Map<String, Object> fields = fields("ended", provenance());
        fields.put("result", word(result));
        fields.put("pseudowires", pseudowires());
        List<Map<String, Object>> held = new ArrayList<>();
        plan.held()
                .forEach(one -> held.add(ordered("pseudowire", one.pseudowire().text(), "reason", one.reason())));
        fields.put("left_alone", held);
        List<Map<String, Object>> failed = new ArrayList<>();
        failures.forEach(failure -> {
            Map<String, Object> one = ordered("host", failure.host().text(), "kind", word(failure.kind()));
            one.put("message", failure.message());
            failed.add(one);
        });
        fields.put("failures", failed);
        fields.put("unchanged", plan.unchanged());
        fields.put("exit_code", code.number());
        fields.put("duration_ms", Duration.ofNanos(System.nanoTime() - start).toMillis());
        try {
            add(fields);
        } catch (UncheckedIOException e) {
            throw new IOException("cannot write the audit log " + log + ": " + e.getCause(), e);
        }
    }

    private List<Map<String, Object>> pseudowires() {
        Map<PseudowireName, Fate> byName = new HashMap<>();
        fates.forEach(fate -> fate.pseudowires().forEach(name -> byName.put(name, fate)));
        List<Map<String, Object>> told = new ArrayList<>();
        for (PairChange change : plan.changes()) {
            Fate fate = byName.get(change.pseudowire());
            Map<String, Object> one = ordered(
                    "pseudowire",
                    change.pseudowire().text(),
                    "change",
                    change.verb().toString());
            one.put("fate", fate == null ? "not_tried" : word(fate.kind()));
            if (fate != null) {
                Verdict verdict = fate.verdicts().get(change.pseudowire());
                if (verdict != null) {
                    one.put("verdict", verdict.toString());
                }
                fate.causes().stream().findFirst().ifPresent(cause -> one.put("why", cause.message()));
            }
            told.add(one);
        }
        return told;
    }

    private Map<String, Object> fields(String event, Provenance found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", 1);
        fields.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put("event", event);
        fields.put("run", errand.claim().run());
        fields.put("command", errand.command());
        fields.put("operator", errand.claim().holder());
        Caller caller = Caller.of(errand.environment());
        caller.login().ifPresent(login -> fields.put("login", login));
        caller.became().ifPresent(became -> fields.put("became", became));
        caller.from().ifPresent(from -> fields.put("from", ordered("address", from.address(), "port", from.port())));
        fields.put("topology", errand.topology().text());
        fields.put("topology_file", absolute(errand.topologyFile()));
        fields.put("inventories", errand.inventories());
        errand.limit().ifPresent(limit -> fields.put("limit", limit));
        errand.savedPlan().ifPresent(file -> fields.put("saved_plan", absolute(file.toString())));
        found.commit().ifPresent(commit -> {
            fields.put("commit", commit.id());
            fields.put("dirty", commit.dirty());
        });
        found.plan().ifPresent(id -> fields.put("plan", id.text()));
        fields.put(
                "hosts",
                errand.plans().keySet().stream().map(HostName::text).sorted().toList());
        return fields;
    }

    private static String absolute(String file) {
        return Path.of(file).toAbsolutePath().normalize().toString();
    }

    private static Map<String, Object> ordered(String one, Object value, String other, Object second) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(one, value);
        fields.put(other, second);
        return fields;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void add(Map<String, Object> fields) {
        try {
            log.add(JsonLines.text(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
