package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What goes because the topology has it no longer, held against all of the topology that the hosts carry. Pure.
 *
 * <p>A file that was cut off, or the wrong one, wants most of it gone.
 *
 * @param going the pseudowires that go, in plan order
 * @param owned how many pseudowires the topology has on the hosts, those that go among them
 * @param emptied whether the topology wants none at all
 */
public record Prune(List<PseudowireName> going, int owned, boolean emptied) {
    /** So many may go, whatever part they are. */
    private static final int FEW = 3;

    /** More of what is owned must not go at once: one in so many. */
    private static final int ONE_IN = 5;

    /** As many names as people look at. */
    private static final int MOST_NAMES = 5;

    public Prune {
        going = List.copyOf(going);
    }

    /**
     * Finds out what goes.
     *
     * @param plans what each host should carry
     * @param observed what the hosts that answered said
     * @param plan what comes of it, without what is held
     */
    static Prune of(Map<HostName, HostPlan> plans, Map<HostName, Reply.Observed> observed, PairPlan plan) {
        Set<PseudowireName> wanted = new HashSet<>();
        plans.values().stream()
                .flatMap(host -> host.sessions().stream())
                .map(PlannedSession::pseudowire)
                .forEach(wanted::add);
        List<PseudowireName> going = new ArrayList<>();
        for (PairChange change : plan.changes()) {
            boolean leaves = Stream.of(change.a(), change.b())
                    .flatMap(end -> end.stream())
                    .anyMatch(end -> end.difference().verb() == Verb.REMOVE);
            if (leaves && !wanted.contains(change.pseudowire())) {
                going.add(change.pseudowire());
            }
        }
        Set<PseudowireName> owned = new HashSet<>();
        for (Reply.Observed seen : observed.values()) {
            for (Difference difference : seen.differences()) {
                if (difference.verb() != Verb.CREATE) {
                    owned.add(difference.pseudowire());
                }
            }
            for (Conflict conflict : seen.conflicts()) {
                // What nobody wants can be in nobody's way but by being there.
                if (!wanted.contains(conflict.pseudowire())) {
                    owned.add(conflict.pseudowire());
                }
            }
        }
        return new Prune(going, owned.size(), wanted.isEmpty());
    }

    /**
     * Returns whether so much may go.
     *
     * @param most what somebody has allowed; where nobody has, a few or a fifth, and nothing for a topology that wants none
     */
    public boolean isWithin(OptionalInt most) {
        if (most.isPresent()) {
            return going.size() <= most.getAsInt();
        }
        return going.isEmpty() || (!emptied && (going.size() <= FEW || going.size() * ONE_IN <= owned));
    }

    /** Returns in words how much would go, and the first names. */
    public String message() {
        List<String> names =
                going.stream().limit(MOST_NAMES).map(PseudowireName::text).toList();
        int more = going.size() - names.size();
        return going.size() + " of the " + owned
                + " pseudowires that this topology has on its hosts would be removed, for it "
                + (emptied ? "has none" : "no longer has them") + ": " + String.join(", ", names)
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** Returns what to do about it. */
    public String advice() {
        return "if that is meant, allow it by '--prune-max " + going.size()
                + "'; if not, look whether the topology file is whole and the right one";
    }
}
