package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides which pseudowires are adopted, from what both their hosts carry: both ends, or neither. Pure. */
final class Adopting {
    private final Map<HostName, Reply.Observed> observed;

    private Adopting(Map<HostName, Reply.Observed> observed) {
        this.observed = observed;
    }

    /** Returns what of a plan is adopted, the rest being held. */
    static PairPlan of(PairPlan plan, Map<HostName, Reply.Observed> observed) {
        Adopting adopting = new Adopting(observed);
        List<PairChange> adopted = new ArrayList<>();
        List<Held> held = new ArrayList<>(plan.held());
        for (PairChange change : plan.changes()) {
            Optional<Held> obstacle = adopting.obstacle(change);
            obstacle.ifPresentOrElse(held::add, () -> adopted.add(change));
        }
        return new PairPlan(adopted, held, plan.unchanged(), plan.others());
    }

    private Optional<Held> obstacle(PairChange change) {
        List<EndChange> ends = ends(change);
        List<HostName> missing = ends.stream()
                .filter(end -> end.difference().verb() == Verb.CREATE)
                .map(EndChange::host)
                .toList();
        if (missing.size() == 2) {
            return Optional.of(new Held(change.pseudowire(), "it is not there; 'apply' makes it", false));
        }
        if (missing.size() == 1 || ends.size() < 2) {
            return Optional.of(new Held(
                    change.pseudowire(),
                    "it is there at one end alone" + (missing.isEmpty() ? "" : ", and not on " + missing.get(0))
                            + ", and one end is not adopted without the other",
                    true));
        }
        return haveSameCookies(change.pseudowire(), ends)
                ? Optional.empty()
                : Optional.of(new Held(change.pseudowire(), "the two ends' cookies are not the same", true));
    }

    private static List<EndChange> ends(PairChange change) {
        return Stream.of(change.a(), change.b()).flatMap(Optional::stream).toList();
    }

    /** Where cookies are made, the topology has none to hold them to; but the two ends must have the same. */
    private boolean haveSameCookies(PseudowireName pseudowire, List<EndChange> ends) {
        Set<String> digests = new HashSet<>();
        for (EndChange end : ends) {
            Reply.Observed seen = observed.get(end.host());
            if (seen != null) {
                Optional.ofNullable(seen.cookieDigests().get(pseudowire)).ifPresent(digests::add);
            }
        }
        return digests.size() <= 1;
    }
}
