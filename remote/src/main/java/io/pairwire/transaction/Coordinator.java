package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Difference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All transactions of a run over the hosts that they share. Pure: it is told what happened, in any order, and tells what to do next;
 * whoever does that may do it over SSH or in a simulation.
 *
 * <p>Transactions know nothing of each other: where one waits, fails or is taken back, the others go on. Only what they ask of one host
 * goes in one request where it can.
 */
final class Coordinator {
    private final Map<HostName, Request.Prepare> preparations;
    private final boolean asksBeforeConfirming;
    private final Map<HostName, Lane> lanes = new LinkedHashMap<>();
    private final Map<HostName, Set<PairTransaction>> atHost = new LinkedHashMap<>();
    private final Map<HostName, Reply.Resumed> resumed = new HashMap<>();
    private final List<PairTransaction> transactions = new ArrayList<>();
    private final List<Fate> fates = new ArrayList<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<HostName, Integer> writes = new LinkedHashMap<>();

    /**
     * Coordinates bundles.
     *
     * @param preparations what each host with something to do is asked first
     * @param frames how pseudowires are seen to pass frames, if they are
     * @param asksBeforeConfirming whether to wait, with all applied and verified, for {@link #confirmAll} or {@link #stop}
     */
    Coordinator(
            List<Bundle> bundles,
            Map<HostName, Request.Prepare> preparations,
            boolean asksBeforeConfirming,
            Optional<Conduct.Frames> frames) {
        this.preparations = new LinkedHashMap<>(preparations);
        this.asksBeforeConfirming = asksBeforeConfirming;
        for (Bundle bundle : bundles) {
            AtDesk desk = new AtDesk();
            PairTransaction transaction = new PairTransaction(bundle, desk, frames.isPresent());
            desk.transaction = Optional.of(transaction);
            transactions.add(transaction);
            Set<HostName> hosts = new LinkedHashSet<>(bundle.work().keySet());
            hosts.forEach(host -> writes.put(host, 0));
            if (frames.isPresent()) {
                hosts.addAll(Trial.after(bundle).hosts());
            }
            for (HostName host : hosts) {
                lanes.computeIfAbsent(host, name -> new Lane(name, frames));
                atHost.computeIfAbsent(host, name -> new LinkedHashSet<>()).add(transaction);
            }
        }
    }

    /** Returns the hosts that have a part in this, be it but to answer frames. */
    Set<HostName> hosts() {
        return Collections.unmodifiableSet(lanes.keySet());
    }

    /** Begins, and returns what to do first. */
    List<Step> start() {
        preparations.forEach((host, prepare) -> {
            Set<PairTransaction> workers = here(host);
            workers.removeIf(transaction -> !transaction.bundle().work().containsKey(host));
            lane(host).sentForAll(workers);
            steps.add(new Step.Ask(host, prepare));
        });
        return next();
    }

    /** A host has answered what it was asked last. */
    List<Step> answered(HostName host, Reply reply) {
        lane(host).answered().ifPresent(sent -> deliver(host, sent, reply));
        return next();
    }

    private void deliver(HostName host, Lane.Sent sent, Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            HostFailure failure = HostFailure.of(host, refused);
            sent.askers().forEach(asker -> asker.refused(host, failure));
        } else if (reply instanceof Reply.Prepared prepared) {
            sent.askers().forEach(asker -> asker.prepared(host, prepared.unable()));
        } else if (reply instanceof Reply.Applied applied) {
            writes.merge(host, applied.netlinkWrites(), Integer::sum);
            sent.askers().forEach(asker -> asker.applied(host, failures(asker, applied), left(asker, applied)));
        } else if (reply instanceof Reply.Listening listening) {
            sent.askers().forEach(asker -> asker.listening(host, listening));
        } else if (reply instanceof Reply.Probed probed) {
            sent.askers().forEach(asker -> asker.probed(host, probed));
        } else if (reply instanceof Reply.Confirmed) {
            sent.askers().forEach(asker -> asker.confirmed(host));
        } else if (reply instanceof Reply.RolledBack back) {
            sent.askers().forEach(asker -> asker.takenBack(host, words(asker, back)));
        } else {
            throw new IllegalStateException(host + " answers another question");
        }
    }

    private static List<Reply.Failure> failures(PairTransaction asker, Reply.Applied applied) {
        Set<PseudowireName> own = asker.bundle().pseudowires();
        return applied.failures().stream()
                .filter(failure -> own.contains(failure.pseudowire()))
                .toList();
    }

    private static List<Difference> left(PairTransaction asker, Reply.Applied applied) {
        Set<PseudowireName> own = asker.bundle().pseudowires();
        return applied.left().stream()
                .filter(difference -> own.contains(difference.pseudowire()))
                .toList();
    }

    private static List<String> words(PairTransaction asker, Reply.RolledBack back) {
        Set<String> words = new LinkedHashSet<>();
        asker.bundle().pseudowires().forEach(name -> words.addAll(back.left().getOrDefault(name, List.of())));
        return List.copyOf(words);
    }

    /** The connection to a host is lost. */
    List<Step> lost(HostName host, HostFailure failure) {
        Lane lane = lane(host);
        if (lane.isConnected()) {
            lane.lose();
            here(host).forEach(transaction -> transaction.lost(host, failure));
        }
        return next();
    }

    /** A lost host is reached again. */
    List<Step> cameBack(HostName host, Reply.Resumed state) {
        lane(host).isBack();
        resumed.put(host, state);
        here(host).forEach(transaction -> transaction.resumed(host, state.open(), state.confirmed()));
        return next();
    }

    /** A lost host cannot be reached again. */
    List<Step> stayedAway(HostName host, String why) {
        lane(host).gone(why);
        here(host).forEach(transaction -> transaction.unreachable(host, why));
        return next();
    }

    /** Takes back all that is not being confirmed. */
    List<Step> stop(String why) {
        transactions.forEach(transaction -> transaction.stop(why));
        return next();
    }

    /** Confirms all that waits for it. */
    List<Step> confirmAll() {
        transactions.forEach(PairTransaction::confirm);
        return next();
    }

    /** Returns whether nothing is left to be done but to say whether to confirm. */
    boolean isWaitingToConfirm() {
        boolean any = false;
        for (PairTransaction transaction : transactions) {
            any |= transaction.isWaiting();
            if (!transaction.isWaiting() && !transaction.isEnded()) {
                return false;
            }
        }
        return any;
    }

    /** Returns how far every bundle is. */
    List<Progress> progress() {
        return transactions.stream().map(PairTransaction::progress).toList();
    }

    /** Returns whether it is known of every bundle what became of it. */
    boolean isEnded() {
        return fates.size() == transactions.size();
    }

    /** Returns the hosts that are spoken to by the agent that has observed, and that owe no answer. */
    Set<HostName> idle() {
        Set<HostName> idle = new LinkedHashSet<>();
        lanes.values().stream().filter(Lane::isIdle).forEach(lane -> idle.add(lane.host()));
        return idle;
    }

    /** Returns what became of the bundles that have come to an end, in the order in which they did. */
    List<Fate> fates() {
        return List.copyOf(fates);
    }

    /** Returns how many netlink requests that change something were sent, on each host that has a part in this. */
    Map<HostName, Integer> writes() {
        return Map.copyOf(writes);
    }

    private List<Step> next() {
        for (Lane lane : lanes.values()) {
            lane.next().ifPresent(request -> steps.add(new Step.Ask(lane.host(), request)));
        }
        List<Step> told = List.copyOf(steps);
        steps.clear();
        return told;
    }

    private Lane lane(HostName host) {
        Lane lane = lanes.get(host);
        if (lane == null) {
            throw new IllegalArgumentException(host + " has no part in this");
        }
        return lane;
    }

    private Set<PairTransaction> here(HostName host) {
        return new LinkedHashSet<>(atHost.getOrDefault(host, Set.of()));
    }

    /** The desk of one transaction. */
    private final class AtDesk implements PairTransaction.Desk {
        private Optional<PairTransaction> transaction = Optional.empty();

        private PairTransaction asker() {
            return transaction.orElseThrow();
        }

        @Override
        public void ask(HostName host, PairTransaction.Question question) {
            lane(host).queue(question, asker());
        }

        @Override
        public void comeBack(HostName host, boolean patiently) {
            Lane lane = lane(host);
            Reply.Resumed state = resumed.get(host);
            if (lane.contact() == Lane.Contact.AGAIN && state != null) {
                asker().resumed(host, state.open(), state.confirmed());
            } else if (lane.contact() == Lane.Contact.GONE) {
                asker().unreachable(host, lane.whyGone());
            } else if (lane.comesBack(patiently)) {
                steps.add(new Step.ComeBack(host, patiently));
            } else if (lane.contact() == Lane.Contact.GONE) {
                asker().unreachable(host, lane.whyGone());
            }
        }

        @Override
        public void ready() {
            if (!asksBeforeConfirming) {
                asker().confirm();
            }
        }

        @Override
        public void decide() {
            steps.add(new Step.Decide(
                    asker().bundle().pseudowires(), asker().bundle().work().keySet()));
        }

        @Override
        public void ended(Fate fate) {
            fates.add(fate);
            steps.add(new Step.Settle(fate.pseudowires()));
        }
    }
}
