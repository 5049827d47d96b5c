package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.SequenceNumbers;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Reason;
import io.pairwire.reconcile.Verb;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the ends that must be made anew for the sake of the other end. Pure. */
final class Remakes {
    private final Map<HostName, Reply.Observed> observed;
    private final Map<HostName, Map<PseudowireName, Difference>> differences = new HashMap<>();
    private final Map<HostName, Map<PseudowireName, Reason>> remakes = new LinkedHashMap<>();

    private Remakes(Map<HostName, Reply.Observed> observed) {
        this.observed = observed;
        observed.forEach((host, seen) -> {
            Map<PseudowireName, Difference> byName = new HashMap<>();
            seen.differences().forEach(difference -> byName.put(difference.pseudowire(), difference));
            differences.put(host, byName);
        });
    }

    /**
     * Returns by host what must be made anew there although the host itself sees no reason, with the reason that there is.
     *
     * @param plans what each host should carry
     * @param observed what the hosts that answered said
     */
    static Map<HostName, Map<PseudowireName, Reason>> of(
            Map<HostName, HostPlan> plans, Map<HostName, Reply.Observed> observed) {
        Remakes remakes = new Remakes(observed);
        plans.forEach((host, plan) -> plan.sessions().forEach(session -> remakes.consider(host, session)));
        return remakes.remakes;
    }

    private void consider(HostName host, PlannedSession session) {
        boolean numbered = session.session().seq() != SequenceNumbers.NONE;
        boolean made = session.made().any();
        if ((!numbered && !made) || !stays(host, session.pseudowire())) {
            return;
        }
        if (comes(session.peerHost(), session.pseudowire())) {
            remake(host, session.pseudowire(), made ? Reason.COOKIES : Reason.SEQUENCE);
        } else if (made
                && stays(session.peerHost(), session.pseudowire())
                && !haveSameCookies(host, session.peerHost(), session.pseudowire())) {
            remake(host, session.pseudowire(), Reason.COOKIES_DISAGREE);
        }
    }

    private boolean haveSameCookies(HostName one, HostName other, PseudowireName pseudowire) {
        String digest = digests(one).get(pseudowire);
        return digest != null && digest.equals(digests(other).get(pseudowire));
    }

    private Map<PseudowireName, String> digests(HostName host) {
        Reply.Observed seen = observed.get(host);
        return seen == null ? Map.of() : seen.cookieDigests();
    }

    private void remake(HostName host, PseudowireName pseudowire, Reason reason) {
        remakes.computeIfAbsent(host, key -> new LinkedHashMap<>()).put(pseudowire, reason);
    }

    /** Returns whether a host has a session that it would keep. */
    private boolean stays(HostName host, PseudowireName pseudowire) {
        Difference difference = differences.getOrDefault(host, Map.of()).get(pseudowire);
        return difference != null && (difference.verb() == Verb.NOTHING || difference.verb() == Verb.CHANGE);
    }

    /** Returns whether a host would make a session, in place of another or of none. */
    private boolean comes(HostName host, PseudowireName pseudowire) {
        Difference difference = differences.getOrDefault(host, Map.of()).get(pseudowire);
        return difference != null && (difference.verb() == Verb.CREATE || difference.verb() == Verb.REPLACE);
    }
}
