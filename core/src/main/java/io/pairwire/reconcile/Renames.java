package io.pairwire.reconcile;

import io.pairwire.model.PseudowireName;
import io.pairwire.model.SessionId;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.TunnelId;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of the topology's own pseudowires have another name now: the plan has the old name no more, the host has not had the new one, and what
 * the plan has under it is the very same session.
 */
final class Renames {
    private final Map<PseudowireName, PseudowireName> formerNames = new HashMap<>();
    private final Map<PseudowireName, PseudowireName> presentNames = new HashMap<>();

    private record Key(TunnelId tunnelId, SessionId sessionId) {
        static Key of(SessionSpec session) {
            return new Key(session.tunnelId(), session.sessionId());
        }
    }

    private Renames() {}

    /**
     * Finds them in one network namespace.
     *
     * @param plan of the whole host
     * @param here the part of it that is of the namespace
     * @param elsewhere the pseudowires that the host has in its other namespaces: one that comes from there under the name that it has
     *     is no other one of a new name
     */
    static Renames of(HostPlan plan, HostPlan here, Ownership ownership, Set<PseudowireName> elsewhere) {
        Set<PseudowireName> planned = new HashSet<>();
        plan.sessions().forEach(session -> planned.add(session.pseudowire()));
        Map<Key, PseudowireName> nameless = new HashMap<>();
        for (PseudowireName pseudowire : ownership.pseudowires()) {
            // One whose mark was copied is more than one session: which of them has the new name, nobody knows.
            if (!planned.contains(pseudowire) && ownership.sessions(pseudowire).size() == 1) {
                nameless.put(Key.of(ownership.sessions(pseudowire).get(0).end().session()), pseudowire);
            }
        }
        Renames renames = new Renames();
        if (!nameless.isEmpty()) {
            for (PlannedSession session : here.sessions()) {
                PseudowireName former = nameless.get(Key.of(session.session()));
                boolean isNew =
                        ownership.sessions(session.pseudowire()).isEmpty() && !elsewhere.contains(session.pseudowire());
                if (former != null && isNew) {
                    renames.formerNames.put(session.pseudowire(), former);
                    renames.presentNames.put(former, session.pseudowire());
                }
            }
        }
        return renames;
    }

    /** Returns the name that a planned pseudowire has on the host. */
    PseudowireName former(PseudowireName planned) {
        return formerNames.getOrDefault(planned, planned);
    }

    /** Returns the name that the plan has for a pseudowire of the host's. */
    PseudowireName present(PseudowireName carried) {
        return presentNames.getOrDefault(carried, carried);
    }

    /** Returns the names on the host by the names in the plan, of those that have another. */
    Map<PseudowireName, PseudowireName> formerNames() {
        return Map.copyOf(formerNames);
    }
}
