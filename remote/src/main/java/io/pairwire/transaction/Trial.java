package io.pairwire.transaction;

import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One attempt to send frames over some pseudowires of a bundle, both ways: what its hosts are asked, and what came of it. Asks nobody. */
final class Trial {
    private final Map<PseudowireName, ProbedPair> pairs = new LinkedHashMap<>();

    private Trial(List<PairChange> changes) {
        for (PairChange change : changes) {
            pairs.put(
                    change.pseudowire(),
                    new ProbedPair(
                            change.pseudowire(),
                            end(change.a().orElseThrow()),
                            end(change.b().orElseThrow()),
                            List.of()));
        }
    }

    /** Before and after an apply an end is as the plan has it, or as the host said: there, and nothing of it is in doubt. */
    private static ProbedEnd end(EndChange change) {
        return ProbedEnd.found(new EndDrift(change.host(), EndDrift.Presence.THERE, List.of(), Optional.empty()));
    }

    /** Tries those that have both their ends already. */
    static Trial before(Bundle bundle) {
        return new Trial(bundle.changes().stream()
                .filter(change -> ends(change).size() == 2
                        && ends(change).stream()
                                .allMatch(end -> switch (end.difference().verb()) {
                                    case NOTHING, CHANGE, REPLACE -> true;
                                    case CREATE, REMOVE -> false;
                                }))
                .toList());
    }

    /** Tries those that have both their ends once the bundle is applied. */
    static Trial after(Bundle bundle) {
        return new Trial(bundle.changes().stream()
                .filter(change -> ends(change).size() == 2
                        && ends(change).stream()
                                .noneMatch(end -> end.difference().verb() == Verb.REMOVE))
                .toList());
    }

    private static List<EndChange> ends(PairChange change) {
        List<EndChange> ends = new ArrayList<>();
        change.a().ifPresent(ends::add);
        change.b().ifPresent(ends::add);
        return ends;
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    Set<HostName> hosts() {
        Set<HostName> hosts = new LinkedHashSet<>();
        pairs.values().forEach(pair -> pair.ends().forEach(end -> hosts.add(end.host())));
        return hosts;
    }

    /** Returns the pseudowires that a host has an end of. */
    Set<PseudowireName> at(HostName host) {
        Set<PseudowireName> names = new LinkedHashSet<>();
        pairs.values().forEach(pair -> {
            if (pair.ends().stream().anyMatch(end -> end.host().equals(host))) {
                names.add(pair.pseudowire());
            }
        });
        return names;
    }

    /** A host listens, but perhaps not for all. */
    void listening(HostName host, Reply.Listening reply) {
        replaceEnds(host, (name, end) -> {
            String why = reply.unable().get(name);
            return why == null ? end : end.unable(why);
        });
    }

    /** A host has probed. */
    void probed(HostName host, Reply.Probed reply) {
        replaceEnds(host, (name, end) -> {
            EndProbe noticed = reply.ends().get(name);
            return noticed == null ? end : end.probed(noticed);
        });
    }

    private interface Change {
        ProbedEnd of(PseudowireName name, ProbedEnd end);
    }

    private void replaceEnds(HostName host, Change change) {
        pairs.replaceAll((name, pair) -> pair.with(
                pair.a().host().equals(host) ? change.of(name, pair.a()) : pair.a(),
                pair.b().host().equals(host) ? change.of(name, pair.b()) : pair.b()));
    }

    /** Returns what is the matter with each. */
    List<Verified> verdicts() {
        return pairs.values().stream().map(Verdicts::of).toList();
    }
}
