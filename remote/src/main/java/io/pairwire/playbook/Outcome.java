package io.pairwire.playbook;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.Drift;
import io.pairwire.transaction.Fate;
import io.pairwire.transaction.HostFailure;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Prune;
import io.pairwire.transaction.Run;
import io.pairwire.transaction.Verified;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a task, or of the part of it that was done at once.
 *
 * @param pseudowires what became of each, in their order; those that left the topology, and went, among them
 * @param hosts what became of each host
 * @param plan what was to be done, of a task that may change something
 * @param applied what an apply came to, where there was one
 * @param tooMuch what would have gone and was more than is allowed
 * @param failures why hosts could not do their part
 * @param drift of a task that looks for it
 * @param verified of a task that sends frames
 * @param looked what hosts said to a task that only looks
 */
public record Outcome(
        Map<PseudowireName, Result> pseudowires,
        Map<HostName, Status> hosts,
        Optional<PairPlan> plan,
        Optional<Run.Applied> applied,
        Optional<Prune> tooMuch,
        List<HostFailure> failures,
        Optional<Drift> drift,
        List<Verified> verified,
        Map<HostName, Reply.Observed> looked) {
    public Outcome {
        pseudowires = Collections.unmodifiableMap(new LinkedHashMap<>(pseudowires));
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        failures = List.copyOf(failures);
        verified = List.copyOf(verified);
        looked = Map.copyOf(looked);
    }

    /**
     * What became of one pseudowire.
     *
     * @param verb what was done, or would be, where something was
     * @param message why, where there is something to say
     */
    public record Result(Status status, Optional<Verb> verb, String message) {
        static Result of(Status status, String message) {
            return new Result(status, Optional.empty(), message);
        }
    }

    /** An outcome that has nothing but what became of each. */
    static Outcome of(
            Map<PseudowireName, Result> pseudowires, Map<HostName, Status> hosts, Collection<HostFailure> failures) {
        return new Outcome(
                pseudowires,
                hosts,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.copyOf(failures),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    Outcome withPlan(PairPlan found, Optional<Run.Applied> done, Optional<Prune> refused) {
        return new Outcome(pseudowires, hosts, Optional.of(found), done, refused, failures, drift, verified, looked);
    }

    Outcome withDrift(Drift found, Map<HostName, Reply.Observed> seen) {
        return new Outcome(pseudowires, hosts, plan, applied, tooMuch, failures, Optional.of(found), verified, seen);
    }

    Outcome withVerified(List<Verified> found, Map<HostName, Reply.Observed> seen) {
        return new Outcome(pseudowires, hosts, plan, applied, tooMuch, failures, drift, found, seen);
    }

    /** Returns what became of what was to change. */
    public List<Fate> fates() {
        return applied.map(Run.Applied::fates).orElse(List.of());
    }
}
