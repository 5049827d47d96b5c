package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Difference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The steps of one bundle over its hosts: prepared everywhere, applied everywhere, verified, and confirmed everywhere; or taken back
 * everywhere. Pure: it is told what happened, and tells its desk what to ask.
 *
 * <p>Until the first confirm is asked for, anything that goes wrong takes all of it back. From then on it only goes forward, and what
 * cannot be had is reported.
 */
final class PairTransaction {
    private final Bundle bundle;
    private final Desk desk;
    private final Set<PseudowireName> pseudowires;

    private Phase phase = Phase.PREPARING;

    /** Who has still to answer in this phase. */
    private final Set<HostName> awaited = new LinkedHashSet<>();

    private final Set<HostName> prepared = new HashSet<>();
    private final Set<HostName> begun = new HashSet<>();
    private final Set<HostName> lost = new HashSet<>();
    private final Set<HostName> confirmed = new LinkedHashSet<>();
    private final Map<HostName, String> goneBack = new LinkedHashMap<>();
    private final Map<HostName, String> open = new TreeMap<>();
    private final List<HostFailure> causes = new ArrayList<>();

    private enum Phase {
        PREPARING,
        APPLYING,
        VERIFYING,
        WAITING,
        CONFIRMING,
        TAKING_BACK,
        ENDED
    }

    /** What can be asked of a host about a bundle. */
    enum Question {
        APPLY,
        CONFIRM,
        ROLL_BACK
    }

    /** Where a transaction's questions go. */
    interface Desk {
        /** Asks a host about this bundle's pseudowires there. */
        void ask(HostName host, Question question);

        /** Reaches a lost host again; the answer is {@link #resumed} or {@link #unreachable}, perhaps at once. */
        void comeBack(HostName host, boolean patiently);

        /** Proves that frames pass; the answer is {@link #proved} or {@link #disproved}, perhaps at once. */
        void prove();

        /** Learns that all is applied and verified; the answer is {@link #confirm}, perhaps at once, or {@link #stop}. */
        void ready();

        /** Writes down that the bundle is about to be confirmed. */
        void decide();

        /** Learns that it has ended. */
        void ended(Fate fate);
    }

    PairTransaction(Bundle bundle, Desk desk) {
        this.bundle = bundle;
        this.desk = desk;
        this.pseudowires = bundle.pseudowires();
        awaited.addAll(bundle.work().keySet());
    }

    Bundle bundle() {
        return bundle;
    }

    boolean isEnded() {
        return phase == Phase.ENDED;
    }

    /** Returns whether everything is applied and verified, and waits only for the word to confirm. */
    boolean isWaiting() {
        return phase == Phase.WAITING;
    }

    /** A host is ready, but perhaps not for all that is wanted of it. */
    void prepared(HostName host, Map<PseudowireName, String> unable) {
        prepared.add(host);
        unable.forEach((pseudowire, message) -> {
            if (pseudowires.contains(pseudowire)) {
                causes.add(new HostFailure(
                        host,
                        HostFailure.Kind.REFUSED,
                        host + ": " + pseudowire + " cannot be changed: " + message,
                        ""));
            }
        });
        answeredWhile(Phase.PREPARING, host);
    }

    /** A host will not do what it was asked to prepare. */
    void notPrepared(HostName host, HostFailure failure) {
        causes.add(failure);
        answeredWhile(Phase.PREPARING, host);
    }

    /** A host has done what it could. */
    void applied(HostName host, List<Reply.Failure> failures, List<Difference> left) {
        if (!failures.isEmpty() || !left.isEmpty()) {
            causes.add(Refusals.of(host, failures, left));
        }
        answeredWhile(Phase.APPLYING, host);
    }

    /** Frames pass where they must. */
    void proved() {
        if (phase == Phase.VERIFYING) {
            phase = Phase.WAITING;
            desk.ready();
        }
    }

    /** Frames do not pass where they must, or nobody can tell. */
    void disproved(HostFailure failure) {
        if (phase == Phase.VERIFYING) {
            causes.add(failure);
            takeBack();
        }
    }

    /** The word to confirm. */
    void confirm() {
        if (phase == Phase.WAITING) {
            phase = Phase.CONFIRMING;
            desk.decide();
            askAll(Question.CONFIRM, bundle.work().keySet());
        }
    }

    /** A host keeps its part. */
    void confirmed(HostName host) {
        confirmed.add(host);
        answeredWhile(Phase.CONFIRMING, host);
    }

    /** A host will not keep its part, for it has gone back by itself. */
    void notConfirmed(HostName host, String why) {
        goneBack.put(host, why);
        answeredWhile(Phase.CONFIRMING, host);
    }

    /** A host is as it was, but for what it says. */
    void takenBack(HostName host, List<String> left) {
        if (!left.isEmpty()) {
            open.put(host, "could not be taken back wholly: " + String.join("; ", left));
        }
        answeredWhile(Phase.TAKING_BACK, host);
    }

    /** A host does not understand, or will not hear of it. */
    void refused(HostName host, HostFailure failure) {
        switch (phase) {
            case PREPARING -> notPrepared(host, failure);
            case APPLYING -> {
                causes.add(failure);
                answeredWhile(Phase.APPLYING, host);
            }
            case CONFIRMING -> notConfirmed(host, failure.message());
            case TAKING_BACK -> {
                open.put(host, failure.message());
                answeredWhile(Phase.TAKING_BACK, host);
            }
            case VERIFYING, WAITING, ENDED -> {}
        }
    }

    /** The connection to a host is lost. */
    void lost(HostName host, HostFailure failure) {
        if (!bundle.work().containsKey(host)) {
            return;
        }
        lost.add(host);
        switch (phase) {
            case PREPARING, APPLYING -> {
                causes.add(failure);
                answeredWhile(phase, host);
            }
            case VERIFYING, WAITING -> {
                causes.add(failure);
                takeBack();
            }
            case CONFIRMING -> {
                if (awaited.contains(host)) {
                    causes.add(failure);
                    desk.comeBack(host, true);
                }
            }
            case TAKING_BACK -> {
                if (awaited.contains(host)) {
                    desk.comeBack(host, false);
                }
            }
            case ENDED -> {}
        }
    }

    /** A lost host is reached again, and this is how far it was. */
    void resumed(HostName host, Set<PseudowireName> stillOpen, Set<PseudowireName> kept) {
        if (!awaited.contains(host)) {
            return;
        }
        Set<PseudowireName> here = bundle.work().getOrDefault(host, Set.of());
        boolean isOpen = here.stream().anyMatch(stillOpen::contains);
        if (phase == Phase.CONFIRMING) {
            if (isOpen) {
                desk.ask(host, Question.CONFIRM);
            } else if (kept.containsAll(here)) {
                confirmed(host);
            } else {
                notConfirmed(host, "it had gone back by itself when it was reached again");
            }
        } else if (phase == Phase.TAKING_BACK) {
            if (isOpen) {
                desk.ask(host, Question.ROLL_BACK);
            } else {
                takenBack(host, List.of());
            }
        }
    }

    /** A lost host cannot be reached again. */
    void unreachable(HostName host, String why) {
        if (!awaited.contains(host)) {
            return;
        }
        if (phase == Phase.CONFIRMING) {
            open.put(host, "nobody knows whether it kept the change or went back: " + why);
            answeredWhile(Phase.CONFIRMING, host);
        } else if (phase == Phase.TAKING_BACK) {
            open.put(host, "goes back by itself, which nobody has seen yet: " + why);
            answeredWhile(Phase.TAKING_BACK, host);
        }
    }

    /** The run is to end: what is not being confirmed is taken back. */
    void stop(String reason) {
        HostFailure why =
                new HostFailure(bundle.work().keySet().iterator().next(), HostFailure.Kind.STOPPED, reason, "");
        switch (phase) {
            case PREPARING, APPLYING -> causes.add(why);
            case VERIFYING, WAITING -> {
                causes.add(why);
                takeBack();
            }
            case CONFIRMING, TAKING_BACK, ENDED -> {}
        }
    }

    private void answeredWhile(Phase when, HostName host) {
        if (phase == when && awaited.remove(host) && awaited.isEmpty()) {
            goOn();
        }
    }

    private void goOn() {
        switch (phase) {
            case PREPARING -> {
                if (causes.isEmpty()) {
                    phase = Phase.APPLYING;
                    begun.addAll(bundle.work().keySet());
                    askAll(Question.APPLY, bundle.work().keySet());
                } else {
                    takeBack();
                }
            }
            case APPLYING -> {
                if (causes.isEmpty()) {
                    phase = Phase.VERIFYING;
                    desk.prove();
                } else {
                    takeBack();
                }
            }
            case CONFIRMING -> endConfirming();
            case TAKING_BACK -> end(open.isEmpty() ? Fate.Kind.TAKEN_BACK : Fate.Kind.LEFT);
            case VERIFYING, WAITING, ENDED -> throw new IllegalStateException("nobody is awaited while " + phase);
        }
    }

    private void endConfirming() {
        if (confirmed.size() == bundle.work().size()) {
            causes.clear();
            end(Fate.Kind.KEPT);
        } else if (confirmed.isEmpty() && open.isEmpty()) {
            goneBack.forEach(
                    (host, why) -> causes.add(new HostFailure(host, HostFailure.Kind.REFUSED, host + ": " + why, "")));
            end(Fate.Kind.TAKEN_BACK);
        } else {
            goneBack.forEach((host, why) -> open.put(host, "went back: " + why));
            end(Fate.Kind.SPLIT);
        }
    }

    private void takeBack() {
        phase = Phase.TAKING_BACK;
        awaited.clear();
        awaited.addAll(prepared);
        awaited.removeIf(host -> lost.contains(host) && !begun.contains(host));
        if (awaited.isEmpty()) {
            goOn();
            return;
        }
        for (HostName host : List.copyOf(awaited)) {
            if (lost.contains(host)) {
                desk.comeBack(host, false);
            } else {
                desk.ask(host, Question.ROLL_BACK);
            }
        }
    }

    private void askAll(Question question, Set<HostName> hosts) {
        awaited.clear();
        awaited.addAll(new TreeSet<>(hosts));
        for (HostName host : List.copyOf(awaited)) {
            desk.ask(host, question);
        }
    }

    private void end(Fate.Kind kind) {
        phase = Phase.ENDED;
        desk.ended(new Fate(pseudowires, bundle.work().keySet(), kind, causes, open));
    }
}
