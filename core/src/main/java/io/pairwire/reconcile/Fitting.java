package io.pairwire.reconcile;

import io.pairwire.model.TunnelSpec;
import io.pairwire.plan.MadeCookies;
import io.pairwire.plan.PlannedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a session that somebody made by hand compares with the planned one whose IDs it has. */
final class Fitting {
    private final PlannedSession planned;
    private final TunnelSpec tunnel;
    private final CarriedSession carried;

    Fitting(PlannedSession planned, TunnelSpec tunnel, CarriedSession carried) {
        this.planned = planned;
        this.tunnel = tunnel;
        this.carried = carried;
    }

    /** Returns why it cannot be the topology's as it is, in words that name what differs; empty where it can. */
    Optional<String> obstacle(HostState state) {
        Optional<TunnelSpec> itsTunnel = state.tunnels().stream()
                .filter(other -> other.tunnelId() == carried.tunnelId())
                .findFirst()
                .flatMap(CarriedTunnel::spec);
        if (carried.spec().isEmpty() || carried.link().isEmpty() || itsTunnel.isEmpty()) {
            return Optional.of(
                    "session " + planned.session().sessionId() + " of tunnel " + tunnel.tunnelId()
                            + " is there, but it is none that a topology can describe, or its interface is elsewhere; delete it, and 'apply' makes it");
        }
        if (!carried.link().get().alias().isEmpty()) {
            return Optional.of("it is there" + Obstacles.describe(carried.link().get())
                    + ", so it is somebody's; if it is not, take the alias away and adopt it then");
        }
        List<String> wrong = new ArrayList<>();
        for (AttributeChange change : changes(itsTunnel.get())) {
            if (change.forcesReplacement()) {
                wrong.add(words(change));
            }
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of("it is there, but it does not fit: " + String.join("; ", wrong)
                        + "; write the topology as it is, or delete it, and 'apply' makes it");
    }

    /** Returns the end as it is, its sublayer being taken to be what the topology says; only for one that has no obstacle. */
    EndState from() {
        CarriedLink link = carried.link().orElseThrow();
        return new EndState(
                carried.spec().orElseThrow().with(planned.session().l2spec()),
                true,
                link.spec(),
                link.alias(),
                link.up());
    }

    /** Returns what differs and can be changed in place. */
    List<AttributeChange> differing() {
        return changes(tunnel);
    }

    private List<AttributeChange> changes(TunnelSpec itsTunnel) {
        EndState bare = new EndState(Reconciler.withUnmadeCookies(planned), true, planned.link(), "", true);
        EndState from = Reconciler.withinATick(from(), bare);
        EndState to = Reconciler.keepingItsMac(from, Reconciler.keepingItsCookies(from.session(), planned, bare));
        return Attributes.changing(itsTunnel, from, tunnel, to, MadeCookies.NONE);
    }

    private static String words(AttributeChange change) {
        return change.from().equals(change.to())
                ? change.name() + " is another than it should be"
                : change.name() + " is " + change.from().orElse("not there") + ", should be "
                        + change.to().orElse("none");
    }
}
