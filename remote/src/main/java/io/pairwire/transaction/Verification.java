package io.pairwire.transaction;

import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.plan.HostPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of each pseudowire while it is verified: first what its ends are like, then what they noticed. Asks nobody. */
final class Verification {
    private final List<ProbedPair> pairs = new ArrayList<>();

    private Verification() {}

    /**
     * Begins with what hosts said of their ends.
     *
     * @param plans what each host should carry
     * @param observed what the hosts that answered said
     * @param chosen which pseudowires it is about
     */
    static Verification of(Map<HostName, HostPlan> plans, Map<HostName, Reply.Observed> observed, Chosen chosen) {
        Verification verification = new Verification();
        Map<PseudowireName, Map<Side, HostName>> pairs = Drift.pairs(plans);
        pairs.keySet().removeAll(Others.of(plans, observed, chosen));
        Drift.Seen seen = Drift.Seen.of(observed);
        pairs.forEach((name, hosts) -> {
            Optional<ProbedEnd> a = end(name, hosts.get(Side.A), seen, observed);
            Optional<ProbedEnd> b = end(name, hosts.get(Side.B), seen, observed);
            // A host that is not in the topology any more has no plan, and what only one plan has is not verified.
            if (a.isPresent() && b.isPresent()) {
                verification.pairs.add(
                        new ProbedPair(name, a.get(), b.get(), mismatches(name, a.get(), b.get(), seen)));
            }
        });
        return verification;
    }

    private static Optional<ProbedEnd> end(
            PseudowireName name, @Nullable HostName host, Drift.Seen seen, Map<HostName, Reply.Observed> observed) {
        if (host == null) {
            return Optional.empty();
        }
        return Optional.of(observed.containsKey(host) ? ProbedEnd.found(seen.end(name, host)) : ProbedEnd.silent(host));
    }

    private static List<Mismatch> mismatches(PseudowireName name, ProbedEnd a, ProbedEnd b, Drift.Seen seen) {
        boolean there = a.is(EndDrift.Presence.THERE) && b.is(EndDrift.Presence.THERE);
        return there
                ? Crossing.mismatches(a.drift().orElseThrow(), b.drift().orElseThrow(), seen.cookiesDisagree(name))
                : List.of();
    }

    /** Returns the pseudowires that each host has to listen to: those with both ends, one of them there. */
    Map<HostName, Set<PseudowireName>> toListen() {
        return byHost(pairs.stream().filter(ProbedPair::hasBothEnds).toList());
    }

    /** Returns those that each host has to probe: those whose both ends are listened to. */
    Map<HostName, Set<PseudowireName>> toProbe() {
        return byHost(pairs.stream()
                .filter(pair -> pair.hasBothEnds()
                        && pair.ends().stream().allMatch(end -> end.unable().isEmpty()))
                .toList());
    }

    private static Map<HostName, Set<PseudowireName>> byHost(List<ProbedPair> pairs) {
        Map<HostName, Set<PseudowireName>> byHost = new LinkedHashMap<>();
        for (ProbedPair pair : pairs) {
            for (ProbedEnd end : pair.ends()) {
                byHost.computeIfAbsent(end.host(), host -> new HashSet<>()).add(pair.pseudowire());
            }
        }
        return byHost;
    }

    /** Takes what hosts said that were asked to listen; one that said nothing is not able to. */
    void listening(Map<HostName, Reply.Listening> said) {
        pairs.replaceAll(pair -> pair.hasBothEnds()
                ? pair.with(listening(pair, pair.a(), said), listening(pair, pair.b(), said))
                : pair);
    }

    private static ProbedEnd listening(ProbedPair pair, ProbedEnd end, Map<HostName, Reply.Listening> said) {
        Reply.Listening reply = said.get(end.host());
        if (reply == null) {
            return end.unable("its agent was lost");
        }
        String why = reply.unable().get(pair.pseudowire());
        return why == null ? end : end.unable(why);
    }

    /** Takes what hosts said that were asked to probe. */
    void probed(Map<HostName, Reply.Probed> said) {
        pairs.replaceAll(pair ->
                pair.hasBothEnds() ? pair.with(probed(pair, pair.a(), said), probed(pair, pair.b(), said)) : pair);
    }

    private static ProbedEnd probed(ProbedPair pair, ProbedEnd end, Map<HostName, Reply.Probed> said) {
        Reply.Probed reply = said.get(end.host());
        EndProbe noticed = reply == null ? null : reply.ends().get(pair.pseudowire());
        return noticed == null ? end : end.probed(noticed);
    }

    /** Returns what is the matter with each. */
    List<Verified> verdicts() {
        return pairs.stream().map(Verdicts::of).toList();
    }
}
