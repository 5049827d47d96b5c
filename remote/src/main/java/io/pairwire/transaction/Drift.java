package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.EndDrift.Presence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How hosts differ from their topology, pseudowire by pseudowire, judged from what they said. Pure.
 *
 * @param drifted those that are not as they should be, in plan order, those that are no longer in the topology last
 * @param unseen those that cannot be judged, and the host that did not answer
 * @param right how many are as they should be at both ends
 */
public record Drift(List<Drifted> drifted, Map<PseudowireName, HostName> unseen, int right) {
    public Drift {
        drifted = List.copyOf(drifted);
        unseen = Collections.unmodifiableMap(new LinkedHashMap<>(unseen));
    }

    /** Returns whether everything that was seen is as it should be. */
    public boolean isNone() {
        return drifted.isEmpty();
    }

    /** Returns those of one class. */
    public List<Drifted> of(DriftClass drift) {
        return drifted.stream().filter(one -> one.drift() == drift).toList();
    }

    /**
     * Judges every pseudowire that hosts should have, or have.
     *
     * @param plans what each host should carry
     * @param observed what the hosts that answered said
     */
    static Drift of(Map<HostName, HostPlan> plans, Map<HostName, Reply.Observed> observed) {
        return of(plans, observed, Chosen.ALL);
    }

    /** Judges those likewise that are chosen. */
    static Drift of(Map<HostName, HostPlan> plans, Map<HostName, Reply.Observed> observed, Chosen chosen) {
        Set<PseudowireName> others = Others.of(plans, observed, chosen);
        Seen seen = Seen.of(observed);
        List<Drifted> drifted = new ArrayList<>();
        Map<PseudowireName, HostName> unseen = new LinkedHashMap<>();
        int right = 0;
        Map<PseudowireName, Map<Side, HostName>> pairs = pairs(plans);
        pairs.keySet().removeAll(others);
        for (Map.Entry<PseudowireName, Map<Side, HostName>> pair : pairs.entrySet()) {
            Optional<HostName> silent = pair.getValue().values().stream()
                    .filter(host -> !observed.containsKey(host))
                    .findFirst();
            if (silent.isPresent()) {
                unseen.put(pair.getKey(), silent.get());
                continue;
            }
            Optional<Drifted> judged = judged(pair.getKey(), pair.getValue(), seen);
            judged.ifPresent(drifted::add);
            right += judged.isEmpty() ? 1 : 0;
        }
        seen.conflicts.forEach((name, hosts) -> {
            if (!pairs.containsKey(name) && !others.contains(name)) {
                judged(name, sided(hosts.keySet()), seen).ifPresent(drifted::add);
            }
        });
        seen.leaving.keySet().removeAll(others);
        seen.leaving.forEach((name, ends) -> drifted.add(leftOver(name, ends)));
        return new Drift(drifted, unseen, right);
    }

    /** What the hosts said, by pseudowire and host. */
    record Seen(
            Map<PseudowireName, Map<HostName, Difference>> planned,
            Map<PseudowireName, Map<Side, HostName>> leaving,
            Map<PseudowireName, Map<HostName, Conflict>> conflicts,
            Map<PseudowireName, Set<String>> cookies) {
        static Seen of(Map<HostName, Reply.Observed> observed) {
            Seen seen = new Seen(new HashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new HashMap<>());
            observed.forEach((host, said) -> {
                for (Difference difference : said.differences()) {
                    seen.add(host, difference);
                }
                said.cookieDigests()
                        .forEach((name, digest) -> seen.cookies
                                .computeIfAbsent(name, absent -> new HashSet<>())
                                .add(digest));
                for (Conflict conflict : said.conflicts()) {
                    seen.conflicts
                            .computeIfAbsent(conflict.pseudowire(), name -> new LinkedHashMap<>())
                            .put(host, conflict);
                }
            });
            return seen;
        }

        private void add(HostName host, Difference difference) {
            if (difference.verb() == Verb.REMOVE) {
                Map<Side, HostName> ends =
                        leaving.computeIfAbsent(difference.pseudowire(), name -> new EnumMap<>(Side.class));
                Side side = difference.side().orElse(Side.A);
                ends.put(ends.containsKey(side) ? side.far() : side, host);
            } else {
                planned.computeIfAbsent(difference.pseudowire(), name -> new HashMap<>())
                        .put(host, difference);
            }
        }

        /** Returns whether both ends have cookies that were made, and not the same. */
        boolean cookiesDisagree(PseudowireName name) {
            return cookies.getOrDefault(name, Set.of()).size() > 1;
        }

        EndDrift end(PseudowireName name, HostName host) {
            Conflict conflict = conflicts.getOrDefault(name, Map.of()).get(host);
            if (conflict != null) {
                return new EndDrift(host, Presence.UNKNOWN, List.of(), Optional.of(conflict.message()));
            }
            Difference difference = planned.getOrDefault(name, Map.of()).get(host);
            if (difference == null) {
                throw new IllegalStateException(host + " said nothing of " + name);
            }
            return difference.verb() == Verb.CREATE
                    ? new EndDrift(host, Presence.MISSING, List.of(), Optional.empty())
                    : new EndDrift(host, Presence.THERE, difference.attributes(), Optional.empty());
        }
    }

    /** Returns the hosts of each pseudowire's ends, in plan order. */
    static Map<PseudowireName, Map<Side, HostName>> pairs(Map<HostName, HostPlan> plans) {
        Map<PseudowireName, Map<Side, HostName>> pairs = new LinkedHashMap<>();
        plans.forEach((host, plan) -> {
            for (PlannedSession session : plan.sessions()) {
                pairs.computeIfAbsent(session.pseudowire(), name -> new EnumMap<>(Side.class))
                        .put(session.side(), host);
            }
        });
        return pairs;
    }

    /** What is no longer in the topology has ends, but nobody says which is which. */
    private static Map<Side, HostName> sided(Set<HostName> hosts) {
        Map<Side, HostName> ends = new EnumMap<>(Side.class);
        hosts.stream().sorted().forEach(host -> ends.putIfAbsent(ends.isEmpty() ? Side.A : Side.B, host));
        return ends;
    }

    /** Returns in which way a pseudowire is not as it should be; empty where it is. */
    private static Optional<Drifted> judged(PseudowireName name, Map<Side, HostName> hosts, Seen seen) {
        Optional<EndDrift> a = Optional.ofNullable(hosts.get(Side.A)).map(host -> seen.end(name, host));
        Optional<EndDrift> b = Optional.ofNullable(hosts.get(Side.B)).map(host -> seen.end(name, host));
        List<EndDrift> ends = Stream.concat(a.stream(), b.stream()).toList();
        if (ends.stream().anyMatch(end -> end.presence() == Presence.UNKNOWN)) {
            return Optional.of(new Drifted(name, DriftClass.FOREIGN, a, b, List.of()));
        }
        long missing =
                ends.stream().filter(end -> end.presence() == Presence.MISSING).count();
        if (missing > 0) {
            DriftClass drift = missing == ends.size() ? DriftClass.MISSING : DriftClass.HALF_PAIR;
            return Optional.of(new Drifted(name, drift, a, b, List.of()));
        }
        boolean cookies = seen.cookiesDisagree(name);
        if (!cookies && ends.stream().allMatch(end -> end.differences().isEmpty())) {
            return Optional.empty();
        }
        List<Mismatch> mismatches =
                a.isPresent() && b.isPresent() ? Crossing.mismatches(a.get(), b.get(), cookies) : List.of();
        DriftClass drift = mismatches.isEmpty() ? DriftClass.CHANGED : DriftClass.PEER_MISMATCH;
        return Optional.of(new Drifted(name, drift, a, b, mismatches));
    }

    private static Drifted leftOver(PseudowireName name, Map<Side, HostName> hosts) {
        return new Drifted(
                name,
                DriftClass.LEFT_OVER,
                Optional.ofNullable(hosts.get(Side.A)).map(Drift::there),
                Optional.ofNullable(hosts.get(Side.B)).map(Drift::there),
                List.of());
    }

    private static EndDrift there(HostName host) {
        return new EndDrift(host, Presence.THERE, List.of(), Optional.empty());
    }
}
