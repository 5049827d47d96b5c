package io.pairwire.transaction;

import io.pairwire.exchange.Request;
import io.pairwire.model.HostName;
import io.pairwire.model.PseudowireName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one host is asked: one request at a time. Questions that come up meanwhile wait, and go together, all of a kind in one request:
 * the fewer round trips the busier the host is.
 */
final class Lane {
    /** How a host can be spoken to. */
    enum Contact {
        /** With the agent that has observed. */
        FIRST,
        LOST,
        COMING_BACK,
        /** With a new agent, that can confirm and take back alone. */
        AGAIN,
        GONE
    }

    /** A question that was sent, and the transactions that wait for its answer. */
    record Sent(Optional<PairTransaction.Question> question, Set<PairTransaction> askers) {}

    private static final int MOST_RETURNS = 3;

    private final HostName host;
    private final Optional<Conduct.Frames> frames;
    private final Map<PairTransaction.Question, Set<PairTransaction>> waiting =
            new EnumMap<>(PairTransaction.Question.class);
    private Optional<Sent> sent = Optional.empty();
    private Contact contact = Contact.FIRST;
    private final Set<PseudowireName> listened = new LinkedHashSet<>();
    private int returns;
    private boolean patient;
    private String whyGone = "";

    Lane(HostName host, Optional<Conduct.Frames> frames) {
        this.host = host;
        this.frames = frames;
    }

    HostName host() {
        return host;
    }

    Contact contact() {
        return contact;
    }

    String whyGone() {
        return whyGone;
    }

    boolean isConnected() {
        return contact == Contact.FIRST || contact == Contact.AGAIN;
    }

    /** Returns whether the agent that has observed is there, and owes no answer. */
    boolean isIdle() {
        return contact == Contact.FIRST && sent.isEmpty();
    }

    void queue(PairTransaction.Question question, PairTransaction asker) {
        waiting.computeIfAbsent(question, kind -> new LinkedHashSet<>()).add(asker);
    }

    /** Marks a request as sent that is not about particular transactions. */
    void sentForAll(Set<PairTransaction> askers) {
        sent = Optional.of(new Sent(Optional.empty(), askers));
    }

    /** Returns what to ask next, if anything waits and nothing is on its way; the questions are in the order of their urgency. */
    Optional<Request> next() {
        if (sent.isPresent() || !isConnected()) {
            return Optional.empty();
        }
        for (PairTransaction.Question question : PairTransaction.Question.values()) {
            Set<PairTransaction> askers = waiting.getOrDefault(question, Set.of());
            if (!askers.isEmpty()) {
                Set<PairTransaction> together = together(askers);
                askers.removeAll(together);
                sent = Optional.of(new Sent(Optional.of(question), together));
                return Optional.of(request(question, together));
            }
        }
        return Optional.empty();
    }

    /** Notes alone are not the same question as notes beside changes. */
    private static Set<PairTransaction> together(Set<PairTransaction> askers) {
        PairTransaction first = askers.iterator().next();
        Set<PairTransaction> together = new LinkedHashSet<>();
        for (PairTransaction asker : askers) {
            if (asker.bundle().changes().isEmpty() == first.bundle().changes().isEmpty()) {
                together.add(asker);
            }
        }
        return together;
    }

    private Request request(PairTransaction.Question question, Set<PairTransaction> askers) {
        Set<PseudowireName> names = new LinkedHashSet<>();
        askers.forEach(asker -> names.addAll(asker.about(host, question)));
        return switch (question) {
            case LISTEN -> {
                // To listen is to listen anew: those that are listened to already stay so.
                listened.addAll(names);
                yield new Request.Listen(listened, frames.orElseThrow().nonce());
            }
            case PROBE -> new Request.Probe(names, frames.orElseThrow().budget());
            case APPLY -> new Request.Apply(names);
            case CONFIRM -> new Request.Confirm(names, verdicts(askers, names));
            case ROLL_BACK -> new Request.RollBack(names, reasons(askers, names));
        };
    }

    private static Map<PseudowireName, String> verdicts(Set<PairTransaction> askers, Set<PseudowireName> names) {
        Map<PseudowireName, String> verdicts = new HashMap<>();
        askers.forEach(asker -> asker.verdicts().forEach((name, verdict) -> verdicts.put(name, verdict.toString())));
        verdicts.keySet().retainAll(names);
        return verdicts;
    }

    private static Map<PseudowireName, String> reasons(Set<PairTransaction> askers, Set<PseudowireName> names) {
        Map<PseudowireName, String> reasons = new HashMap<>();
        for (PairTransaction asker : askers) {
            if (!asker.reason().isEmpty()) {
                asker.bundle().pseudowires().forEach(name -> reasons.put(name, asker.reason()));
            }
        }
        reasons.keySet().retainAll(names);
        return reasons;
    }

    /** Returns what was answered just now. */
    Optional<Sent> answered() {
        Optional<Sent> answered = sent;
        sent = Optional.empty();
        return answered;
    }

    /** The connection is lost, and with it all that was asked. */
    void lose() {
        contact = Contact.LOST;
        sent = Optional.empty();
        waiting.clear();
    }

    /** Returns whether another attempt to come back is to be made, or one with more patience, and takes note that it is. */
    boolean comesBack(boolean patiently) {
        if (contact == Contact.COMING_BACK) {
            boolean more = patiently && !patient;
            patient |= patiently;
            return more;
        }
        if (returns >= MOST_RETURNS) {
            gone("its agent was lost " + (returns + 1) + " times");
            return false;
        }
        returns++;
        patient = patiently;
        contact = Contact.COMING_BACK;
        return true;
    }

    void isBack() {
        contact = Contact.AGAIN;
    }

    void gone(String why) {
        contact = Contact.GONE;
        whyGone = why;
    }
}
