package io.pairwire.agent;

import io.pairwire.model.InterfaceAddress;
import io.pairwire.model.NetnsName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.plan.HostPlan;
import io.pairwire.reconcile.HostState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a host carries, in all network namespaces where something of a topology should be, or was left. */
final class HostObserver {
    private final Namespaces namespaces;

    HostObserver(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** Returns the states, the host's own namespace first. Where no manifest says what was left, it may be in any. */
    List<HostState> observe(HostPlan plan, Optional<HostPlan> left) throws NetlinkException, RefusedException {
        Set<NetnsName> names = new TreeSet<>(plan.namedNamespaces());
        names.addAll(left.map(HostPlan::namedNamespaces).orElseGet(namespaces::names));
        List<HostState> states = new ArrayList<>();
        states.add(observeIn(plan, Optional.empty()));
        for (NetnsName name : names) {
            states.add(observeIn(plan, Optional.of(name)));
        }
        return states;
    }

    /** Returns the state of one network namespace. */
    HostState observeIn(HostPlan plan, Optional<NetnsName> netns) throws NetlinkException, RefusedException {
        Optional<Kernel> kernel = namespaces.in(netns);
        return kernel.isPresent()
                ? new Observer(kernel.get(), netns, addresses(plan)).observe()
                : HostState.missing(netns.orElseThrow());
    }

    private static Set<InterfaceAddress> addresses(HostPlan plan) {
        Set<InterfaceAddress> planned = new HashSet<>();
        plan.sessions().forEach(session -> planned.addAll(session.link().addresses()));
        return planned;
    }
}
