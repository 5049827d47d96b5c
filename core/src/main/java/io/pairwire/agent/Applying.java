package io.pairwire.agent;

import io.pairwire.exchange.Reply;
import io.pairwire.l2tp.Patience;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.Action;
import io.pairwire.reconcile.Conflict;
import io.pairwire.reconcile.Difference;
import io.pairwire.reconcile.HostReconciliation;
import io.pairwire.reconcile.Orders;
import io.pairwire.reconcile.Outcome;
import io.pairwire.reconcile.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what is to be done for some pseudowires of a host, and looks again whether it came out as it should. */
final class Applying {
    private final Namespaces namespaces;
    private final Patience patience;
    private final Observation seen;
    private final Set<PseudowireName> held;
    private boolean begun;

    /** @param held pseudowires that were to stay as they are when the change was prepared */
    Applying(Namespaces namespaces, Patience patience, Observation seen, Set<PseudowireName> held) {
        this.namespaces = namespaces;
        this.patience = patience;
        this.seen = seen;
        this.held = held;
    }

    /**
     * Does the actions, by namespace.
     *
     * @param pseudowires those that the actions are for
     * @param others those that are not changed yet, or not any more
     * @param manifestThen what the manifest is to say when the actions are done
     * @throws RefusedException where nothing was done
     */
    Reply.Applied apply(
            Map<Optional<NetnsName>, List<Action>> actions,
            Set<PseudowireName> pseudowires,
            Set<PseudowireName> others,
            Optional<HostPlan> manifestThen)
            throws RefusedException, InterruptedException {
        if (actions.isEmpty()) {
            return new Reply.Applied(List.of(), List.of(), 0);
        }
        long before = namespaces.writes();
        List<Reply.Failure> failures = new ArrayList<>();
        List<Difference> left = List.of();
        try {
            for (Map.Entry<Optional<NetnsName>, List<Action>> part : actions.entrySet()) {
                applyIn(part.getKey(), part.getValue(), pseudowires, failures);
            }
            // What the kernel acknowledged is not always what it did. What was just made is ours although
            // no manifest says so yet, so what will be the manifest is asked.
            Set<PseudowireName> staying = new HashSet<>(held);
            staying.addAll(others);
            HostReconciliation again = seen.reconcile(
                    new HostObserver(namespaces).observe(seen.plan(), seen.left()),
                    manifestThen,
                    Orders.holding(staying));
            for (Conflict conflict : again.conflicts()) {
                if (pseudowires.contains(conflict.pseudowire())) {
                    failures.add(new Reply.Failure(
                            conflict.pseudowire(), "change " + conflict.pseudowire(), "EBUSY", conflict.message()));
                }
            }
            left = again.differences().stream()
                    .filter(difference ->
                            difference.verb() != Verb.NOTHING && pseudowires.contains(difference.pseudowire()))
                    .toList();
        } catch (RefusedException e) {
            if (!begun) {
                throw e;
            }
            fail(failures, pseudowires, "ENODEV", e);
        } catch (NetlinkException e) {
            // Something may have been done by now: not a host that is unfit, but one that is to be taken back.
            fail(failures, pseudowires, e.errno().name(), e);
        }
        return new Reply.Applied(failures, left, (int) (namespaces.writes() - before));
    }

    private static void fail(
            List<Reply.Failure> failures, Set<PseudowireName> pseudowires, String errno, Exception cause) {
        pseudowires.forEach(pseudowire ->
                failures.add(new Reply.Failure(pseudowire, "apply", errno, String.valueOf(cause.getMessage()))));
    }

    private void applyIn(
            Optional<NetnsName> netns,
            List<Action> actions,
            Set<PseudowireName> pseudowires,
            List<Reply.Failure> failures)
            throws NetlinkException, RefusedException, InterruptedException {
        Optional<Kernel> kernel = namespaces.in(netns);
        if (kernel.isEmpty()) {
            throw new RefusedException(
                    Reply.Refused.Why.STALE,
                    "network namespace " + netns.map(NetnsName::text).orElse("") + " is gone",
                    "run the command again to see the new plan");
        }
        Applier applier = new Applier(kernel.get(), patience);
        try {
            for (Outcome outcome : applier.apply(actions)) {
                if (outcome instanceof Outcome.Refused refused) {
                    Set<PseudowireName> hurt =
                            refused.action().owner().map(Set::of).orElse(pseudowires);
                    hurt.forEach(pseudowire -> failures.add(new Reply.Failure(
                            pseudowire, refused.action().toString(), refused.errno(), refused.message())));
                }
            }
        } finally {
            begun |= !applier.begun().isEmpty();
        }
    }
}
