package io.pairwire.reconcile;

import io.pairwire.model.PseudowireName;
import io.pairwire.plan.EndCookies;
import java.util.List;
import java.util.Map;

/**
 * How a host differs from its plan, for people and for the machine.
 *
 * @param differences one for each pseudowire's end, unchanged ones among them, in plan order; those to be removed last
 * @param conflicts what stands in the way; a pseudowire named here has no difference and no action
 * @param actions what makes the differences go, in the order in which it must be done
 * @param madeCookies of the pseudowires whose cookies are made, those that the host has
 * @param formerNames of pseudowires that the plan has under another name than the host, by the plan's
 */
public record Reconciliation(
        List<Difference> differences,
        List<Conflict> conflicts,
        List<Action> actions,
        Map<PseudowireName, EndCookies> madeCookies,
        Map<PseudowireName, PseudowireName> formerNames) {
    public Reconciliation {
        differences = List.copyOf(differences);
        conflicts = List.copyOf(conflicts);
        actions = List.copyOf(actions);
        madeCookies = Map.copyOf(madeCookies);
        formerNames = Map.copyOf(formerNames);
    }

    /** Returns whether the host carries what it should, as far as nothing stands in the way. */
    public boolean isSettled() {
        return actions.isEmpty();
    }
}
