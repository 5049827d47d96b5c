package io.pairwire.world;

import io.pairwire.model.Pseudowire;
import io.pairwire.model.SessionSpec;
import io.pairwire.model.Side;
import io.pairwire.model.Topology;
import io.pairwire.plan.Half;
import io.pairwire.plan.Mirror;
import io.pairwire.reconcile.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pseudowire as a topology asks for it, by what a kernel can change and what it cannot: from two of them follows what
 * a plan must say.
 *
 * @param fixed all that takes a new session
 * @param inPlace all else; a MAC address apart, for none is as good as any
 */
record End(List<Object> fixed, List<Object> inPlace, Object mac) {
    /** Which end of which pseudowire. */
    record Key(String pseudowire, String host) {}

    /** Returns all ends of a topology. */
    static Map<Key, End> of(Topology topology) {
        Map<Key, End> ends = new LinkedHashMap<>();
        for (Pseudowire pseudowire : topology.pseudowires()) {
            for (Side side : Side.values()) {
                Key key = new Key(
                        pseudowire.name().text(),
                        pseudowire.tunnel().end(side).host().text());
                ends.put(key, of(Mirror.half(pseudowire, side)));
            }
        }
        return ends;
    }

    private static End of(Half half) {
        SessionSpec session = half.session().session();
        List<Object> fixed = List.of(
                half.tunnel(),
                session.sessionId(),
                session.peerSessionId(),
                session.cookie(),
                session.peerCookie(),
                session.l2spec(),
                half.session().link().name());
        // Without LNS mode a kernel sends sequence numbers as it gets them, so only what it demands is asked for.
        Object seq = session.lnsMode() ? session.seq() : session.seq().required();
        List<Object> inPlace = List.of(
                seq,
                session.lnsMode(),
                session.reorderTimeoutMillis(),
                half.session().link().mtu(),
                Set.copyOf(half.session().link().addresses()),
                half.session().link().bridge());
        return new End(fixed, inPlace, half.session().link().mac());
    }

    /** Returns what must happen to an end between two topologies; null stands for an end that is not there. */
    static Verb verb(@Nullable End before, @Nullable End after) {
        if (before == null) {
            return after == null ? Verb.NOTHING : Verb.CREATE;
        }
        if (after == null) {
            return Verb.REMOVE;
        }
        if (!before.fixed.equals(after.fixed)) {
            return Verb.REPLACE;
        }
        boolean newMac = !after.mac.equals(before.mac) && !after.mac.equals(Optional.empty());
        return before.inPlace.equals(after.inPlace) && !newMac ? Verb.NOTHING : Verb.CHANGE;
    }
}
