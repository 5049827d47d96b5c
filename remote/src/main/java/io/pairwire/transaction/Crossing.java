package io.pairwire.transaction;

import io.pairwire.model.SequenceNumbers;
import io.pairwire.reconcile.AttributeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what does not agree over the two ends of a pseudowire, from how each differs from what it should be.
 *
 * <p>What both should be does agree. So an attribute that one end alone has otherwise does not; and where both have it otherwise, what
 * they have tells.
 */
final class Crossing {
    private static final String SEQ = "seq";
    private static final String COOKIE = "cookie";
    private static final Pair SENT_COOKIE = new Pair(COOKIE, "peer_cookie");
    /** The kernel never tells a sublayer; one that the mark does not tell either may be the right one. */
    private static final String UNKNOWN = "unknown";

    private static final List<Pair> SENT_AND_EXPECTED = List.of(
            new Pair("peer_tunnel_id", "tunnel_id"),
            new Pair("remote", "local"),
            new Pair("udp_dport", "udp_sport"),
            new Pair("peer_session_id", "session_id"),
            SENT_COOKIE);
    private static final List<Pair> THE_SAME =
            List.of(new Pair("encap", "encap"), new Pair("l2spec_type", "l2spec_type"), new Pair("mtu", "mtu"));

    private final EndDrift near;
    private final EndDrift far;

    /** An attribute of one end, and the one of the far end that it must agree with. */
    private record Pair(String near, String far) {}

    private Crossing(EndDrift near, EndDrift far) {
        this.near = near;
        this.far = far;
    }

    /**
     * Returns what does not agree.
     *
     * @param cookies whether the hosts found that cookies do not, which were made and so are in no plan
     */
    static List<Mismatch> mismatches(EndDrift a, EndDrift b, boolean cookies) {
        List<Mismatch> mismatches = new ArrayList<>();
        Crossing fromA = new Crossing(a, b);
        Crossing fromB = new Crossing(b, a);
        THE_SAME.forEach(pair -> fromA.mismatch(pair).ifPresent(mismatches::add));
        for (Crossing crossing : List.of(fromA, fromB)) {
            SENT_AND_EXPECTED.forEach(pair -> crossing.mismatch(pair).ifPresent(mismatches::add));
            crossing.sequence().ifPresent(mismatches::add);
        }
        boolean known =
                mismatches.stream().anyMatch(mismatch -> mismatch.attribute().equals(COOKIE));
        if (cookies && !known) {
            mismatches.add(fromA.mismatch(SENT_COOKIE, Optional.empty(), Optional.empty()));
        }
        return mismatches;
    }

    private Optional<Mismatch> mismatch(Pair pair) {
        Optional<AttributeChange> ofNear = near.difference(pair.near());
        Optional<AttributeChange> ofFar = far.difference(pair.far());
        Optional<String> is = is(ofNear, ofFar);
        Optional<String> farIs = is(ofFar, ofNear);
        boolean agree = ofNear.isPresent() == ofFar.isPresent() && is.equals(farIs);
        boolean unknown = is.filter(UNKNOWN::equals).isPresent()
                || farIs.filter(UNKNOWN::equals).isPresent();
        return agree || unknown ? Optional.empty() : Optional.of(mismatch(pair, is, farIs));
    }

    /** An end that demands sequence numbers drops all that comes without; to send them unasked does no harm. */
    private Optional<Mismatch> sequence() {
        Optional<AttributeChange> ofNear = near.difference(SEQ);
        Optional<AttributeChange> ofFar = far.difference(SEQ);
        Optional<String> is = is(ofNear, ofFar);
        Optional<String> farIs = is(ofFar, ofNear);
        return numbers(is).required() && !numbers(farIs).sent()
                ? Optional.of(mismatch(new Pair(SEQ, SEQ), is, farIs))
                : Optional.empty();
    }

    private static SequenceNumbers numbers(Optional<String> text) {
        return text.map(word -> SequenceNumbers.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(SequenceNumbers.NONE);
    }

    /** Returns what an attribute is; where it is as it should be, that is what the far end's counterpart should be, made already. */
    private static Optional<String> is(Optional<AttributeChange> own, Optional<AttributeChange> counterpart) {
        return own.isPresent()
                ? own.get().from()
                : counterpart.flatMap(AttributeChange::to).map(text -> text.replace(AttributeChange.MADE, ""));
    }

    private Mismatch mismatch(Pair pair, Optional<String> is, Optional<String> farIs) {
        return new Mismatch(near.host(), pair.near(), is, far.host(), pair.far(), farIs);
    }
}
