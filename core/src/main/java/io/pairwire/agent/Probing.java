package io.pairwire.agent;

import io.pairwire.exchange.EndProbe;
import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.l2tp.L2tp;
import io.pairwire.l2tp.SessionState;
import io.pairwire.l2tp.Statistics;
import io.pairwire.model.NetnsName;
import io.pairwire.model.PseudowireName;
import io.pairwire.netlink.NetlinkException;
import io.pairwire.plan.HostPlan;
import io.pairwire.plan.Mark;
import io.pairwire.plan.PlannedSession;
import io.pairwire.probe.Evidence;
import io.pairwire.probe.Nonce;
import io.pairwire.probe.ProbeSockets;
import io.pairwire.probe.Prober;
import io.pairwire.probe.Target;
import io.pairwire.reconcile.CarriedLink;
import io.pairwire.reconcile.CarriedSession;
import io.pairwire.reconcile.HostState;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Listens at this host's ends of pseudowires, and probes them: one {@link Prober} for each network namespace.
 *
 * <p>Sends no netlink request that changes anything.
 */
final class Probing implements Closeable {
    private final Namespaces namespaces;
    private final ProbeSockets sockets;
    private final AgentPaths paths;
    private final Map<Optional<NetnsName>, Prober> probers = new LinkedHashMap<>();
    private final Map<PseudowireName, Place> places = new HashMap<>();

    Probing(Namespaces namespaces, ProbeSockets sockets, AgentPaths paths) {
        this.namespaces = namespaces;
        this.sockets = sockets;
        this.paths = paths;
    }

    /** Where an end of a pseudowire is that is listened to. */
    private record Place(Optional<NetnsName> netns, SessionKey session) {}

    /** What a session is told apart by. */
    private record SessionKey(int tunnelId, int sessionId) {}

    /** An end that the host carries, and its interface. */
    private record Found(Optional<NetnsName> netns, SessionKey session, CarriedLink link) {}

    /**
     * Listens anew.
     *
     * @param plan what the host was compared with: it tells which end of a pseudowire is this host's, and by which IDs it goes
     * @param states what was observed last. Only its namespaces count: what is in them may have been made since, and is read again
     */
    Reply listen(Request.Listen request, HostPlan plan, List<HostState> states) {
        Map<PseudowireName, String> unable = new HashMap<>();
        request.pseudowires().forEach(name -> unable.put(name, "the plan has no end of it here"));
        try {
            close();
            Ends ends = Ends.of(plan, observe(states));
            Map<Optional<NetnsName>, List<Target>> targets = new LinkedHashMap<>();
            for (PlannedSession planned : plan.sessions()) {
                if (request.pseudowires().contains(planned.pseudowire())) {
                    Optional<Found> found = ends.find(planned);
                    Optional<Target> target = found.flatMap(end -> target(planned, end.link()));
                    if (found.isPresent() && target.isPresent()) {
                        unable.remove(planned.pseudowire());
                        places.put(
                                planned.pseudowire(),
                                new Place(found.get().netns(), found.get().session()));
                        targets.computeIfAbsent(found.get().netns(), netns -> new ArrayList<>())
                                .add(target.get());
                    } else {
                        unable.put(planned.pseudowire(), "its interface is not there");
                    }
                }
            }
            Nonce nonce = Nonce.parse(request.nonce());
            targets.forEach((netns, there) -> listen(netns, plan, nonce, there)
                    .ifPresent(why -> there.forEach(target -> {
                        places.remove(target.pseudowire());
                        unable.put(target.pseudowire(), why);
                    })));
            return new Reply.Listening(unable);
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        }
    }

    private static Optional<Target> target(PlannedSession planned, CarriedLink link) {
        return link.mac().map(mac -> new Target(planned.pseudowire(), planned.side(), link.index(), link.mtu(), mac));
    }

    /** Listens in one network namespace; returns why that cannot be done, if it cannot. */
    private Optional<String> listen(Optional<NetnsName> netns, HostPlan plan, Nonce nonce, List<Target> targets) {
        ProbeSockets there = netns.map(name -> sockets.within(paths.namespaces().resolve(name.text())))
                .orElse(sockets);
        try {
            Prober prober = Prober.over(there.open(), plan.topology(), nonce, System::nanoTime);
            probers.put(netns, prober);
            prober.listen(targets);
            return Optional.empty();
        } catch (NetlinkException e) {
            return Optional.of("no packet socket can be had: " + e.getMessage());
        }
    }

    private List<HostState> observe(List<HostState> states) throws NetlinkException, RefusedException {
        List<HostState> now = new ArrayList<>();
        for (HostState state : states) {
            Optional<Kernel> kernel = namespaces.in(state.netns());
            if (kernel.isPresent()) {
                now.add(new Observer(kernel.get(), state.netns(), Set.of()).observe());
            }
        }
        return now;
    }

    /** The ends that the host carries, by what they are found by. */
    private record Ends(Map<Place, Found> byIds, Map<PseudowireName, Found> byMark) {
        static Ends of(HostPlan plan, List<HostState> states) {
            Ends ends = new Ends(new HashMap<>(), new HashMap<>());
            for (HostState state : states) {
                for (CarriedSession session : state.sessions()) {
                    session.link().ifPresent(link -> ends.add(plan, state.netns(), session, link));
                }
            }
            return ends;
        }

        private void add(HostPlan plan, Optional<NetnsName> netns, CarriedSession session, CarriedLink link) {
            SessionKey key = new SessionKey(session.tunnelId(), session.sessionId());
            Found found = new Found(netns, key, link);
            byIds.put(new Place(netns, key), found);
            Mark.parse(link.alias())
                    .filter(mark -> mark.topology().equals(plan.topology()))
                    .ifPresent(mark -> byMark.putIfAbsent(mark.pseudowire(), found));
        }

        /** Returns the end that has the planned IDs, or else the planned name: it may be there with other IDs, and pass frames. */
        Optional<Found> find(PlannedSession planned) {
            SessionKey key = new SessionKey(
                    planned.session().tunnelId().bits(),
                    planned.session().sessionId().bits());
            return Optional.ofNullable(byIds.get(new Place(planned.netns(), key)))
                    .or(() -> Optional.ofNullable(byMark.get(planned.pseudowire())));
        }
    }

    /** Probes what is listened to; what is not is not in the answer. */
    Reply probe(Request.Probe request) {
        Map<Optional<NetnsName>, List<PseudowireName>> names = new LinkedHashMap<>();
        for (PseudowireName name : request.pseudowires()) {
            Place place = places.get(name);
            if (place != null) {
                names.computeIfAbsent(place.netns(), netns -> new ArrayList<>()).add(name);
            }
        }
        try {
            Map<Place, Statistics> before = statistics(names.keySet());
            Map<PseudowireName, Evidence> evidence = probe(names, request.budget());
            Map<Place, Statistics> after = statistics(names.keySet());
            Map<PseudowireName, EndProbe> ends = new HashMap<>();
            evidence.forEach((name, noticed) -> {
                Place place = places.get(name);
                Statistics then = before.getOrDefault(place, Statistics.ZERO);
                ends.put(name, end(noticed, growth(then, after.getOrDefault(place, then))));
            });
            return new Reply.Probed(ends);
        } catch (RefusedException e) {
            return e.reply();
        } catch (NetlinkException e) {
            return Kernel.unfit(e).reply();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Refused(Reply.Refused.Why.INTERNAL, "interrupted", "");
        }
    }

    /** Probes in all network namespaces at once. */
    private Map<PseudowireName, Evidence> probe(Map<Optional<NetnsName>, List<PseudowireName>> names, Duration budget)
            throws InterruptedException {
        List<Callable<Map<PseudowireName, Evidence>>> calls = new ArrayList<>();
        names.forEach((netns, there) -> {
            Prober prober = probers.get(netns);
            if (prober != null) {
                calls.add(() -> prober.probe(there, budget));
            }
        });
        Map<PseudowireName, Evidence> evidence = new HashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, calls.size()));
        try {
            for (Future<Map<PseudowireName, Evidence>> future : threads.invokeAll(calls)) {
                evidence.putAll(future.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("probing failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return evidence;
    }

    private Map<Place, Statistics> statistics(Set<Optional<NetnsName>> where)
            throws NetlinkException, RefusedException {
        Map<Place, Statistics> statistics = new HashMap<>();
        for (Optional<NetnsName> netns : where) {
            Optional<Kernel> kernel = namespaces.in(netns);
            Optional<L2tp> l2tp = kernel.isPresent() ? kernel.get().l2tp() : Optional.empty();
            if (l2tp.isPresent()) {
                for (SessionState session : l2tp.get().sessions()) {
                    SessionKey key = new SessionKey(session.rawTunnelId(), session.rawSessionId());
                    statistics.put(new Place(netns, key), session.statistics());
                }
            }
        }
        return statistics;
    }

    private static EndProbe.Growth growth(Statistics before, Statistics after) {
        return new EndProbe.Growth(
                after.rxPackets() - before.rxPackets(),
                after.rxErrors() - before.rxErrors(),
                after.rxCookieDiscards() - before.rxCookieDiscards(),
                after.rxSequenceDiscards() - before.rxSequenceDiscards(),
                after.rxOutOfSequence() - before.rxOutOfSequence(),
                after.txPackets() - before.txPackets(),
                after.txErrors() - before.txErrors());
    }

    private static EndProbe end(Evidence evidence, EndProbe.Growth growth) {
        return new EndProbe(
                evidence.heardSmall(),
                evidence.heardFull(),
                evidence.echoedSmall(),
                evidence.echoedFull(),
                evidence.roundTripNanos(),
                evidence.mtu(),
                evidence.trouble(),
                evidence.strayed(),
                evidence.stray().map(PseudowireName::text),
                growth);
    }

    /** Listens to nothing any more. */
    @Override
    public void close() throws NetlinkException {
        places.clear();
        List<Prober> open = List.copyOf(probers.values());
        probers.clear();
        for (Prober prober : open) {
            prober.close();
        }
    }
}
