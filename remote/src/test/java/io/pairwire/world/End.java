package io.pairwire.world;

import io.pairwire.model.Cookie;
import io.pairwire.model.Pseudowire;
import io.pairwire.model.SequenceNumbers;
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
 * @param netns the network namespace that it is in
 * @param id its tunnel ID and session ID: what makes it the same there under another name
 * @param fixed all that takes a new session, but cookies
 * @param cookies what it sends and what it demands
 * @param inPlace all else; a MAC address apart, for none is as good as any
 * @param tied whether the other end must come anew where this one does: sequence numbers start together, and so do made cookies
 */
record End(
        Object netns,
        Object id,
        List<Object> fixed,
        List<CookieWish> cookies,
        List<Object> inPlace,
        Object mac,
        boolean tied) {
    /** A cookie that is given, or made with so many octets. */
    record CookieWish(int octets, Optional<Cookie> given) {
        boolean isMetBy(CookieWish carried) {
            return given.isPresent() ? given.equals(carried.given) : octets == carried.octets;
        }
    }

    /** Which end of which pseudowire. */
    record Key(String pseudowire, String host) {
        static Key of(Pseudowire pseudowire, Side side) {
            return new Key(
                    pseudowire.name().text(),
                    pseudowire.tunnel().end(side).host().text());
        }
    }

    /** Returns all ends of a topology. */
    static Map<Key, End> of(Topology topology) {
        Map<Key, End> ends = new LinkedHashMap<>();
        for (Pseudowire pseudowire : topology.pseudowires()) {
            for (Side side : Side.values()) {
                ends.put(Key.of(pseudowire, side), of(Mirror.half(pseudowire, side)));
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
        List<CookieWish> cookies = List.of(
                new CookieWish(half.session().cookieOctets(), session.cookie()),
                new CookieWish(half.session().peerCookieOctets(), session.peerCookie()));
        boolean tied = session.seq() != SequenceNumbers.NONE
                || cookies.stream()
                        .anyMatch(
                                cookie -> cookie.octets() > 0 && cookie.given().isEmpty());
        Object id = List.of(session.tunnelId(), session.sessionId());
        return new End(
                half.tunnel().netns(),
                id,
                fixed,
                cookies,
                inPlace,
                half.session().link().mac(),
                tied);
    }

    /**
     * Returns what must happen to every end of two topologies.
     *
     * @param deleted ends that are no longer there, whatever the topology before said
     * @param spoiled ends that cannot stay, whatever either topology says
     */
    static Map<Key, Verb> verbs(Topology before, Set<Key> deleted, Set<Key> spoiled, Topology after) {
        Map<Key, End> from = of(before);
        from.keySet().removeAll(deleted);
        from.replaceAll((key, end) -> spoiled.contains(key)
                ? new End(end.netns, end.id, List.of(), end.cookies, List.of(), end.mac, end.tied)
                : end);
        Map<Key, End> to = of(after);
        Map<Key, Verb> verbs = new LinkedHashMap<>();
        Map<Key, Key> renamed = renamed(from, to);
        from.forEach((key, end) -> verbs.put(key, renamed.containsValue(key) ? Verb.NOTHING : verb(end, to.get(key))));
        to.forEach((key, end) -> {
            Verb verb = verb(from.get(renamed.getOrDefault(key, key)), end);
            // Its mark bears its name.
            verbs.put(key, renamed.containsKey(key) && verb == Verb.NOTHING ? Verb.CHANGE : verb);
        });
        Map<Key, Verb> both = new LinkedHashMap<>(verbs);
        for (Pseudowire pseudowire : after.pseudowires()) {
            for (Side side : Side.values()) {
                Key near = Key.of(pseudowire, side);
                Verb far = verbs.getOrDefault(Key.of(pseudowire, side.far()), Verb.NOTHING);
                boolean stays = verbs.get(near) == Verb.NOTHING || verbs.get(near) == Verb.CHANGE;
                boolean comes = far == Verb.CREATE || far == Verb.REPLACE;
                End end = to.get(near);
                if (stays && comes && end != null && end.tied) {
                    both.put(near, Verb.REPLACE);
                }
            }
        }
        return both;
    }

    /** Returns the former keys of ends that are the same under another name, by the present ones. */
    static Map<Key, Key> renamed(Map<Key, End> from, Map<Key, End> to) {
        Map<Key, Key> renamed = new LinkedHashMap<>();
        to.forEach((now, end) -> from.forEach((then, former) -> {
            boolean namesChange = !from.containsKey(now) && !to.containsKey(then);
            if (namesChange
                    && now.host().equals(then.host())
                    && end.netns.equals(former.netns)
                    && end.id.equals(former.id)) {
                renamed.put(now, then);
            }
        }));
        return renamed;
    }

    /** Returns what must happen to an end between two topologies; null stands for an end that is not there. */
    private static Verb verb(@Nullable End before, @Nullable End after) {
        if (before == null) {
            return after == null ? Verb.NOTHING : Verb.CREATE;
        }
        if (after == null) {
            return Verb.REMOVE;
        }
        boolean sameCookies = after.cookies.get(0).isMetBy(before.cookies.get(0))
                && after.cookies.get(1).isMetBy(before.cookies.get(1));
        if (!before.fixed.equals(after.fixed) || !sameCookies) {
            return Verb.REPLACE;
        }
        boolean newMac = !after.mac.equals(before.mac) && !after.mac.equals(Optional.empty());
        return before.inPlace.equals(after.inPlace) && !newMac ? Verb.NOTHING : Verb.CHANGE;
    }
}
