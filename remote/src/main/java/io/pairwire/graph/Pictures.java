package io.pairwire.graph;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.NetnsName;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.PseudowireName;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.model.TunnelEnd;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.PlannedSession;
import io.pairwire.reconcile.AttributeChange;
import io.pairwire.reconcile.Verb;
import io.pairwire.transaction.Chosen;
import io.pairwire.transaction.EndChange;
import io.pairwire.transaction.Held;
import io.pairwire.transaction.PairChange;
import io.pairwire.transaction.PairPlan;
import io.pairwire.transaction.Verdict;
import io.pairwire.transaction.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes pictures of what there is to see of a topology. */
public final class Pictures {
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    /** What stands for a host that nobody can name any more; no host is named so. */
    private static final String UNKNOWN_HOST = "(unknown)";

    private Pictures() {}

    /** Returns a picture of what a topology asks for. */
    public static Picture of(Topology topology) {
        return new Picture(
                topology.name().text(),
                "",
                topology.pseudowires().stream()
                        .map(pseudowire -> wire(pseudowire, Look.PLAIN, "", ""))
                        .toList());
    }

    /** Returns a picture of what was found of a topology's pseudowires; one that nothing was found of is not verified. */
    public static Picture of(Topology topology, List<Verified> verified) {
        Map<PseudowireName, Verified> found = new HashMap<>();
        verified.forEach(each -> found.put(each.pseudowire(), each));
        List<Wire> wires = new ArrayList<>();
        for (Pseudowire pseudowire : topology.pseudowires()) {
            Verified each = found.get(pseudowire.name());
            wires.add(
                    each == null
                            ? wire(pseudowire, Look.UNVERIFIED, "", "")
                            : wire(pseudowire, Look.of(each.verdict()), time(each), each.line()));
        }
        return new Picture(topology.name().text(), "as verified", wires);
    }

    private static String time(Verified verified) {
        return verified.verdict() == Verdict.OK && verified.roundTripNanos().isPresent()
                ? String.format(
                        Locale.ROOT, "%.2f ms", verified.roundTripNanos().getAsLong() / NANOS_OF_A_MILLISECOND)
                : "";
    }

    private static Wire wire(Pseudowire pseudowire, Look look, String figure, String story) {
        return new Wire(
                pseudowire.name().text(),
                pseudowire.tunnel().name().text(),
                end(pseudowire, Side.A),
                end(pseudowire, Side.B),
                look,
                figure,
                story);
    }

    private static WireEnd end(Pseudowire pseudowire, Side side) {
        TunnelEnd tunnel = pseudowire.tunnel().end(side);
        return new WireEnd(
                tunnel.host().text(),
                pseudowire.end(side).interfaceName().text(),
                tunnel.netns().map(NetnsName::text));
    }

    /**
     * Returns a picture of what a plan changes, from the plan alone.
     *
     * @param occasion what to say of the plan
     */
    public static Picture of(Map<HostName, HostPlan> plans, Map<HostName, Reply.Observed> observed, String occasion) {
        List<Wire> planned = new ArrayList<>();
        plans.values()
                .forEach(plan -> plan.sessions().stream()
                        .filter(session -> session.side() == Side.A || !plans.containsKey(session.peerHost()))
                        .forEach(session -> planned.add(wire(plan, session, plans))));
        String title = plans.values().stream()
                .findFirst()
                .map(plan -> plan.topology().text())
                .orElse("");
        return changed(title, planned, plans, observed, Chosen.ALL, occasion);
    }

    /**
     * Returns a picture of what a plan changes, tunnels with their names.
     *
     * @param topology what the plan was made from, or the part of it that is chosen
     * @param chosen tells which of those to draw that are no longer in the topology
     */
    public static Picture of(
            Topology topology,
            Map<HostName, HostPlan> plans,
            Map<HostName, Reply.Observed> observed,
            Chosen chosen,
            String occasion) {
        return changed(topology.name().text(), of(topology).wires(), plans, observed, chosen, occasion);
    }

    private static Wire wire(HostPlan near, PlannedSession session, Map<HostName, HostPlan> plans) {
        WireEnd here = end(near.host(), session);
        Optional<HostPlan> far = Optional.ofNullable(plans.get(session.peerHost()));
        WireEnd there = far.flatMap(plan -> plan.sessions().stream()
                        .filter(other -> other.pseudowire().equals(session.pseudowire()))
                        .findFirst())
                .map(other -> end(session.peerHost(), other))
                .orElseGet(() -> new WireEnd(session.peerHost().text(), "", Optional.empty()));
        boolean isA = session.side() == Side.A;
        String tunnel = session.session().tunnelId().toString();
        String peerTunnel = peerTunnel(near, session);
        return new Wire(
                session.pseudowire().text(),
                isA ? tunnel + "/" + peerTunnel : peerTunnel + "/" + tunnel,
                isA ? here : there,
                isA ? there : here,
                Look.UNCHANGED,
                "",
                "");
    }

    private static String peerTunnel(HostPlan plan, PlannedSession session) {
        return plan.tunnels().stream()
                .filter(tunnel -> tunnel.netns().equals(session.netns())
                        && tunnel.tunnel().tunnelId().equals(session.session().tunnelId()))
                .findFirst()
                .map(tunnel -> tunnel.tunnel().peerTunnelId().toString())
                .orElse("?");
    }

    private static WireEnd end(HostName host, PlannedSession session) {
        return new WireEnd(
                host.text(), session.link().name().text(), session.netns().map(NetnsName::text));
    }

    private static Picture changed(
            String title,
            List<Wire> planned,
            Map<HostName, HostPlan> plans,
            Map<HostName, Reply.Observed> observed,
            Chosen chosen,
            String occasion) {
        PairPlan plan = PairPlan.of(plans, observed, Map.of());
        Map<String, Verb> verbs = new HashMap<>();
        Map<String, String> reasons = new HashMap<>();
        List<Wire> wires = new ArrayList<>();
        for (PairChange change : plan.changes()) {
            if (change.verb() != Verb.REMOVE) {
                verbs.put(change.pseudowire().text(), change.verb());
            } else if (chosen.includes(change.pseudowire(), hosts(change))) {
                wires.add(leaving(change, Look.REMOVE, ""));
            }
        }
        for (Held held : plan.held()) {
            reasons.put(held.pseudowire().text(), held.reason());
            carried(held.pseudowire(), observed)
                    .filter(change -> chosen.includes(held.pseudowire(), hosts(change)))
                    .ifPresent(change -> wires.add(leaving(change, Look.HELD, held.reason())));
        }
        for (Wire wire : planned) {
            String reason = reasons.get(wire.name());
            Verb verb = verbs.getOrDefault(wire.name(), Verb.NOTHING);
            wires.add(reason == null ? wire.with(Look.of(verb), "") : wire.with(Look.HELD, reason));
        }
        return new Picture(title, occasion, wires);
    }

    /** Returns what would go of a pseudowire if it were not left alone; nothing of one that is to stay. */
    private static Optional<PairChange> carried(PseudowireName pseudowire, Map<HostName, Reply.Observed> observed) {
        List<EndChange> ends = new ArrayList<>();
        observed.forEach((host, seen) -> seen.differences().stream()
                .filter(one -> one.pseudowire().equals(pseudowire) && one.verb() == Verb.REMOVE)
                .forEach(one -> ends.add(new EndChange(host, one))));
        return ends.isEmpty()
                ? Optional.empty()
                : Optional.of(new PairChange(
                        pseudowire,
                        Optional.of(ends.get(0)),
                        ends.stream().skip(1).findFirst()));
    }

    private static Set<HostName> hosts(PairChange change) {
        Set<HostName> hosts = new LinkedHashSet<>();
        for (Side side : Side.values()) {
            change.end(side).ifPresent(end -> {
                hosts.add(end.host());
                end.difference().peerHost().ifPresent(hosts::add);
            });
        }
        return hosts;
    }

    /** A pseudowire that goes, or what is left of one; of an end that nobody carries only the host may be known. */
    private static Wire leaving(PairChange change, Look look, String story) {
        WireEnd a = leaving(change, Side.A);
        WireEnd b = leaving(change, Side.B);
        String tunnel = value(change.a(), "tunnel_id")
                .or(() -> value(change.b(), "peer_tunnel_id"))
                .orElse("?");
        String peerTunnel = value(change.b(), "tunnel_id")
                .or(() -> value(change.a(), "peer_tunnel_id"))
                .orElse("?");
        return new Wire(change.pseudowire().text(), tunnel + "/" + peerTunnel, a, b, look, "", story);
    }

    private static WireEnd leaving(PairChange change, Side side) {
        Optional<EndChange> end = change.end(side);
        String host = end.map(EndChange::host)
                .or(() -> change.end(side.far()).flatMap(far -> far.difference().peerHost()))
                .map(HostName::text)
                .orElse(UNKNOWN_HOST);
        return new WireEnd(host, value(end, "interface").orElse(""), value(end, "netns"));
    }

    private static Optional<String> value(Optional<EndChange> end, String attribute) {
        return end.flatMap(there -> there.difference().attributes().stream()
                .filter(change -> change.name().equals(attribute))
                .findFirst()
                .flatMap(AttributeChange::from));
    }
}
