package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pseudowires that a run is not about, and whose way they are in. Pure. */
final class Others {
    private Others() {}

    /** Returns those that hosts should have or have, and that are not chosen. */
    static Set<PseudowireName> of(
            Map<HostName, HostPlan> plans, Map<HostName, Reply.Observed> observed, Chosen chosen) {
        Map<PseudowireName, Set<HostName>> hosts = new LinkedHashMap<>();
        plans.forEach((host, plan) -> plan.sessions().forEach(session -> {
            add(hosts, session.pseudowire(), host);
            add(hosts, session.pseudowire(), session.peerHost());
        }));
        observed.forEach((host, seen) -> {
            for (Difference difference : seen.differences()) {
                add(hosts, difference.pseudowire(), host);
                difference.peerHost().ifPresent(peer -> add(hosts, difference.pseudowire(), peer));
            }
            seen.conflicts().forEach(conflict -> add(hosts, conflict.pseudowire(), host));
        });
        Set<PseudowireName> others = new LinkedHashSet<>();
        hosts.forEach((name, ends) -> {
            if (!chosen.includes(name, ends)) {
                others.add(name);
            }
        });
        return others;
    }

    private static void add(Map<PseudowireName, Set<HostName>> hosts, PseudowireName name, HostName host) {
        hosts.computeIfAbsent(name, absent -> new LinkedHashSet<>()).add(host);
    }

    /**
     * Returns those that cannot come without another going or being made anew which the run is not about: they share a tunnel that must be
     * made anew, or take what the other has.
     */
    static List<Held> obstacles(Map<HostName, Reply.Observed> observed, Set<PseudowireName> others) {
        List<Held> obstacles = new ArrayList<>();
        if (others.isEmpty()) {
            return obstacles;
        }
        observed.forEach((host, seen) -> {
            Map<PseudowireName, Verb> verbs = new HashMap<>();
            seen.differences().forEach(difference -> verbs.put(difference.pseudowire(), difference.verb()));
            for (Set<PseudowireName> together : seen.entangled()) {
                Optional<PseudowireName> inTheWay = together.stream()
                        .filter(others::contains)
                        .filter(name -> verbs.get(name) == Verb.REPLACE || verbs.get(name) == Verb.REMOVE)
                        .findFirst();
                inTheWay.ifPresent(other -> together.stream()
                        .filter(name -> !others.contains(name))
                        .filter(name -> verbs.get(name) == Verb.REPLACE || verbs.get(name) == Verb.CREATE)
                        .forEach(name -> obstacles.add(new Held(
                                name,
                                "on " + host + ", it can only change together with " + other
                                        + ", which is not chosen; choose both",
                                true))));
            }
        });
        return obstacles;
    }
}
