package io.pairwire.transaction;

import io.pairwire.exchange.Reply;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import io.pairwire.reconcile.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The steps of one bundle over its hosts: prepared everywhere, applied everywhere, seen to pass frames, and confirmed everywhere; or
 * taken back everywhere. Pure: it is told what happened, and tells its desk what to ask.
 *
 * <p>Until the first confirm is asked for, anything that goes wrong takes all of it back. From then on it only goes forward, and what
 * cannot be had is reported.
 */
final class PairTransaction {
    private final Bundle bundle;
    private final Desk desk;
    private final Set<PseudowireName> pseudowires;

    private final boolean sendsFrames;

    private Phase phase = Phase.PREPARING;
    private Trial trial;

    /** What did not pass before anything was changed need not pass after. */
    private final Set<PseudowireName> exempt = new HashSet<>();

    private final Map<PseudowireName, Verdict> verdicts = new HashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /** Who has still to answer in this phase. */
    private final Set<HostName> awaited = new LinkedHashSet<>();

    private final Set<HostName> prepared = new HashSet<>();
    private final Set<HostName> begun = new HashSet<>();
    private final Set<HostName> lost = new HashSet<>();
    private final Set<HostName> confirmed = new LinkedHashSet<>();
    private final Map<HostName, String> goneBack = new LinkedHashMap<>();
    private final Map<HostName, String> open = new TreeMap<>();
    private final List<HostFailure> causes = new ArrayList<>();
    private Optional<Fate.Kind> fate = Optional.empty();

    /** What can be asked of a host about a bundle: what decides comes before what begins. */
    enum Question {
        CONFIRM,
        ROLL_BACK,
        PROBE,
        LISTEN,
        APPLY
    }

    /** Where a transaction's questions go. */
    interface Desk {
        /** Asks a host about this bundle's pseudowires there. */
        void ask(HostName host, Question question);

        /** Reaches a lost host again; the answer is {@link #resumed} or {@link #unreachable}, perhaps at once. */
        void comeBack(HostName host, boolean patiently);

        /** Learns that all is applied and verified; the answer is {@link #confirm}, perhaps at once, or {@link #stop}. */
        void ready();

        /** Writes down that the bundle is about to be confirmed. */
        void decide();

        /** Learns that it has ended. */
        void ended(Fate fate);
    }

    /**
     * A transaction that has not begun: its hosts have been asked to prepare.
     *
     * @param sendsFrames whether frames must be seen to pass before it is confirmed
     */
    PairTransaction(Bundle bundle, Desk desk, boolean sendsFrames) {
        this.bundle = bundle;
        this.desk = desk;
        this.sendsFrames = sendsFrames;
        this.trial = Trial.before(bundle);
        this.pseudowires = bundle.pseudowires();
        awaited.addAll(bundle.work().keySet());
    }

    Bundle bundle() {
        return bundle;
    }

    boolean isEnded() {
        return phase == Phase.ENDED;
    }

    /** Returns how far it is. */
    Progress progress() {
        return new Progress(pseudowires, phase, awaited, lost, fate);
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

    /** A host answers probes. */
    void listening(HostName host, Reply.Listening reply) {
        if (isTrying() && awaited.remove(host)) {
            trial.listening(host, reply);
            if (awaited.isEmpty()) {
                askAll(Question.PROBE, trial.hosts());
            }
        }
    }

    /** A host has probed. */
    void probed(HostName host, Reply.Probed reply) {
        if (isTrying() && awaited.remove(host)) {
            trial.probed(host, reply);
            if (awaited.isEmpty()) {
                goOn();
            }
        }
    }

    private boolean isTrying() {
        return phase == Phase.TESTING || phase == Phase.VERIFYING;
    }

    /** Returns the pseudowires that a question to a host is about. */
    Set<PseudowireName> about(HostName host, Question question) {
        return switch (question) {
            case LISTEN, PROBE -> trial.at(host);
            case APPLY, CONFIRM, ROLL_BACK -> bundle.work().getOrDefault(host, Set.of());
        };
    }

    /** Returns what frames over its pseudowires showed since it was applied, of those over which some were sent. */
    Map<PseudowireName, Verdict> verdicts() {
        return verdicts;
    }

    /** Returns why it is being taken back; empty where it is not. */
    String reason() {
        return causes.isEmpty() ? "" : causes.get(0).message();
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
            case TESTING, VERIFYING -> {
                causes.add(failure);
                takeBack();
            }
            case WAITING, ENDED -> {}
        }
    }

    /** The connection to a host is lost. */
    void lost(HostName host, HostFailure failure) {
        if (!bundle.work().containsKey(host)) {
            if (isTrying() && trial.hosts().contains(host)) {
                causes.add(failure);
                takeBack();
            }
            return;
        }
        lost.add(host);
        switch (phase) {
            case PREPARING, APPLYING -> {
                causes.add(failure);
                answeredWhile(phase, host);
            }
            case TESTING, VERIFYING, WAITING -> {
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
            case TESTING, VERIFYING, WAITING -> {
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
                    test();
                } else {
                    takeBack();
                }
            }
            case TESTING -> {
                for (Verified verified : trial.verdicts()) {
                    if (verified.verdict() != Verdict.OK && verified.verdict() != Verdict.UNVERIFIED) {
                        exempt.add(verified.pseudowire());
                    }
                }
                apply();
            }
            case APPLYING -> {
                if (causes.isEmpty()) {
                    verify();
                } else {
                    takeBack();
                }
            }
            case VERIFYING -> judge();
            case CONFIRMING -> endConfirming();
            case TAKING_BACK -> end(open.isEmpty() ? Fate.Kind.TAKEN_BACK : Fate.Kind.LEFT);
            case WAITING, ENDED -> throw new IllegalStateException("nobody is awaited while " + phase);
        }
    }

    private void test() {
        if (!sendsFrames || trial.isEmpty()) {
            apply();
        } else {
            phase = Phase.TESTING;
            askAll(Question.LISTEN, trial.hosts());
        }
    }

    private void apply() {
        phase = Phase.APPLYING;
        begun.addAll(bundle.work().keySet());
        askAll(Question.APPLY, bundle.work().keySet());
    }

    private void verify() {
        trial = Trial.after(bundle);
        if (!sendsFrames || trial.isEmpty()) {
            becomeReady();
        } else {
            phase = Phase.VERIFYING;
            askAll(Question.LISTEN, trial.hosts());
        }
    }

    private void judge() {
        for (Verified verified : trial.verdicts()) {
            verdicts.put(verified.pseudowire(), verified.verdict());
            String words = verified.pseudowire() + ": " + verified.verdict().name() + ": " + verified.line();
            if (verified.verdict() == Verdict.OK) {
                continue;
            }
            if (exempt.contains(verified.pseudowire())) {
                remarks.add(words + "; it was kept all the same, for frames did not pass before either");
            } else {
                causes.add(new HostFailure(
                        verified.a().host(),
                        HostFailure.Kind.UNVERIFIED,
                        words,
                        "mend that and apply again; with '--verify state' both ends are compared, and no frames sent"));
            }
        }
        if (causes.isEmpty()) {
            becomeReady();
        } else {
            takeBack();
        }
    }

    private void becomeReady() {
        phase = Phase.WAITING;
        desk.ready();
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
        fate = Optional.of(kind);
        desk.ended(new Fate(pseudowires, bundle.work().keySet(), kind, causes, open, verdicts, remarks));
    }
}
